"""Where an account is signed in. Nothing is kept here that says where a person is: no network address."""

import re
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Browsers call themselves by the names of others too: the first that fits is the one.
BROWSERS = [
    ("Edge", r"Edg[A-Z]?[a-z]*/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
]
SYSTEMS = [
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
]


class DeviceQuerySet(models.QuerySet):
    def living(self):
        """Whose session has not ended by itself."""
        alive = Session.objects.filter(expire_date__gt=timezone.now())
        return self.filter(session_key__in=alive.values("session_key"))

    def end(self):
        """Sign all of them out."""
        store = import_module(settings.SESSION_ENGINE).SessionStore
        for key in self.values_list("session_key", flat=True):
            store(key).delete()
        self.delete()


class Device(models.Model):
    """A browser in which an account is signed in: its session, and the little that lets a person know it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    began = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["-seen", "-pk"]

    @classmethod
    def note(cls, request, *, earlier_key: str = ""):
        """The account was here just now. A session that has renewed its key goes on as the same device."""
        if earlier_key:
            cls.objects.filter(session_key=earlier_key).update(session_key=request.session.session_key)
        browser, system = named(request.META.get("HTTP_USER_AGENT", ""))
        seen = {"user": request.user, "browser": browser, "system": system, "seen": timezone.now()}
        cls.objects.update_or_create(session_key=request.session.session_key, defaults=seen)


def named(user_agent: str) -> tuple[str, str]:
    """Browser and system in a word each, "" where unknown; the rest of what a browser says of itself is not kept."""
    return first(BROWSERS, user_agent), first(SYSTEMS, user_agent)


def first(names, text) -> str:
    return next((name for name, pattern in names if re.search(pattern, text)), "")
