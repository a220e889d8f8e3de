"""The shapes of the catalogue's answers, for the schema; what fills them is in row.py, product.py and their sisters."""

from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    Serializer,
    URLField,
)

from catalog.models import Pack, SafetyNote, Section
from catalog.models.facts import Identity
from pharmacy import markets

DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"
HEX = r"^[0-9a-f]{64}$"


def members(shape: type[Serializer]) -> tuple[str, ...]:
    """The names that `fields=` may choose from."""
    return tuple(shape._declared_fields)


def figure(**given):
    return serializers.RegexField(DECIMAL, **given)


def choice(choices, **given):
    """One of an enumeration; `allow_blank` where a listing may not say."""
    return ChoiceField(choices.choices if hasattr(choices, "choices") else choices, **given)


class Money(Serializer):
    amount = serializers.RegexField(r"^[0-9]+\.[0-9]{2}$", help_text="Decimal, as text: “12.50”.")
    currency = serializers.RegexField(r"^[A-Z]{3}$", help_text="ISO 4217.")


class TermName(Serializer):
    name = CharField()
    slug = CharField()


class Strength(Serializer):
    value = figure(help_text="Decimal, as text.")
    unit = CharField(help_text="UCUM: “mg”, “ug/{dose}”, “[arb'U]/mL”.")
    text = CharField(help_text="As the pack spells it, in the language of the listing.")


class IngredientOfProduct(Serializer):
    substance = TermName()
    strength = Strength()


class ImageOfProduct(Serializer):
    url = URLField()
    alt = CharField(help_text="What somebody who cannot see it needs to know.")
    width = IntegerField()
    height = IntegerField()


class Stars(Serializer):
    average = FloatField(help_text="To one decimal.")
    count = IntegerField()
    stars = serializers.DictField(child=IntegerField(), help_text="How many gave 1, 2, 3, 4 and 5 stars.")


class FoundBy(Serializer):
    label = CharField(allow_blank=True)
    snippet = CharField(allow_blank=True)


class IdentityOfProduct(Serializer):
    market = choice(markets.CHOICES)
    language = CharField(help_text="Of the text.")
    dosage_form = choice(Identity.DosageForm, allow_blank=True)
    route = choice(Identity.Route, allow_blank=True)
    legal_status = choice(Identity.LegalStatus, allow_blank=True)
    atc_code = CharField(allow_blank=True)


class ProductRow(IdentityOfProduct):
    id = IntegerField(help_text="Stays as it is, whatever the medicine is called and wherever it stands.")
    slug = CharField()
    boxed_warnings = ListField(child=CharField(), help_text="Their titles; their texts are in the product.")
    name = CharField()
    brand_name = CharField(allow_blank=True)
    url = URLField(help_text="The page for people.")
    api = URLField(help_text="The product whole.")
    ingredients = IngredientOfProduct(many=True)
    manufacturer = TermName(allow_null=True)
    summary = CharField(allow_blank=True, help_text="Plain text.")
    image = ImageOfProduct(allow_null=True)
    rating = Stars(allow_null=True, help_text="Null where the market hides stars, and without a review.")
    price_from = Money(allow_null=True, help_text="Null where the market hides prices, and without one.")
    demonstration = BooleanField(help_text="An example: nobody sells it.")
    version = IntegerField()
    signed_at = DateTimeField()
    found_by = FoundBy(allow_null=True, help_text="Why a search found it, where its name does not say so.")


class FacetValue(Serializer):
    value = CharField()
    label = CharField()
    count = IntegerField(allow_null=True, help_text="How many there would be; null while nobody has counted.")
    chosen = BooleanField()


class FacetOfList(Serializer):
    name = CharField(help_text="The parameter.")
    label = CharField()
    values = FacetValue(many=True)
    more = BooleanField(help_text="Whether there are more values than these.")


class ProductList(Serializer):
    count = IntegerField(allow_null=True, help_text="Of all pages; null while nobody has counted.")
    next = URLField(allow_null=True)
    facets = FacetOfList(many=True)
    words_read = IntegerField(allow_null=True, help_text="How many of the words were looked for; null for all.")
    did_you_mean = CharField(allow_null=True)
    results = ProductRow(many=True)


