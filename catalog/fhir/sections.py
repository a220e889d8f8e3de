"""The sections of the signed text, in the order of the page."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.fhir import codes
from catalog.fhir.definition import storage_words
from catalog.fhir.elements import Element, loinc
from catalog.fhir.narrative import heading, joined, listed, narrative, titled
from catalog.models.parts import Section
from catalog.page import Page

Kind = Section.Kind
Part = tuple[str, str, SafeString]


def sections(page: Page) -> list[Element]:
    """Title, LOINC code and text of each that has something to say. What the label puts in a box comes first."""
    return [
        {"title": title, "code": loinc(code), "text": narrative(html, page.language)}
        for code, title, html in (*before_use(page), *in_use(page))
        if html
    ]


def before_use(page: Page) -> list[Part]:
    return [
        (codes.BOXED_WARNING, _("Boxed warning"), titled(page.boxed_notes)),
        (codes.UNCLASSIFIED, _("Restricted programme"), programme(page)),
        (codes.UNCLASSIFIED, _("In short"), page.summary),
        (codes.DESCRIPTION, _("Composition and appearance"), composition(page)),
        (codes.DESCRIPTION, _("Description"), page.description),
        (codes.INDICATIONS, _("What it is for"), titled(page.indications)),
        (codes.UNCLASSIFIED, _("Key features"), titled(page.key_features)),
    ]


def in_use(page: Page) -> list[Part]:
    return [
        of_kind(page, Kind.CONTRAINDICATIONS),
        of_kind(page, Kind.HOW_TO_TAKE),
        of_kind(page, Kind.MISSED_DOSE),
        of_kind(page, Kind.OVERDOSE),
        (codes.WARNINGS, _("Safety"), titled(page.other_notes)),
        side_effects(page),
        of_kind(page, Kind.INTERACTIONS),
        of_kind(page, Kind.PREGNANCY),
        of_kind(page, Kind.COUNSELLING),
        (codes.STORAGE, _("Storage"), storage(page)),
    ]


def of_kind(page: Page, kind: Kind) -> Part:
    return Section.LOINC[kind], str(kind.label), titled(page.sections(kind))


def side_effects(page: Page) -> Part:
    """Every text says where side effects are reported, and so does this one."""
    code, title, html = of_kind(page, Kind.SIDE_EFFECTS)
    report = page.market.report
    ways = format_html('<p><a href="{}">{}</a> {}</p>', report.url, report.name, report.telephone)
    return code, title, joined([html, heading(_("Report a side effect")), ways])


def programme(page: Page) -> SafeString:
    if not page.programme:
        return SafeString()
    ways = [page.programme["url"], page.programme["telephone"]]
    return joined([heading(page.programme["name"]), page.programme["requirements"], listed(ways)])


def composition(page: Page) -> SafeString:
    """Active substances with their strengths, what it looks like, and what else is in it."""
    substances = [f"{row['substance']['name']} {row['strength_text']}" for row in page.ingredients]
    maker = page.manufacturer["name"] if page.manufacturer else ""
    parts = [
        listed([page.brand_name, *substances, page.dosage_form_label, page.route_label, maker]),
        appearance(page),
    ]
    if page.excipients:
        parts += [heading(_("Other ingredients")), page.excipients]
    return joined(parts)


def appearance(page: Page) -> SafeString:
    looks = page.appearance
    if not looks:
        return SafeString()
    words = [looks["colour_label"], looks["second_colour_label"], looks["shape_label"], looks["imprint"]]
    return joined([heading(_("Appearance")), listed(words), looks["description"]])


def storage(page: Page) -> SafeString:
    kept = page.storage
    parts = [listed([kept["temperature_celsius"], *storage_words(page)]), kept["text"]]
    if kept["handling"]:
        parts += [heading(_("Handling")), kept["handling"]]
    return joined(parts)
