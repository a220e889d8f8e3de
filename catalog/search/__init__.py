"""Finding a medicine: what an address asks for, the rows that answer it, and what the page shows around them.

search = ProductSearch.from_query(request.GET, engine.reader())
listings, page_links = search.page()

criteria.py   what can be asked for, and the one address of each question
names.py      the names of terms, as far as a listing has them
rows.py       rows from the database, by keyset: the list of all, and every list while there is no index
asking.py     the object that reads like a sentence
facets.py     what narrows the list, with how many medicines each choice would leave
options.py    links to choose from, which pages of reviews show as well
"""

from catalog.search.asking import ProductSearch, alphabet
from catalog.search.criteria import CHOICES, KNOWN, PAGE_SIZE, TABLE_SIZE, TERMS, Criteria
from catalog.search.options import Filter, Option

__all__ = [
    "CHOICES",
    "KNOWN",
    "PAGE_SIZE",
    "TABLE_SIZE",
    "TERMS",
    "Criteria",
    "Filter",
    "Option",
    "ProductSearch",
    "alphabet",
]
