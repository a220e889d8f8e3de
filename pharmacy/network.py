"""Who asks, as far as the network tells. Pure, imported by every app."""

import ipaddress

from django.conf import settings


def address_of(request) -> str:
    """The asker's address: IPv4 whole, IPv6 as its /64 (one household has that many), "" where none is known.

    Of X-Forwarded-For only what our own settings.PROXIES proxies wrote is believed: the rest is the asker's invention.
    Never keep the answer as it is: see keyed_hash.
    """
    return plain(forwarded(request)) or plain(request.META.get("REMOTE_ADDR", ""))


def forwarded(request) -> str:
    """What the outermost of our proxies saw; "" without proxies, and where the header is shorter than it should be."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return hops[-settings.PROXIES] if 0 < settings.PROXIES <= len(hops) else ""


def plain(text) -> str:
    """The address without port, zone and the IPv6 clothes of an IPv4; "" where it is none."""
    try:
        address = ipaddress.ip_address(without_port(text.strip()).partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def without_port(text) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
