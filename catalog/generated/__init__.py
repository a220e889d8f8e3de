"""A catalogue for measuring: invented, complete, in bulk, marked as generated, and removable as a whole.

uses.py       what medicines are for, and which substance is for what
names.py      spelling names: capitals, other languages, invented substances
medicines.py  the medicines that products are made of, and how they vary
fda.py        the same out of the Drugs@FDA export
texts.py      what the pages say, in three languages
slots.py      a text with places to fill, compiled once
pattern.py    all rows of a product as such texts, by the code that signing uses
rows.py       products, filled in
bulk.py       rows into the database: COPY on PostgreSQL, executemany on SQLite
terms.py      the shared nouns that the medicines name
making.py     all of it, in batches, by as many processes as there are cores
removing.py   taking it all away again
"""
