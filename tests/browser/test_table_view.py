"""The dense view of the list on a pharmacist's screen."""

import pytest

from tests.browser import leaflets

CUT = "register => register.scrollWidth - register.clientWidth"


@pytest.mark.parametrize("language", ["", "/es", "/ar"])
def test_no_column_is_cut_on_a_desktop(page, site, language):
    ingredient = {"substance": {"name": "budesonide"}, "strength": "160", "unit": "microgram", "per": "dose"}
    leaflets.listed(
        name="Budesonide 160 microgram Inhaler",
        dosage_form="inhaler",
        ingredients=[ingredient],
        language="en",
        demonstration=True,
    )
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}{language}/products/?view=table")

    assert page.locator(".register thead th").count() == 6
    assert page.locator(".register").evaluate(CUT) == 0
    assert not page.locator(".register__hint").is_visible()
