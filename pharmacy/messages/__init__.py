"""Catalogues of translations without gettext: strings out of the code, .po and .mo kept current, faults found.

`manage.py messages` is the way in. It needs Babel, which requirements-dev.in brings: no page of the site imports this.
    sources.py     the strings of the code, and which files only staff see
    catalogues.py  a language's .po and .mo
    wording.py     what a translation has to share with its source
    faults.py      everything that is wrong with a language
    batches.py     what waits for a translator, as JSON lines, and back
"""
