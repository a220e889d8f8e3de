"""Choosing the language of a text by its name. What is kept is the code; any code that was kept stays."""

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

CODES = sorted((info["name"], code) for code, info in LANG_INFO.items() if "name" in info and "-" not in code)


class LanguageSelect(forms.Select):
    def __init__(self, attrs=None):
        super().__init__(
            attrs, choices=[("", _("choose a language")), *((code, f"{name} ({code})") for name, code in CODES)]
        )

    def optgroups(self, name, value, attrs=None):
        """A code that no language of the list has (pt-BR, from an import) is offered as it is."""
        groups = super().optgroups(name, value, attrs)
        known = {str(code) for code, _label in self.choices}
        for code in [code for code in value if code not in known]:
            option = self.create_option(name, code, code, True, len(groups), attrs=attrs)
            groups.append((None, [option], len(groups)))
        return groups
