"""Numbers in addresses: as many figures as a key of the database holds, so that a longer one is simply not found."""


class Number:
    """Eighteen figures are below 2**63; SQLite and PostgreSQL raise an error for what is above."""

    regex = "[0-9]{1,18}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)
