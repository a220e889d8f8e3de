"""Accounts of staff: made by a superuser, given rights through groups."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import User
from reviews.models import Review, ReviewText
from tests import factories
from tests.admin.forms import posted, text_of


@pytest.fixture
def admin_user(db):
    return factories.user(name="admin", is_staff=True, is_superuser=True)


def test_a_superuser_makes_an_account_and_gives_it_a_group(admin_user, signed_in):
    client = signed_in(admin_user)
    password = "correct-horse-battery"
    values = {"username": "new", "email": "new@example.com", "display_name": "Neo", "usable_password": "true"}

    client.post(reverse("admin:accounts_user_add"), values | {"password1": password, "password2": password})

    account = User.objects.get(username="new")
    group = Group.objects.get(name="editors")
    values |= {"is_active": "on", "is_staff": "on", "groups": [str(group.pk)]}
    client.post(reverse("admin:accounts_user_change", args=[account.pk]), values)
    account.refresh_from_db()
    assert account.is_staff
    assert account.has_perm("catalog.change_product")


def test_who_may_change_accounts_cannot_raise_their_own(db, signed_in):
    clerk = factories.user(name="clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    group = Group.objects.get(name="pharmacists")
    values = {"username": "clerk", "email": "clerk@example.com", "display_name": "clerk", "is_active": "on"}

    signed_in(clerk).post(
        reverse("admin:accounts_user_change", args=[clerk.pk]),
        values | {"is_superuser": "on", "is_staff": "on", "groups": [str(group.pk)]},
    )

    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert not clerk.is_pharmacist


def test_an_editor_sees_no_accounts(editor, signed_in):
    assert signed_in(editor).get(reverse("admin:accounts_user_changelist")).status_code == 403


@pytest.fixture
def product_page(client, listing, customer, moderator):
    """`product_page()` is the product's page; it shows a review of the customer, and its bytes are kept already."""
    factories.approved(listing=listing, author=customer, moderator=moderator, title="It stays")

    def read():
        return client.get(f"/products/{listing.slug}/").content.decode()

    assert "Ana P." in read()
    return read


def test_a_customers_new_name_is_on_the_page_at_once(product_page, customer, admin_user, signed_in):
    admin, address = signed_in(admin_user), reverse("admin:accounts_user_change", args=[customer.pk])
    data = posted(admin.get(address), form="user_form")

    admin.post(address, data | {"display_name": "A Fresh Name"})

    html = product_page()
    assert ("A Fresh Name" in html, "Ana P." in html) == (True, False)


@pytest.mark.parametrize("name", ["call 030 12345678", "shop.example.com", "<b>Ana</b>", ""])
def test_a_name_that_may_not_stand_in_public_is_refused(product_page, customer, admin_user, signed_in, name):
    admin, address = signed_in(admin_user), reverse("admin:accounts_user_change", args=[customer.pk])
    data = posted(admin.get(address), form="user_form")

    response = admin.post(address, data | {"display_name": name})

    assert list(response.context["adminform"].form.errors) == ["display_name"]
    assert "Ana P." in product_page()


def test_a_deleted_customers_review_stays_without_the_name(product_page, customer, admin_user, signed_in):
    factories.review(listing=Review.objects.get().product.listing, author=customer, title="It waits")

    signed_in(admin_user).post(reverse("admin:accounts_user_delete", args=[customer.pk]), {"post": "yes"})

    html = product_page()
    assert not User.objects.filter(pk=customer.pk).exists()
    assert ("It stays" in html, "A former customer" in html, "Ana P." in html) == (True, True, False)
    assert list(ReviewText.objects.values_list("title", "state")) == [("It stays", "shown")]


@pytest.mark.parametrize("who", ["editor", "pharmacist", "moderator"])
def test_who_stands_in_the_record_is_not_deleted_in_words(product_page, admin_user, signed_in, request, who):
    account = request.getfixturevalue(who)
    address = reverse("admin:accounts_user_delete", args=[account.pk])

    response = signed_in(admin_user).post(address, {"post": "yes"}, follow=True)

    said = text_of(response)
    assert "Cannot delete account" in said or "stands in the record" in said
    assert User.objects.filter(pk=account.pk).exists()


@pytest.mark.parametrize("rights", [{"is_staff": True, "is_superuser": True}, {"is_staff": True}])
def test_who_may_delete_accounts_cannot_delete_those_of_staff(db, signed_in, rights):
    clerk, other = factories.user(name="clerk", is_staff=True), factories.user(name="other", **rights)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "delete_user"]))

    answer = signed_in(clerk).post(reverse("admin:accounts_user_delete", args=[other.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=other.pk).exists()


def test_who_may_delete_accounts_deletes_a_customers(customer, signed_in):
    clerk = factories.user(name="clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "delete_user"]))

    signed_in(clerk).post(reverse("admin:accounts_user_delete", args=[customer.pk]), {"post": "yes"})

    assert not User.objects.filter(pk=customer.pk).exists()


def test_who_may_change_accounts_reads_no_hash_of_a_password(customer, signed_in):
    clerk = factories.user(name="clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))

    page = signed_in(clerk).get(reverse("admin:accounts_user_change", args=[customer.pk])).content.decode()

    assert customer.password not in page
    assert customer.password.rpartition("$")[2] not in page


def test_who_may_change_accounts_sets_no_password_and_changes_the_rest(customer, admin_user, signed_in):
    clerk = factories.user(name="clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    address, password = reverse("admin:auth_user_password_change", args=[customer.pk]), "correct-horse-battery"
    values = {"username": "customer", "email": "customer@example.com", "display_name": "Ana Q.", "is_active": "on"}

    sent = {"password1": password, "password2": password, "usable_password": "true"}
    assert signed_in(clerk).post(address, sent).status_code == 403
    signed_in(clerk).post(reverse("admin:accounts_user_change", args=[customer.pk]), values)

    customer.refresh_from_db()
    assert (customer.check_password(factories.PASSWORD), customer.display_name) == (True, "Ana Q.")
    signed_in(admin_user).post(address, sent)
    customer.refresh_from_db()
    assert customer.check_password(password)
