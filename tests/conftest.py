"""The fixed cast, and what the test database needs besides Django's own care."""

import time

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client, TransactionTestCase

from api import fair_use
from catalog import guards
from catalog.search import names
from tests import factories, flushing
from tests.threads import threads_see_the_database  # noqa: F401

PATIENCE = 100  # tenths of a second


def lift_guards():
    """A live server may still be answering what a closed browser asked for: SQLite then refuses to drop a trigger."""
    for left in reversed(range(PATIENCE)):
        try:
            guards.lift(connection)
            break
        except OperationalError:
            if not left:
                raise
            time.sleep(0.1)


def flush_without_guards(_self):
    """A test that commits is followed by a flush, which the guards of publications would refuse."""
    lift_guards()
    caches["default"].clear()  # its table belongs to no model, so the flush leaves it
    try:
        flushing.put_back()
    finally:
        guards.install(connection)


TransactionTestCase._fixture_teardown = flush_without_guards


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        flushing.remember()


@pytest.fixture(autouse=True)
def quick_and_private(settings, tmp_path):
    """Cheap password hashes, plain static addresses, files in a folder of the test's own, an empty cache."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MEDIA_ROOT = tmp_path / "pictures"
    settings.SEARCH_ROOT = tmp_path / "search"
    # WhiteNoise looks into it when a client starts, and warns where it is missing.
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    caches["pages"].clear()  # the other one stands in the database, which every test finds empty
    names.kept.cache_clear()
    fair_use.tally.forget()


@pytest.fixture
def customer(db):
    return factories.user(name="customer", display_name="Ana P.")


@pytest.fixture
def other_customer(db):
    return factories.user(name="other_customer", display_name="Bo")


@pytest.fixture
def editor(db):
    return factories.editor()


@pytest.fixture
def other_editor(db):
    return factories.editor(name="other_editor")


@pytest.fixture
def pharmacist(db):
    return factories.pharmacist()


@pytest.fixture
def moderator(db):
    return factories.moderator()


@pytest.fixture
def officer(db):
    return factories.safety_officer()


@pytest.fixture
def listing(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist)


@pytest.fixture
def signed_in():
    """`signed_in(user)` is a client with a session of that user."""

    def client_of(user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of
