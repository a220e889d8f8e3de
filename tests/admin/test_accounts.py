"""Accounts of staff: made by a superuser, given rights through groups."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import User
from tests import factories


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
