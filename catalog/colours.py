"""The site's colours where CSS does not reach, such as cards and the manifest. tokens.css alone holds them."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")


@cache
def tokens() -> dict[str, str]:
    """Token → "#rrggbb" of the light theme, which the stylesheet names first."""
    found = TOKEN.findall(Path(str(finders.find("pharmacy/css/tokens.css"))).read_text())
    return dict(reversed(found))
