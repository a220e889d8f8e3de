"""The typed facts of a product, as columns, grouped by what they tell."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.fields import LimitedTextField
from pharmacy import markets

MARKDOWN = _("Markdown: **bold**, lists with “- ”. HTML is not taken.")


class Identity(models.Model):
    class DosageForm(models.TextChoices):
        TABLET = "tablet", _("Tablet")
        CAPSULE = "capsule", _("Capsule")
        ORAL_SOLUTION = "oral_solution", _("Oral solution")
        ORAL_SUSPENSION = "oral_suspension", _("Oral suspension")
        CREAM = "cream", _("Cream")
        OINTMENT = "ointment", _("Ointment")
        GEL = "gel", _("Gel")
        LOTION = "lotion", _("Lotion")
        INHALER = "inhaler", _("Inhaler")
        NASAL_SPRAY = "nasal_spray", _("Nasal spray")
        EYE_DROPS = "eye_drops", _("Eye drops")
        EAR_DROPS = "ear_drops", _("Ear drops")
        INJECTION = "injection", _("Injection")
        PATCH = "patch", _("Patch")
        SUPPOSITORY = "suppository", _("Suppository")
        PESSARY = "pessary", _("Pessary")
        POWDER = "powder", _("Powder")
        LOZENGE = "lozenge", _("Lozenge")

    class Route(models.TextChoices):
        ORAL = "oral", _("By mouth")
        CUTANEOUS = "cutaneous", _("On the skin")
        INHALATION = "inhalation", _("Breathed in")
        NASAL = "nasal", _("In the nose")
        OCULAR = "ocular", _("In the eye")
        AURICULAR = "auricular", _("In the ear")
        SUBCUTANEOUS = "subcutaneous", _("Under the skin")
        INTRAMUSCULAR = "intramuscular", _("Into a muscle")
        INTRAVENOUS = "intravenous", _("Into a vein")
        RECTAL = "rectal", _("In the rectum")
        VAGINAL = "vaginal", _("In the vagina")
        TRANSDERMAL = "transdermal", _("Through the skin")
        OROMUCOSAL = "oromucosal", _("In the mouth")

    class LegalStatus(models.TextChoices):
        GENERAL_SALE = "general_sale", _("General sale")
        PHARMACY_ONLY = "pharmacy_only", _("Pharmacy only")
        PRESCRIPTION_ONLY = "prescription_only", _("Prescription only")
        RESTRICTED_PROGRAMME = "restricted_programme", pgettext_lazy("legal status", "Restricted programme")

    class Colour(models.TextChoices):
        WHITE = "white", _("white")
        CREAM = "cream", _("cream")
        YELLOW = "yellow", _("yellow")
        ORANGE = "orange", _("orange")
        PEACH = "peach", _("peach")
        PINK = "pink", _("pink")
        RED = "red", _("red")
        PURPLE = "purple", _("purple")
        LIGHT_BLUE = "light_blue", _("light blue")
        BLUE = "blue", _("blue")
        DARK_BLUE = "dark_blue", _("dark blue")
        TURQUOISE = "turquoise", _("turquoise")
        GREEN = "green", _("green")
        LIGHT_GREEN = "light_green", _("light green")
        BROWN = "brown", _("brown")
        GREY = "grey", _("grey")
        BLACK = "black", _("black")
        CLEAR = "clear", _("clear")

    class Shape(models.TextChoices):
        ROUND = "round", _("round")
        OVAL = "oval", _("oval")
        OBLONG = "oblong", _("oblong")
        CAPSULE = "capsule", _("capsule-shaped")
        SHIELD = "shield", _("shield-shaped")
        TRIANGLE = "triangle", _("triangular")
        SQUARE = "square", _("square")
        DIAMOND = "diamond", _("diamond-shaped")

    name = models.CharField(
        _("name"), max_length=160, help_text=_("With strength and form: “Pomalidomide 4mg Capsules”.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_(
            "The last part of the page's address. A new one goes live at signing; the old one will lead there."
        ),
    )
    brand_name = models.CharField(_("brand name"), max_length=120, blank=True)
    manufacturer = models.ForeignKey(
        "catalog.Manufacturer", models.PROTECT, blank=True, null=True, verbose_name=_("manufacturer")
    )
    market = models.CharField(
        _("market"),
        max_length=2,
        choices=markets.CHOICES,
        help_text=_("Whose label the text follows. The rules for prices, reviews and the home page follow from it."),
    )
    language = models.CharField(
        _("language of the text"),
        max_length=10,
        default="en",
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Z]{2})?$", _("Write a language like “en” or “pt-BR”."))],
    )
    dosage_form = models.CharField(_("dosage form"), max_length=20, choices=DosageForm, blank=True)
    route = models.CharField(_("route"), max_length=20, choices=Route, blank=True)
    legal_status = models.CharField(_("legal status"), max_length=24, choices=LegalStatus, blank=True)
    atc_code = models.CharField(
        _("ATC code"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]\d{2}[A-Z]{2}\d{2}$", _("An ATC code looks like L04AX06."))],
    )
    appearance_description = LimitedTextField(_("appearance"), blank=True, max_length=1000, help_text=MARKDOWN)
    colour = models.CharField(_("colour"), max_length=12, choices=Colour, blank=True)
    second_colour = models.CharField(_("second colour"), max_length=12, choices=Colour, blank=True)
    shape = models.CharField(_("shape"), max_length=12, choices=Shape, blank=True)
    imprint = models.CharField(_("imprint"), max_length=60, blank=True)

    class Meta:
        abstract = True


class LabelSource(models.Model):
    source_name = models.CharField(
        _("label"), max_length=200, blank=True, help_text=_("The official label that this text follows.")
    )
    source_version = models.CharField(_("version of the label"), max_length=120, blank=True)
    source_date = models.DateField(_("date of the label"), blank=True, null=True)
    source_url = models.URLField(_("address of the label"), max_length=400, blank=True)

    class Meta:
        abstract = True


class Storage(models.Model):
    storage_text = LimitedTextField(_("storage"), blank=True, max_length=4000, help_text=MARKDOWN)
    minimum_celsius = models.DecimalField(
        _("lowest temperature (°C)"), max_digits=4, decimal_places=1, blank=True, null=True
    )
    maximum_celsius = models.DecimalField(
        _("highest temperature (°C)"), max_digits=4, decimal_places=1, blank=True, null=True
    )
    protect_from_light = models.BooleanField(_("keep from light"), default=False)
    protect_from_moisture = models.BooleanField(_("keep from moisture"), default=False)
    original_container = models.BooleanField(_("keep in the original container"), default=False)
    refrigerate = models.BooleanField(_("keep in a refrigerator"), default=False)
    do_not_freeze = models.BooleanField(_("do not freeze"), default=False)
    handling = LimitedTextField(
        _("handling"), blank=True, max_length=4000, help_text=_("Who must not touch it, how to throw it away.")
    )

    class Meta:
        abstract = True


class RestrictedProgramme(models.Model):
    programme_name = models.CharField(
        _("programme"), max_length=160, blank=True, help_text=_("Such as a REMS. Needed where supply is restricted.")
    )
    # Translators: on the web
    programme_url = models.URLField(_("address"), max_length=400, blank=True)
    programme_telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    programme_requirements = LimitedTextField(
        _("what it asks of whom"), blank=True, max_length=4000, help_text=MARKDOWN
    )

    class Meta:
        abstract = True


class Texts(models.Model):
    excipients = LimitedTextField(_("other ingredients"), blank=True, max_length=2000, help_text=MARKDOWN)
    summary = LimitedTextField(
        _("summary"), blank=True, max_length=600, help_text=_("One or two sentences: what it is and what it is for.")
    )
    description = LimitedTextField(_("description"), blank=True, max_length=20000, help_text=MARKDOWN)

    class Meta:
        abstract = True
