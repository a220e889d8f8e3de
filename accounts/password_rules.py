"""Django's four rules for a password, in plain words and in every language of the site."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return ngettext(
            "This password is too short. Use %(number)d character or more.",
            "This password is too short. Use %(number)d characters or more.",
            self.min_length,
        ) % {"number": self.min_length}

    def get_help_text(self):
        return ngettext(
            "%(number)d character or more: a few words in a row are easy to remember.",
            "%(number)d characters or more: a few words in a row are easy to remember.",
            self.min_length,
        ) % {"number": self.min_length}


class UnlikeTheAccount(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self):
        return _("This password is too much like your e-mail address or your user name.")

    def get_help_text(self):
        return _("Not your e-mail address or your name.")


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return _("Many people use this password, so it is easy to guess. Choose another one.")

    def get_help_text(self):
        return _("Not one that many people use.")


class NotFiguresAlone(password_validation.NumericPasswordValidator):
    def get_error_message(self):
        return _("This password is made of figures alone. Add letters.")

    def get_help_text(self):
        return _("Not figures alone.")
