"""Which network addresses are public. Everything else is our own, our host's or nobody's: no webhook may go there.

After the IANA registries of special-purpose addresses, not after the `ipaddress` of one version of Python.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CLOSED = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of a provider (CGNAT)
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; clouds answer with credentials here
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",  # measuring
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",
        "3fff::/20",
    )
]
UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out of IPv6
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")


def is_public(text: str) -> bool:
    """Whether an address, as a resolver writes it, is a public unicast address. An IPv4 within an IPv6 counts as what
    it leads to; one that is merely mapped (::ffff:…) is no address of its own, and refused."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    within = embedded(address)
    if within is not None:
        return is_public(str(within))
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or address not in UNICAST):
        return False
    return not any(address in network for network in CLOSED if network.version == address.version)


def embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a translator would take out of this one."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return None
