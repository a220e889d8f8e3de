"""Numbers in addresses: one that no key of the database can be is read as one that no row has."""

LARGEST = 2**63 - 1  # SQLite and PostgreSQL raise an error for what is above


class Number:
    """Any row of figures, so that the view itself answers that there is nothing of this number.

    An address that matched no pattern would be left to whatever pattern takes the rest, as the admin has one.
    """

    regex = "[0-9]+"
    to_url = staticmethod(str)

    def to_python(self, value: str) -> int:
        return int(value) if len(value) < len(str(LARGEST)) else LARGEST
