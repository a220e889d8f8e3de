"""docs/api.md: every example of it is run, and answers what stands there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as site_settings

from accounts.api_keys import MOST_DAYS
from api.fair_use import WINDOW
from api.models import LASTS
from api.parameters import MOST_PER_PAGE
from api.parsing import DEEPEST, MOST_BYTES
from api.schema import MOST_ROWS
from catalog.api.changes import MOST as MOST_CHANGES
from catalog.models import Address
from tests.api import partner, shown

TEXT = (Path(site_settings.BASE_DIR) / "docs" / "api.md").read_text()
PLACE = "https://shop.example"
TOLD = "told: "


@pytest.fixture
def world(transactional_db, live_server, settings):
    settings.SITE_URL = live_server.url
    return partner.furnish() | {"site": live_server.url}


@pytest.fixture
def run(world, tmp_path, signed_in):
    """`run(command)` in a shell, as somebody does who has a key and a customer's session: (output, statuses)."""
    assert shutil.which("curl"), (
        "This test runs the examples of docs/api.md with curl, and there is none here: install it."
    )
    (tmp_path / ".curlrc").write_text(f'silent\nshow-error\nwrite-out = "%{{stderr}}{TOLD}%{{http_code}}\\n"\n')
    session = signed_in(world["customer"]).cookies["sessionid"].value
    host = world["site"].split("//")[1].split(":")[0]
    (tmp_path / "cookies.txt").write_text(f"{host}\tFALSE\t/\tFALSE\t0\tsessionid\t{session}\n")
    env = {"PATH": "/usr/bin:/bin", "CURL_HOME": str(tmp_path), "HOME": str(tmp_path), "KEY": world["secret"]}

    def execute(command: str) -> tuple[str, list[int]]:
        shell = ["bash", "-euo", "pipefail", "-c", command.replace(PLACE, world["site"])]
        done = subprocess.run(shell, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False)  # noqa: S603
        said = done.stderr.decode()
        assert done.returncode == 0, said
        statuses = [int(code) for code in re.findall(f"^{TOLD}([0-9]+)$", said, re.M)]
        return done.stdout.decode().replace(world["site"], PLACE), statuses

    return execute


def faults(example, output: str, statuses: list[int]) -> list[str]:
    """What is shown and does not stand in the answer."""
    if example.kind == "text":
        return [] if (output.strip(), set(statuses)) == (example.answer.strip(), {200}) else [output, str(statuses)]
    if example.kind == "json":
        return differing(example.answer, output) + ([] if set(statuses) == {200} else [f"statuses {statuses}"])
    head, _empty, body = example.answer.partition("\n\n")
    real_head, _empty, real_body = output.replace("\r\n", "\n").partition("\n\n")
    wrong = [f"{line!r} is not among {real_head!r}" for line in head.splitlines() if line not in real_head.splitlines()]
    wrong += [f"status {code} before" for code in statuses[:-1] if code != 200]
    return wrong + (differing(body, real_body) if body.strip() else [real_body] if real_body.strip() else [])


def differing(answer: str, output: str) -> list[str]:
    return shown.differs(shown.parsed(answer), json.loads(output))


def test_every_example_answers_what_stands_there(run):
    """In the order of the text: what is changed in one shows in the next."""
    examples = shown.examples(TEXT)
    assert len(examples) == TEXT.count("\n```sh\n") >= 15

    found = {example.command: faults(example, *run(example.command)) for example in examples}

    assert {command: wrong for command, wrong in found.items() if wrong} == {}


def test_every_curl_is_an_example():
    plain = re.sub(r"^```sh( later)?\n.*?^```$", "", TEXT, flags=re.M | re.S)
    assert "curl " not in plain


def test_the_loop_that_follows_changes(world):
    """It ends, has met every medicine, and goes on from where it ended."""
    (code,) = shown.snippets(TEXT, "python")
    copy: dict[str, str] = {}
    told = []
    names = {"fetch": lambda address: copy.update({address.split("/")[-2]: address}), "drop": told.append}

    exec(code.replace(PLACE, world["site"]).replace("size=1000", "size=4"), names)  # noqa: S102

    gone = Address.objects.get(slug=partner.DICLOFENAC).product_id
    assert (set(copy), set(told)) == (partner.LISTED, {gone})
    assert set(copy.values()) == {f"{world['site']}/api/v1/products/{slug}/" for slug in partner.LISTED}
    copy.clear()
    assert names["follow"](names["place"]).split("&after=")[1] == names["place"].split("&after=")[1]
    assert copy == {}


def test_its_figures_are_those_of_the_code(settings):
    row = {
        line.split("|")[1].strip(): line.split("|")[2].strip() for line in TEXT.splitlines() if line.startswith("| ")
    }
    assert row["requests of a network address"] == f"{settings.API_REQUESTS_OF_A_NETWORK} a minute"
    assert row["requests of a key"] == f"{settings.API_REQUESTS_OF_A_KEY:,} a minute"
    assert row["what a key writes, of each scope"] == f"{settings.API_WRITES_OF_A_KEY} requests a minute"
    assert row["a body"] == f"{MOST_BYTES // 1024**2} MB, nested {DEEPEST} deep"
    assert row["rows of a list that is sent"] == str(MOST_ROWS)
    assert row["a page"] == f"{MOST_PER_PAGE}; of changes {MOST_CHANGES:,}"
    assert (WINDOW, LASTS.total_seconds() / 3600, MOST_DAYS) == (60, 24, 730)
    words = " ".join(TEXT.split())
    assert [said for said in ("for 24 hours", "730 days at most") if said not in words] == []


def test_what_is_shown_has_to_stand_there():
    """The comparison itself: left out is what `…` stands for, and nothing else."""
    real = {"a": 1, "b": ["x", "y"], "c": {"d": "long text"}}
    for fits in ('{"a": 1, …}', '{"a": …, "b": ["x", …], "c": {…}}', '{"c": {"d": "long …"}, "b": […], …}'):
        assert shown.differs(shown.parsed(fits), real) == []
    for lies in ('{"a": 2, …}', '{"a": 1}', '{"b": ["x"], …}', '{"b": ["y", …], …}', '{"c": {"d": "short …"}, …}'):
        assert shown.differs(shown.parsed(lies), real) != []
    assert shown.differs(shown.parsed('{"z": 1, …}'), real) == ["/z: is not there"]
    assert shown.differs(1, True) != []
