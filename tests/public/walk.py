"""Every address that anybody may ask for, read off the URLconf: a new one without an entry here fails the walk."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

# Addresses that take nothing. What they may be asked with is in QUERIES.
PLAIN = {
    "catalog:home",
    "catalog:product_list",
    "catalog:suggestion_list",
    "catalog:condition_list",
    "catalog:substance_list",
    "catalog:category_list",
    "machines:sitemap_index",
    "machines:sitemap_pages",
    "machines:sitemap_terms",
    "machines:robots",
    "machines:feed",
    "machines:opensearch",
    "machines:manifest",
    "machines:favicon",
    "machines:healthz",
    "machines:readyz",
    "api:root",
    "api:products",
    "api:conditions",
    "api:substances",
    "api:categories",
    "api:manufacturers",
    "api:suggestions",
    "api:changes",
    "api:packs",
    "api:invitations",
    "api:account",
    "api:account_reviews",
    "api:fhir_metadata",
    "api:fhir_nowhere",
    "schema",
    "docs",
    "nowhere",
    "reviews:my_reviews",
    "reviews:my_votes",
    "reviews:my_data",
    "reviews:my_data_file",
    "reviews:policy",
    "reviews:question_list",
    "styleguide",
    "accounts:home",
    "accounts:name",
    "accounts:leave",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "accounts:signup_again",
    "accounts:devices",
    "accounts:app_picture",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
}
# Addresses below a product, a term, and the rest with what fills them.
OF_A_PRODUCT = {"catalog:product_detail", "catalog:product_history", "reviews:review_list", "reviews:review_new"}
OF_A_PRODUCT |= {"api:product", "api:publications", "api:publications_diff", "api:reviews"}
OF_A_PRODUCT |= {"api:fhir_medication_knowledge", "api:fhir_bundle"}
OF_A_TERM = {"catalog:condition_detail", "catalog:substance_detail", "catalog:category_detail"}
OTHER = {
    "machines:picture": lambda fill: [
        {"sha256": one, "width": width, "kind": kind}
        for one in fill.pictures
        for width in WIDTHS
        for kind in ("avif", "webp", "jpg")
    ],
    "machines:product_card": lambda fill: [{"slug": slug} for slug in fill.products],
    "machines:sitemap_products": lambda fill: [{"number": number} for number in (1, 2)],
    "reviews:question": lambda fill: [{"pk": pk} for pk in fill.questions],
    **dict.fromkeys(
        ("reviews:vote", "reviews:complaint_new"),
        lambda fill: [{"slug": slug, "pk": pk} for slug in fill.products for pk in fill.reviews],
    ),
    "api:publication": lambda fill: [{"slug": slug, "number": number} for slug in fill.products for number in (1, 2)],
    **dict.fromkeys(("api:review", "api:votes", "api:reports"), lambda fill: [{"pk": pk} for pk in fill.reviews]),
    "api:pack": lambda fill: [{"sku": sku} for sku in fill.skus],
    "reviews:invitation": lambda fill: [{"token": token} for token in (*fill.invitations, "1.x")],
    "reviews:vote_withdrawal": lambda fill: [{"pk": pk} for pk in fill.votes],
    "reviews:review_withdrawal": lambda fill: [{"pk": pk} for pk in fill.reviews],
    "mfa_remove_webauthn": lambda fill: [{"pk": pk} for pk in (1, 2)],
    "mfa_edit_webauthn": lambda fill: [{"pk": pk} for pk in (1, 2)],
}
# What the public looks for by words or by choices; with words that are hidden and words that are not.
QUERIES = {
    "catalog:product_list": lambda fill: [
        *({"q": word} for word in fill.words),
        {"sort": "rating"},
        {"market": "us", "sort": "price", "view": "table"},
        {"market": "gb", "sort": "price"},
        {"market": "gb", "price": "1000-"},
    ],
    "catalog:suggestion_list": lambda fill: [{"q": word} for word in fill.words],
    "api:suggestions": lambda fill: [{"q": word} for word in fill.words],
    "api:products": lambda fill: [
        *({"q": word} for word in fill.words),
        *({kind: slug} for kind in ("condition", "substance", "category", "manufacturer") for slug in fill.terms),
        {"market": "gb", "sort": "name"},
    ],
    "api:changes": lambda fill: [{"size": 1000}],
}
WIDTHS = (1, 200, 400, 800, 900, 1200)


@dataclass
class Fill:
    """What the addresses are filled with: everything there is, hidden or not."""

    products: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    reviews: list[int] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)
    invitations: list[str] = field(default_factory=list)
    skus: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def names() -> set[str]:
    """The name of every address outside the admin."""
    return set(found(get_resolver().url_patterns))


def found(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            yield from found(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)


def addresses(fill: Fill):
    """Every address of the site outside the admin, filled with everything, in English and in one more language."""
    spoken = {}
    for language in ("en", "ar"):
        with translation.override(language):
            for name in sorted(names()):
                spoken |= {reverse(name, kwargs=arguments): name for arguments in arguments_of(name, fill)}
                queries = QUERIES[name](fill) if name in QUERIES else []
                spoken |= {f"{reverse(name)}?{urlencode(query)}": name for query in queries}
    yield from spoken


def arguments_of(name, fill):
    if name in PLAIN:
        return [{}]
    if name in OF_A_PRODUCT:
        return [{"slug": slug} for slug in fill.products]
    if name in OF_A_TERM:
        return [{"slug": slug} for slug in fill.terms]
    return OTHER[name](fill)
