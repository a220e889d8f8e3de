"""Registering checks and running them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.refusals import NotReady

REGISTRY: list[Callable] = []


@dataclass(frozen=True)
class Finding:
    """`id` is stable and names the check, and the detail where a check finds several things."""

    id: str
    part: str
    message: str
    is_error: bool


def check(part: str, *, error="", warning=""):
    """Register a check of one part of the content, with the sentence that an editor reads."""

    def register(function):
        def findings(content):
            for detail in details(function(content)):
                message = str(error or warning)
                yield Finding(
                    id=f"{function.__name__}:{detail}" if detail else function.__name__,
                    part=part,
                    message=message % {"detail": detail} if detail else message,
                    is_error=bool(error),
                )

        REGISTRY.append(findings)
        return function

    return register


def details(answer):
    if answer is True:
        return [""]
    return list(dict.fromkeys(answer)) if answer else []


def run(content: dict) -> list[Finding]:
    """All findings on a snapshot, errors first."""
    found = [finding for findings in REGISTRY for finding in findings(content)]
    return sorted(found, key=lambda finding: not finding.is_error)


def require_ready(content: dict, acknowledged):
    """Raises NotReady while an error stands or a warning is not among the acknowledged ids."""
    found = run(content)
    errors = [finding for finding in found if finding.is_error]
    if errors:
        raise NotReady(
            ngettext("%(count)d check fails.", "%(count)d checks fail.", len(errors)) % {"count": len(errors)}, errors
        )
    unread = [finding for finding in found if finding.id not in acknowledged]
    if unread:
        raise NotReady(_("Read each warning and tick it before you go on."), unread)
