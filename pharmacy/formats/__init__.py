"""How dates read where a language has more than one way: the pages and the admin say them alike."""
