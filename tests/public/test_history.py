"""The history of a listing: every version that was ever public, and what differs between any two."""

import itertools
import re

import pytest

from tests import factories


@pytest.fixture
def shown(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")


@pytest.fixture
def four_versions(shown, editor, pharmacist):
    for word in ("second", "third", "fourth"):
        factories.republish(shown.product, editor=editor, pharmacist=pharmacist, summary=f"The {word} summary.")


def test_the_history_lists_every_version_newest_first(client, four_versions):
    html = client.get("/products/shown/history/").content.decode()

    assert re.findall(r"<h3>Version (\d)</h3>", html) == ["4", "3", "2", "1"]
    assert '<meta name="robots" content="noindex">' in html


def test_the_history_says_which_versions_are_no_longer_current(client, four_versions):
    html = client.get("/products/shown/history/").content.decode()

    badges = re.findall(r"</svg>\s*(Current)</span>|>(No longer current)</span>", html)
    assert ["".join(badge) for badge in badges] == ["Current"] + ["No longer current"] * 3


WARNING = "is no longer current. Do not go by it."


@pytest.mark.parametrize(("pair", "warned"), [("", False), ("?from=1&to=4", False), ("?from=1&to=3", True)])
def test_only_a_comparison_that_ends_in_an_old_version_warns(client, four_versions, pair, warned):
    html = client.get(f"/products/shown/history/{pair}").content.decode()

    assert (WARNING in html) is warned


def test_the_difference_between_any_two_versions(client, four_versions):
    words = {1: "Testazole eases", 2: "second", 3: "third", 4: "fourth"}

    for older, newer in itertools.permutations(words, 2):
        html = client.get(f"/products/shown/history/?from={older}&to={newer}").content.decode()
        assert words[max(older, newer)] in changed(html, "ins")
        assert words[min(older, newer)] in changed(html, "del")


def changed(html, tag) -> str:
    return " ".join(re.findall(rf"<{tag}><span[^>]*>[^<]*</span>([^<]*)</{tag}>", html))


def test_a_version_does_not_differ_from_itself(client, four_versions):
    html = client.get("/products/shown/history/?from=2&to=2").content.decode()

    assert "Nothing differs between these two versions." in html


def test_the_history_shows_the_last_change_unasked(client, four_versions):
    html = client.get("/products/shown/history/").content.decode()

    assert "fourth" in html.partition('id="difference"')[2]


def test_a_version_that_there_is_not_is_not_found(client, shown):
    queries = ("from=1&to=9", "from=1", "to=x", "from=-1&to=1", "from=1%00&to=1", "from=&to=")

    statuses = {query: client.get(f"/products/shown/history/?{query}").status_code for query in queries}

    assert statuses == dict.fromkeys(queries, 404)


def test_the_history_of_a_first_version_compares_nothing(client, shown):
    html = client.get("/products/shown/history/").content.decode()

    assert 'id="difference"' not in html
