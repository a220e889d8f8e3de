"""Why a verb says no. Each carries a sentence for the person who asked."""


class Refused(Exception):
    """The verb was not carried out; nothing changed. `str()` is a sentence in plain words."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message

    def __str__(self):
        return str(self.message)


class EditConflict(Refused):
    """Somebody saved the same thing in between. `seen` and `current` are versions."""

    def __init__(self, message, *, seen: int, current: int):
        super().__init__(message)
        self.seen, self.current = seen, current


class TooOften(Refused):
    """Over a limit. `wait` is after how many seconds it may be tried again."""

    def __init__(self, message, *, wait: int):
        super().__init__(message)
        self.wait = wait


class NotWhatWasRead(Refused):
    """The digest is not that of the draft as it is now."""


class NotWaiting(Refused):
    """There is nothing that waits for this decision."""


class FourEyes(Refused):
    """Who signs has edited or submitted it."""


class NotReady(Refused):
    """Listing checks stand in the way. `findings` are those of catalog.listing_checks."""

    def __init__(self, message, findings):
        super().__init__(message)
        self.findings = findings
