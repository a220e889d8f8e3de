"""Listing checks: small named functions that look at a snapshot before it is signed.

    @check("storage", error=_("…what is wrong and what to do…"))
    def no_storage(content): return not content["storage"]["text"]

A check answers with a truth value, or with details (strings), each a finding. Errors block signing. Warnings
must be acknowledged by the submitter; the acknowledgement is in the publication.
"""

from catalog.listing_checks import language, substance, whole  # noqa: F401  registers the checks
from catalog.listing_checks.registry import Finding, check, require_ready, run

__all__ = ["Finding", "check", "require_ready", "run"]
