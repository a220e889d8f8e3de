"""The nouns of the catalogue. docs/design.md says what each is; read product.py, then signing.py."""

from catalog.models.address import Address
from catalog.models.clock import Change, Clock
from catalog.models.editing import Edit
from catalog.models.imported import ImportedPage
from catalog.models.listing import (
    Listing,
    ListingCategory,
    ListingCondition,
    ListingPicture,
    ListingSubstance,
    Rating,
)
from catalog.models.pack import Pack
from catalog.models.parts import Image, Indication, Ingredient, KeyFeature, SafetyNote, Section
from catalog.models.picture import Picture
from catalog.models.product import Product
from catalog.models.publication import Publication, Withdrawal
from catalog.models.submission import Submission
from catalog.models.synonyms import SynonymGroup
from catalog.models.terms import Category, Condition, Manufacturer, Substance

__all__ = [
    "Address",
    "Category",
    "Change",
    "Clock",
    "Condition",
    "Edit",
    "Image",
    "ImportedPage",
    "Indication",
    "Ingredient",
    "KeyFeature",
    "Listing",
    "ListingCategory",
    "ListingCondition",
    "ListingPicture",
    "ListingSubstance",
    "Manufacturer",
    "Pack",
    "Picture",
    "Product",
    "Publication",
    "Rating",
    "SafetyNote",
    "Section",
    "Submission",
    "Substance",
    "SynonymGroup",
    "Withdrawal",
]
