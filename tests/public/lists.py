"""Reading lists of medicines as a visitor does, from one page to the next."""

import re
from html import unescape

NAMES = re.compile(r'class="card__name"><a href="/products/([^"/]+)/">')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def shown(client, address="/products/") -> list[str]:
    """The slugs on one page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return NAMES.findall(response.content.decode())


def pages(client, address) -> list[list[str]]:
    """The slugs of every page from this one on, and the addresses in between."""
    found = []
    while address:
        html = client.get(address).content.decode()
        found.append(NAMES.findall(html))
        links = NEXT.findall(html)
        address = unescape(links[0]) if links else None
        assert len(found) < 20
    return found
