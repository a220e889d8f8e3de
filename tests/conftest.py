"""The fixed cast, and what the test database needs besides Django's own care."""

import time
from contextlib import contextmanager

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection, transaction
from django.test import Client, TransactionTestCase, override_settings

from accounts.models import User
from api import fair_use
from catalog import engine, guards
from catalog.models import Listing
from catalog.search import names
from tests import factories, flushing
from tests.door import Door
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


@pytest.fixture(scope="session")
def door(live_server):
    door = Door(live_server.thread.httpd.get_app())
    live_server.thread.httpd.set_app(door)
    return door


@pytest.fixture
def open_door(door, transactional_db, quick_and_private):
    """What asks the live server from outside comes in while this test runs, and no longer."""
    door.open()
    yield
    door.close()


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


@pytest.fixture(scope="module")
def listed_once(built_once):
    """`listing` is made once for the module: for many quick tests, none of which needs a database that commits."""
    with built_once(lambda: factories.listed(editor=factories.editor(), pharmacist=factories.pharmacist())):
        yield


def of_name(name, make, **fields) -> User:
    """The one that a world made once for the module holds already, or a new one."""
    return User.objects.filter(username=name).first() or make(name=name, **fields)


@pytest.fixture
def customer(db):
    return of_name("customer", factories.user, display_name="Ana P.")


@pytest.fixture
def other_customer(db):
    return of_name("other_customer", factories.user, display_name="Bo")


@pytest.fixture
def editor(db):
    return of_name("editor", factories.editor)


@pytest.fixture
def other_editor(db):
    return of_name("other_editor", factories.editor)


@pytest.fixture
def pharmacist(db):
    return of_name("pharmacist", factories.pharmacist)


@pytest.fixture
def moderator(db):
    return of_name("moderator", factories.moderator)


@pytest.fixture
def officer(db):
    return of_name("officer", factories.safety_officer)


@pytest.fixture
def listing(request, editor, pharmacist):
    if "listed_once" in request.fixturenames:
        return Listing.objects.get()
    return factories.listed(editor=editor, pharmacist=pharmacist)


@pytest.fixture
def signed_in():
    """`signed_in(user)` is a client with a session of that user."""

    def client_of(user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of
