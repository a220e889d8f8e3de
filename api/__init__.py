"""What programs meet at /api/: manners that every address there shares. What each says stands with its noun.

parsing.py      strict JSON in
problems.py     every error as problem details (RFC 9457)
parameters.py   what may stand behind a question mark, and strict fields for what is sent
answers.py      ready bytes out, thinned by `fields=`, in pages
bearer.py       who a program is; sessions.py who a customer is
fair_use.py     how often somebody may ask
once.py         Idempotency-Key: the same request twice is one
views.py        the address that all others build on
schema.py       all of that, told in OpenAPI
pages.py        where the schema is read

`api` knows accounts, and nothing of medicines; `catalog/api`, `reviews/api` and `webhooks` build on it.
"""
