"""manage.py check --deploy, and what operators are told about limits."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.checks import run_checks

from reviews.models.hit import LIMITS


def warnings() -> list[str]:
    return [found.id for found in run_checks(include_deployment_checks=True) if found.id.startswith("pharmacy.")]


@pytest.mark.parametrize(("https", "proxies", "warned"), [(True, 0, True), (True, 1, False), (False, 0, False)])
def test_one_network_for_everybody_is_warned_of(settings, https, proxies, warned):
    settings.HTTPS, settings.PROXIES = https, proxies

    assert warnings() == (["pharmacy.W001"] if warned else [])


def test_the_limits_that_operators_read_are_those_that_hold():
    doc = (Path(site.BASE_DIR) / "docs/operating.md").read_text()
    table = doc.partition("## Limits")[2].partition("\n## ")[0]
    told = {
        what: [int(figure.replace(",", "")) if figure.strip() != "–" else None for figure in rest.split("|")[:3]]
        for what, rest in re.findall(r"^\| .*\(`(\w+)`\) \|(.*)\|$", table, re.M)
    }

    assert told == {
        what: [most.get(kind, [None])[0] for kind in ("person", "network", "product")] for what, most in LIMITS.items()
    }
