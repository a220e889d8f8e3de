"""Chromium from Debian, a live server on the test database, and what every page must be free of."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

from pharmacy.stylesheet import SHEETS, inlined
from reviews import stamp
from tests import factories

CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": [*QUIET, *sandbox]}


@pytest.fixture
def page(page):
    """A page that fails the test at any breach of the content security policy and any error of a script."""
    faults = []
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


@pytest.fixture(scope="session")
def built_sheets(tmp_path_factory):
    """A folder with each stylesheet as visitors get it: one file, where the sources are forty in a chain."""
    folder = tmp_path_factory.mktemp("static")
    names = {name: (storage, name) for finder in get_finders() for name, storage in finder.list(ignore_patterns=[])}
    for sheet in SHEETS:
        (folder / sheet).parent.mkdir(parents=True, exist_ok=True)
        (folder / sheet).write_text(inlined(sheet, names))
    return folder


@pytest.fixture(autouse=True)
def as_visitors_get_it(settings, built_sheets):
    settings.STATICFILES_DIRS = [built_sheets]


@pytest.fixture(autouse=True)
def typing_quicker_than_any_person(monkeypatch):
    """The form of a review takes nobody for a robot."""
    monkeypatch.setattr(stamp, "SHORTEST", timedelta(0))


@pytest.fixture(autouse=True)
def asks_for_nothing_more(open_door, as_visitors_get_it, page):
    """Before the settings are put back and the database is flushed, the browser lets go of the site."""
    yield
    page.goto("about:blank")


@pytest.fixture
def site(live_server, transactional_db):
    """The address of a site with the cast and one listed medicine."""
    people = {
        "editor": factories.editor(),
        "pharmacist": factories.pharmacist(),
        "moderator": factories.moderator(),
        "customer": factories.user(name="customer", display_name="Ana P."),
    }
    listing = factories.listed(editor=people["editor"], pharmacist=people["pharmacist"], slug="testazole")
    factories.pack(product=listing.product, by=people["editor"])
    return live_server.url


@pytest.fixture
def sign_in(page, site):
    """`sign_in("editor")` through the sign-in page, as a person does; ends the session before."""

    def enter(name, then="/account/"):
        page.context.clear_cookies()
        page.goto(f"{site}/account/login/?next={then}")
        page.get_by_label("User name or e-mail", exact=False).or_(page.locator("input[name=login]")).first.fill(name)
        page.locator("input[name=password]").fill(factories.PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").click()
        page.wait_for_url(f"{site}{then}")

    return enter
