"""The words by which a medicine is shown elsewhere: as a search result, a shared link, an entry of a feed."""

from django.utils import translation
from django.utils.translation import gettext as _

from catalog.models.listing import strength
from pharmacy.head import shortened


def product_title(listing) -> str:
    """Name · substance strength form: whoever searches for one of them finds the others."""
    return " · ".join(filter(None, [listing.name, facts(listing)]))


def facts(listing) -> str:
    """ "pomalidomide 4 mg, capsule": each substance with its strength, then the form."""
    with translation.override(listing.language):  # as on the pack, see Page.ingredients
        parts = [f"{row['substance']['name']} {strength(row)}" for row in listing.ingredients]
    return ", ".join(filter(None, [" + ".join(parts), str(listing.dosage_form_label).lower()]))


def plain_summary(listing) -> str:
    """What the label puts in a box comes before everything else (medicines with one are never praised)."""
    return " ".join(filter(None, [boxed(listing), listing.summary_text]))


def boxed(listing) -> str:
    """ "Boxed warning: Driving; Pregnancy." or nothing."""
    return _("Boxed warning: %(titles)s.") % {"titles": "; ".join(listing.boxed_titles)} if listing.boxed_titles else ""


def product_description(listing) -> str:
    """For search results, at a word's end. A listing without a summary says what it is, and praises nothing."""
    named = ", ".join(filter(None, [product_title(listing), str(listing.legal_status_label), str(listing.market_name)]))
    return shortened(plain_summary(listing) or f"{named}.")
