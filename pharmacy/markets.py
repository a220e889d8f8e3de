"""Markets: whose label a listing follows, and what that market lets a public page show.

Pure data, imported by every app; it imports none of them. The rules are the defaults that we read in
docs/domain.md; an operator who sells in a market has them checked by somebody who knows its law.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SideEffectReport:
    """Where a patient reports a side effect."""

    name: str | Promise
    url: str
    telephone: str = ""


@dataclass(frozen=True)
class Market:
    code: str
    name: Promise
    language: str
    currency: str
    report: SideEffectReport
    emergency: str
    prescription_reviews: bool
    prescription_stars: bool
    prescription_star_data: bool
    prescription_prices: bool
    prescription_on_home: bool
    # Days from day zero until the authority has a case: 15 for a serious one in all three (21 CFR 314.80(c)(1) for the
    # US; GVP module VI for the EU, which the UK keeps), 90 for another one (GVP VI; the US takes those quarterly).
    serious_days: int = 15
    other_days: int = 90


MARKETS = {
    market.code: market
    for market in (
        Market(
            code="us",
            name=_("United States"),
            language="en",
            currency="USD",
            report=SideEffectReport("FDA MedWatch", "https://www.fda.gov/safety/medwatch", "1-800-FDA-1088"),
            emergency="911",
            prescription_reviews=True,
            prescription_stars=True,
            prescription_star_data=True,
            prescription_prices=True,
            prescription_on_home=True,
        ),
        # The UK and the EU forbid advertising prescription medicines to the public: testimonials,
        # price lists and the home page count as advertising (see docs/domain.md).
        Market(
            code="gb",
            name=_("United Kingdom"),
            language="en",
            currency="GBP",
            report=SideEffectReport("MHRA Yellow Card", "https://yellowcard.mhra.gov.uk/", "0800 731 6789"),
            emergency="999",
            prescription_reviews=False,
            prescription_stars=False,
            prescription_star_data=False,
            prescription_prices=False,
            prescription_on_home=False,
        ),
        Market(
            code="eu",
            name=_("European Union"),
            language="en",
            currency="EUR",
            report=SideEffectReport(
                _("the reporting system of your country"), "https://www.adrreports.eu/en/report_side_effect.html"
            ),
            emergency="112",
            prescription_reviews=False,
            prescription_stars=False,
            prescription_star_data=False,
            prescription_prices=False,
            prescription_on_home=False,
        ),
    )
}
CHOICES = [(market.code, market.name) for market in MARKETS.values()]

PRESCRIPTION = frozenset({"prescription_only", "restricted_programme"})


def is_prescription(legal_status: str) -> bool:
    """Whether a medicine of this legal status needs a prescription."""
    return legal_status in PRESCRIPTION


def may_show_reviews(market: str, legal_status: str) -> bool:
    return MARKETS[market].prescription_reviews or not is_prescription(legal_status)


def may_show_stars(market: str, legal_status: str) -> bool:
    return MARKETS[market].prescription_stars or not is_prescription(legal_status)


def may_mark_up_stars(market: str, legal_status: str) -> bool:
    """Whether search engines are told of stars and reviews; the page may show them and its data not."""
    return MARKETS[market].prescription_star_data or not is_prescription(legal_status)


def may_show_prices(market: str, legal_status: str) -> bool:
    """Nobody buys what only a restricted programme hands out, so its packs are shown without price or stock."""
    if legal_status == "restricted_programme":
        return False
    return MARKETS[market].prescription_prices or not is_prescription(legal_status)
