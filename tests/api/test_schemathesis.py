"""Schemathesis asks a running server whatever the schema allows, and much that it does not: nothing may fail.

Here a short run for each visitor. EXAMPLES=200 in the environment makes it a long one, with the phase that goes through
every border of every value.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client

from accounts.api_keys import ApiKey
from api.pages import generated
from catalog import engine
from tests import factories

EXAMPLES = os.environ.get("EXAMPLES", "5")
PHASES = "examples,fuzzing" if int(EXAMPLES) < 50 else "examples,coverage,fuzzing"
ALIKE = ["--generation-deterministic"] if int(EXAMPLES) < 50 else []  # a short run asks the same each time
ROOT = Path(project.BASE_DIR)

pytestmark = pytest.mark.browser  # a server and minutes of requests: beside the other tests that need one


@pytest.fixture
def site(live_server, open_door, settings, editor, pharmacist, moderator, tmp_path):
    """A site with two medicines, a review and a pack. (address of the site, file of its schema)"""
    settings.API_REQUESTS_OF_A_NETWORK = settings.API_REQUESTS_OF_A_KEY = settings.API_WRITES_OF_A_KEY = 0
    settings.ALLOWED_HOSTS = ["*"]
    for slug in ("full", "bare"):
        listing = factories.listed(editor=editor, pharmacist=pharmacist, slug=slug)
        factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary="Another summary.")
        factories.approved(listing=listing, author=factories.user(name=f"author of {slug}"), moderator=moderator)
        factories.pack(product=listing.product, by=editor, sku=slug.upper())
    engine.catch_up()
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(generated(live_server.url)))
    return live_server.url, schema


def session_of(user) -> dict[str, str]:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = client.get("/api/v1/account/").json()["csrf_token"]
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": token}


def key_of(by) -> dict[str, str]:
    _key, secret = ApiKey.issue(by=by, owner=by, name="All", scopes=["read", "packs", "invitations"])
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("who", ["nobody", "customer", "key"])
def test_nothing_fails(site, who, tmp_path, customer):
    url, schema = site
    headers = {
        "nobody": dict,
        "customer": lambda: session_of(customer),
        "key": lambda: key_of(factories.user(name="root", is_staff=True, is_superuser=True)),
    }[who]()
    command = [str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(ROOT / "schemathesis.toml")]
    command += ["run", str(schema), "--url", url, "--checks", "all", "--max-examples", EXAMPLES]
    command += ["--phases", PHASES, "--no-color", *ALIKE]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]

    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, cwd=tmp_path, timeout=3000, check=False
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "26/26" in done.stdout or "29/29" in done.stdout, done.stdout[-1500:]
