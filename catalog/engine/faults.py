"""What can be wrong with a question, and with the index."""


class Unavailable(Exception):
    """The index cannot be searched now; whoever follows the clock mends it."""


class BadPlace(Exception):
    """An `after` that no answer gave."""
