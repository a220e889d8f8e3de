"""The synonyms that the site starts with."""
