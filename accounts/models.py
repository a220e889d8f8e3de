"""The people: customers and staff share one account model; what staff may do comes from their groups."""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import PROTECT, F, ProtectedError
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.api_keys import ApiKey  # noqa: F401  a table of this app, too
from accounts.devices import Device  # noqa: F401  where an account is signed in: a table of this app

EDITORS, PHARMACISTS, MODERATORS, SAFETY = "editors", "pharmacists", "moderators", "safety officers"


class MustStay(Exception):
    """The account stands in the record of who edited, signed or moderated; it cannot leave by itself."""


# It stands in public unread: letters and figures, so no address and no number to call.
PUBLIC_NAME: list[Any] = [
    RegexValidator(r"^\w[\w .'’-]*$", _("Use letters, figures, spaces, full stops, apostrophes and hyphens.")),
    RegexValidator(r"\d([ .-]*\d){5}", _("Do not put a telephone number into the name."), inverse_match=True),
    RegexValidator(r"\.\w{2}", _("Do not put an address into the name."), inverse_match=True),
]


class User(AbstractUser):
    """An account. The display name alone is public; the user name and the e-mail address never are."""

    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("display name"),
        max_length=40,
        validators=PUBLIC_NAME,
        help_text=_("Shown beside your reviews. Choose one that does not tell who you are."),
    )

    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # part of what every session must know

    objects = UserManager()

    REQUIRED_FIELDS = ["email", "display_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_unique_in_any_case"),
            models.CheckConstraint(condition=~models.Q(display_name=""), name="accounts_user_display_name_present"),
        ]

    def __str__(self):
        return self.username

    def get_full_name(self):
        return self.display_name

    def get_short_name(self):
        return self.display_name

    @classmethod
    def known_as(cls, *names: str):
        """The account with one of these addresses or user names, in any case; None where nobody has them."""
        wanted = [name.lower() for name in names]
        columns = [Lower("email"), Lower("username")]
        found = (cls.objects.alias(known=column).filter(known__in=wanted).first() for column in columns)
        return next(filter(None, found), None)

    def belongs_to(self, group: str) -> bool:
        """Whether the account is an active member of the group; being a superuser does not make a pharmacist."""
        return self.is_active and self.groups.filter(name=group).exists()

    def rename(self, display_name: str):
        """Take another public name; the pages that show it change with it. Raises ValidationError."""
        with transaction.atomic():
            self.locked()
            with self.reviews.changing():
                self.display_name = display_name
                self.clean_fields(exclude={field.name for field in self._meta.fields} - {"display_name"})
                self.save(update_fields=["display_name"])

    def leave(self, *, with_reviews: bool):
        """Delete the account. Published reviews stay without its name, or go too. Raises MustStay.

        Asked for twice at once, it is done once.
        """
        try:
            with transaction.atomic():
                if not type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).exists():
                    return
                with self.reviews.model.objects.touched_by(self).changing() as reviews:
                    reviews.part_from(self, with_reviews=with_reviews)
                    self.delete()
        except ProtectedError as error:
            raise MustStay from error

    def sign_out_elsewhere(self, *, here: str):
        """End every session but the one with this key, and those that no list shows; `here` has to be signed in anew
        (update_session_auth_hash)."""
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk).update(session_epoch=F("session_epoch") + 1)
            self.refresh_from_db(fields=["session_epoch"])
            self.devices.exclude(session_key=here).end()

    def forget_unproven(self):
        """Take back a sign-up whose address was mistyped: nobody has ever been signed in to this account."""
        if self.last_login is None and not self.is_staff and not self.emailaddress_set.filter(verified=True).exists():
            self.leave(with_reviews=True)

    def _get_session_auth_hash(self, secret=None):
        known = f"{self.password}{self.session_epoch}"
        return salted_hmac("accounts.session", known, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_in_the_record(self) -> bool:
        """Whether a row that must keep its account names this one: an edit, a signature, a decision."""
        rows: list[Any] = list(self._meta.get_fields(include_hidden=True))
        kept = [row for row in rows if getattr(row, "on_delete", None) is PROTECT]
        return any(row.related_model._base_manager.filter(**{row.field.name: self}).exists() for row in kept)

    def locked(self):
        """The same account, read anew under lock, before its reviews: the order of `Review.post` too."""
        return type(self).objects.select_for_update(no_key=True).get(pk=self.pk)

    @property
    def has_proven_address(self) -> bool:
        """Whether somebody opened the mail that we sent to this address."""
        return self.emailaddress_set.filter(email__iexact=self.email, verified=True).exists()

    @property
    def is_pharmacist(self) -> bool:
        return self.belongs_to(PHARMACISTS)