class Text(Serializer):
    source = CharField(allow_blank=True, help_text="Markdown, as it was signed.")
    html = CharField(allow_blank=True, help_text="The same as the page shows it, sanitised.")


class Appearance(Serializer):
    description = Text()
    colour = choice(Identity.Colour, allow_blank=True)
    second_colour = choice(Identity.Colour, allow_blank=True)
    shape = choice(Identity.Shape, allow_blank=True)
    imprint = CharField(allow_blank=True)


class Source(Serializer):
    name = CharField(help_text="The official label that the text follows.")
    version = CharField(allow_blank=True)
    date = DateField(allow_null=True)
    url = CharField(allow_blank=True)


class Titled(Serializer):
    title = CharField(allow_blank=True)
    text = Text()


class IndicationOfProduct(Titled):
    condition = TermName(allow_null=True)


class Note(Titled):
    severity = choice(SafetyNote.Severity)
    topic = choice(SafetyNote.Topic)


class SectionOfProduct(Titled):
    kind = choice(Section.Kind)
    loinc = CharField()


class StorageOfProduct(Serializer):
    text = Text()
    handling = Text()
    minimum_celsius = figure(allow_null=True)
    maximum_celsius = figure(allow_null=True)
    protect_from_light = BooleanField()
    protect_from_moisture = BooleanField()
    original_container = BooleanField()
    refrigerate = BooleanField()
    do_not_freeze = BooleanField()


class Programme(Serializer):
    name = CharField()
    url = CharField(allow_blank=True)
    telephone = CharField(allow_blank=True)
    requirements = Text()


class PackOfProduct(Serializer):
    sku = CharField()
    gtin = CharField(allow_blank=True)
    national_code = CharField(allow_blank=True)
    size = IntegerField()
    unit = CharField()
    price = Money(allow_null=True, help_text="Null where the market hides prices, and without one.")
    availability = choice(Pack.Availability, allow_null=True, help_text="Null for restricted programmes.")


class SideEffects(Serializer):
    name = CharField()
    url = URLField()
    telephone = CharField(allow_blank=True)


class SignedBy(Serializer):
    role = CharField()


class Signature(Serializer):
    version = IntegerField()
    format = IntegerField(help_text="Of the content.")
    digest = serializers.RegexField(HEX, help_text="SHA-256 of the content.")
    seal = serializers.RegexField(HEX, help_text="SHA-256 of the content's circumstances and the seal before it.")
    previous_seal = serializers.RegexField(HEX)
    signed_at = DateTimeField()
    signed_by = SignedBy()
    four_eyes = BooleanField(help_text="Whether who signed had written nothing of it.")
    publication = URLField()


class ProductParts(IdentityOfProduct):
    id = IntegerField(help_text="Stays as it is, whatever the medicine is called and wherever it stands.")
    slug = CharField()
    boxed_warnings = Note(many=True, help_text="In full, and first: whatever shows this product shows them.")
    url = URLField(help_text="The page for people.")
    name = CharField()
    brand_name = CharField(allow_blank=True)
    summary = Text()
    description = Text()
    excipients = Text()
    demonstration = BooleanField(help_text="An example: nobody sells it.")
    manufacturer = TermName(allow_null=True)
    categories = TermName(many=True)
    ingredients = IngredientOfProduct(many=True)
    appearance = Appearance()
    source = Source()
    storage = StorageOfProduct()
    programme = Programme(allow_null=True)
    indications = IndicationOfProduct(many=True)
    key_features = Titled(many=True)
    safety_notes = Note(many=True)
    sections = SectionOfProduct(many=True)
    images = ImageOfProduct(many=True)


class Product(ProductParts, Signature):
    packs = PackOfProduct(many=True)
    rating = Stars(allow_null=True)
    takes_reviews = BooleanField()
    side_effects = SideEffects(help_text="Where a patient reports one.")
    first_signed_at = DateTimeField()
    publications = URLField()
