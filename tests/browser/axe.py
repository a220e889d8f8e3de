"""axe in the page that is open: what it finds, as text."""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

# Without preload: axe would copy our style sheets into inline ones, which the policy refuses. Without a list of all
# that is right with the page, which takes longer to send than to find.
EVERY_RULE = {"preload": False, "resultTypes": ["violations"]}
# The dark theme changes colours and nothing else.
COLOURS = EVERY_RULE | {"runOnly": {"type": "tag", "values": ["cat.color"]}}


def faults(page, rules=EVERY_RULE, within=None) -> str:
    """A report of every fault, or nothing. `within` are selectors: what to include and exclude, as axe takes them."""
    there = page.evaluate("'axe' in window")
    found = Axe("" if there else AXE_SCRIPT).run(page, context=within, options=rules)
    return found.generate_report() if found.violations_count else ""


def faults_light_and_dark(page) -> dict[str, str]:
    """The reports by theme; empty where both are without fault. The page is dark afterwards."""
    reports = {}
    for theme, rules in (("light", EVERY_RULE), ("dark", COLOURS)):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")  # Django's links fade
        if report := faults(page, rules):
            reports[theme] = report
    return reports
