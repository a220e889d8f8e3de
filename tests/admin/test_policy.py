"""Every admin page: no inline script, style or handler, under the strict policy."""

import pytest
from django.urls import reverse
from lxml import html

from tests import factories


@pytest.fixture
def everyone(db):
    return factories.user(name="all", groups=["editors", "pharmacists", "moderators"], is_staff=True, is_superuser=True)


def addresses(product, pack, publication):
    key = product.pk
    yield reverse("admin:index")
    for model in ("product", "pack", "substance", "condition", "category", "manufacturer", "publication"):
        yield reverse(f"admin:catalog_{model}_changelist")
    for model in ("product", "pack", "substance", "condition"):
        yield reverse(f"admin:catalog_{model}_add")
    for name in ("change", "preview", "submit", "sign", "withdraw", "publications"):
        yield reverse(f"admin:catalog_product_{name}", args=[key])
    yield reverse("admin:catalog_product_restore", args=[key, 1])
    yield reverse("admin:catalog_product_paste")
    yield reverse("admin:catalog_pack_change", args=[pack.pk])
    yield reverse("admin:catalog_pack_delete", args=[pack.pk])
    yield reverse("admin:catalog_publication_change", args=[publication.pk])
    yield reverse("admin:accounts_user_changelist")
    yield reverse("admin:accounts_user_add")


def test_no_page_of_the_admin_has_anything_inline(listing, editor, everyone, signed_in):
    pack = factories.pack(product=listing.product, by=editor)
    factories.submit(listing.product, by=editor)
    client = signed_in(everyone)
    for address in addresses(listing.product, pack, listing.publication):
        response = client.get(address)
        assert response.status_code == 200, address
        page = html.fromstring(response.content.decode())
        inline = page.xpath("//style | //*[@style] | //script[not(@src)][normalize-space()]")
        inline += page.xpath("//@*[starts-with(name(), 'on')]")
        assert inline == [], address
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy
