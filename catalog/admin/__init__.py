"""The staff's side of the catalogue, one file per subject. Every act calls a verb of the models."""

from catalog.admin import packs, product, publications, synonyms, terms

__all__ = ["packs", "product", "publications", "synonyms", "terms"]
