"""The ordered parts of a product."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.facts import MARKDOWN
from catalog.models.fields import LimitedTextField


class Part(models.Model):
    """A row of a product, shown by position."""

    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Lower comes first."))

    class Meta:
        abstract = True
        ordering = ["position", "id"]


def owner(related_name):
    return models.ForeignKey("catalog.Product", models.CASCADE, related_name=related_name)


class Ingredient(Part):
    class Unit(models.TextChoices):
        MG = "mg", "mg"
        MICROGRAM = "microgram", _("microgram")
        G = "g", "g"
        PERCENT = "percent", "%"
        UNIT = "unit", _("units")
        MMOL = "mmol", "mmol"

    class Per(models.TextChoices):
        ML = "mL", "mL"
        G = "g", "g"
        DOSE = "dose", _("dose")
        HOUR = "hour", _("hour")

    product = owner("ingredients")
    substance = models.ForeignKey(
        "catalog.Substance", models.PROTECT, related_name="ingredients", verbose_name=_("substance")
    )
    strength = models.DecimalField(
        _("strength"), max_digits=12, decimal_places=4, validators=[MinValueValidator(Decimal("0.0001"))]
    )
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    per = models.CharField(_("in each"), max_length=4, choices=Per, blank=True, help_text=_("Empty: in each piece."))

    class Meta(Part.Meta):
        verbose_name = _("ingredient")
        verbose_name_plural = _("ingredients")
        constraints = [models.CheckConstraint(condition=Q(strength__gt=0), name="catalog_ingredient_strength_positive")]

    def __str__(self):
        return str(self.substance)


class Indication(Part):
    product = owner("indications")
    title = models.CharField(_("title"), max_length=160)
    text = LimitedTextField(_("text"), blank=True, max_length=4000, help_text=MARKDOWN)
    condition = models.ForeignKey(
        "catalog.Condition",
        models.PROTECT,
        blank=True,
        null=True,
        related_name="indications",
        verbose_name=_("condition"),
        help_text=_("Puts the medicine on the page of that condition."),
    )

    class Meta(Part.Meta):
        verbose_name = _("indication")
        verbose_name_plural = _("indications")

    def __str__(self):
        return self.title


class KeyFeature(Part):
    product = owner("key_features")
    title = models.CharField(_("title"), max_length=160)
    text = LimitedTextField(_("text"), blank=True, max_length=4000, help_text=MARKDOWN)

    class Meta(Part.Meta):
        verbose_name = _("key feature")
        verbose_name_plural = _("key features")

    def __str__(self):
        return self.title


class SafetyNote(Part):
    class Severity(models.TextChoices):
        BOXED = "boxed", _("Boxed warning")
        WARNING = "warning", _("Warning")
        PRECAUTION = "precaution", _("Precaution")
        INFORMATION = "information", _("Information")

    class Topic(models.TextChoices):
        PREGNANCY = "pregnancy", _("Pregnancy")
        RESTRICTED_PROGRAMME = "restricted_programme", _("Restricted programme")
        BLOOD_CLOTS = "blood_clots", _("Blood clots")
        BLOOD_COUNTS = "blood_counts", _("Blood counts")
        BLEEDING = "bleeding", _("Bleeding")
        HEART = "heart", _("Heart")
        BLOOD_PRESSURE = "blood_pressure", _("Blood pressure")
        LIVER = "liver", _("Liver")
        KIDNEYS = "kidneys", _("Kidneys")
        SKIN = "skin", _("Skin")
        ALLERGY = "allergy", _("Allergy")
        INFECTION = "infection", _("Infection")
        BREATHING = "breathing", _("Breathing")
        MENTAL_HEALTH = "mental_health", _("Mental health")
        NERVES = "nerves", _("Nerves")
        EYES = "eyes", _("Eyes")
        MUSCLES = "muscles", _("Muscles")
        BONES = "bones", _("Bones")
        BLOOD_SUGAR = "blood_sugar", _("Blood sugar")
        CANCER = "cancer", _("Cancer")
        DEPENDENCE = "dependence", _("Dependence")
        DRIVING = "driving", _("Driving")
        ALCOHOL = "alcohol", _("Alcohol")
        CHILDREN = "children", _("Children")
        OLDER_PEOPLE = "older_people", _("Older people")
        BREASTFEEDING = "breastfeeding", _("Breastfeeding")
        OVERDOSE = "overdose", _("Overdose")
        HANDLING = "handling", _("Handling")
        HOW_TO_TAKE = "how_to_take", _("How to take it")
        INTERACTIONS = "interactions", _("Other medicines")
        MONITORING = "monitoring", _("Tests and check-ups")
        STOPPING = "stopping", _("Stopping")
        OTHER = "other", _("Other")

    product = owner("safety_notes")
    severity = models.CharField(
        _("severity"),
        max_length=12,
        choices=Severity,
        help_text=_("Boxed: the label prints it in a box; the page shows it first and in full."),
    )
    topic = models.CharField(_("topic"), max_length=24, choices=Topic)
    title = models.CharField(_("title"), max_length=160)
    text = LimitedTextField(_("text"), max_length=6000, help_text=MARKDOWN)

    class Meta(Part.Meta):
        verbose_name = _("safety note")
        verbose_name_plural = _("safety notes")

    def __str__(self):
        return self.title


class Section(Part):
    """The rest of a label, of one list of kinds. LOINC codes let a label be compared later."""

    class Kind(models.TextChoices):
        CONTRAINDICATIONS = "contraindications", _("Who must not take it")
        HOW_TO_TAKE = "how_to_take", _("How to take it")
        MISSED_DOSE = "missed_dose", _("If you miss a dose")
        OVERDOSE = "overdose", _("If you take too much")
        SIDE_EFFECTS = "side_effects", _("Side effects")
        INTERACTIONS = "interactions", _("Interactions")
        PREGNANCY = "pregnancy", _("Pregnancy and breastfeeding")
        COUNSELLING = "counselling", _("What to talk about with your pharmacist")

    LOINC = {
        Kind.CONTRAINDICATIONS: "34070-3",
        Kind.HOW_TO_TAKE: "34068-7",
        Kind.MISSED_DOSE: "34068-7",
        Kind.OVERDOSE: "34088-5",
        Kind.SIDE_EFFECTS: "34084-4",
        Kind.INTERACTIONS: "34073-7",
        Kind.PREGNANCY: "42228-7",
        Kind.COUNSELLING: "34076-0",
    }

    product = owner("sections")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Where one kind needs several: “For multiple myeloma”.")
    )
    text = LimitedTextField(_("text"), max_length=20000, help_text=MARKDOWN)

    class Meta(Part.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self):
        return self.title or self.get_kind_display()


class Image(Part):
    product = owner("images")
    picture = models.ForeignKey("catalog.Picture", models.PROTECT, related_name="images", verbose_name=_("picture"))
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        help_text=_("What somebody who cannot see the picture needs to know: “A blue capsule marked POML 4 mg.”"),
    )

    class Meta(Part.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="catalog_image_alt_present")]

    def __str__(self):
        return self.alt
