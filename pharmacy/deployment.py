"""`manage.py check --deploy` warns of settings that work and yet do not do what an operator expects of them."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def visitors_are_told_apart(app_configs, **kwargs):
    """HTTPS expects a proxy (it reads X-Forwarded-Proto); whoever asks through one has the proxy's own address."""
    if not settings.HTTPS or settings.PROXIES:
        return []
    return [
        Warning(
            "HTTPS is on and PROXIES is 0: behind a proxy all visitors count as one network and share its limits.",
            hint="Set PROXIES to how many proxies of yours stand in front. See “Limits” in docs/operating.md.",
            id="pharmacy.W001",
        )
    ]
