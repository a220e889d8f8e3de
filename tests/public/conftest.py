"""What the tests of public pages share."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from catalog import engine


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """`with built_once(build) as (built, folder):` makes a large world once for a module, and rolls it back.

    Tests on it ask for `db` too, and set MEDIA_ROOT to the folder where they read pictures. `searched_in(folder)`
    lets them search it.
    """

    @contextmanager
    def make(build):
        folder = tmp_path_factory.mktemp("pictures")
        hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        with django_db_blocker.unblock(), transaction.atomic():
            with override_settings(PASSWORD_HASHERS=hashers, MEDIA_ROOT=folder, SEARCH_ROOT=folder / "search"):
                built = build()
                engine.catch_up()
            yield built, folder
            transaction.set_rollback(True)

    return make


@pytest.fixture
def searched_in(settings):
    """`searched_in(folder)`: the index of what `built_once` made is what the pages search."""

    def take_up(folder):
        settings.SEARCH_ROOT = folder / "search"
        engine.catch_up()

    return take_up
