"""The catalogue for programs, below /api/v1/. Every address starts where the pages start: at what is listed.

public.py        what public addresses share: the way from a slug to a listing, ready bytes
products.py      the list and the search; one product          row.py, product.py   what each is made of
publications.py  what was signed, and what differs between two of them
terms.py         conditions, substances, categories, manufacturers
suggestions.py   while somebody types
changes.py       what became visible, or stopped being so, since a tick
packs.py         prices and availability, for the pharmacy's own systems
shapes.py        the shapes of all these answers, for the schema; examples.py one of each
"""
