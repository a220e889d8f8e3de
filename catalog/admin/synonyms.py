"""Synonyms: what search takes for the same. Nothing here is signed, and a change counts for the next search."""

from urllib.parse import urlencode

from django.conf.locale import LANG_INFO
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.fields import OVERRIDES
from catalog.admin.languages import LanguageSelect
from catalog.admin.seen import KeepsWhatWasSeen
from catalog.models import SynonymGroup
from catalog.models.synonyms import MOST

NAMED = 5  # so many other groups are named where they share a word
ANY = "any"


class LanguageFilter(admin.SimpleListFilter):
    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        codes = SynonymGroup.objects.exclude(language="").order_by("language").values_list("language", flat=True)
        return [(ANY, all_languages()), *((code, named(code)) for code in codes.distinct())]

    def queryset(self, request, queryset):
        value = self.value()
        return queryset if value is None else queryset.filter(language="" if value == ANY else value)


@admin.register(SynonymGroup)
class SynonymGroupAdmin(KeepsWhatWasSeen, admin.ModelAdmin):
    fields = ("words", "kind", "language", "note")
    formfield_overrides = OVERRIDES
    list_display = ("all_words", "kind", "language_name")
    list_filter = ("kind", LanguageFilter)
    list_per_page = 50
    search_fields = ("words", "note")
    actions = None

    @admin.display(description=gettext_lazy("words"), ordering="words")
    def all_words(self, group):
        return " = ".join(group.phrases)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_name(self, group):
        return named(group.language)

    @admin.display(description=gettext_lazy("what they find"))
    def searches(self, group):
        """Each phrase leads to the public's own search for it."""
        rows = ((f"{reverse('catalog:product_list')}?{urlencode({'q': phrase})}", phrase) for phrase in group.phrases)
        return format_html_join(" · ", '<a href="{}">{}</a>', rows)

    def get_fields(self, request, obj=None):
        return (*self.fields, "searches") if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ("searches",) if obj else ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "words":
            field.widget.attrs |= {"rows": min(MOST, 10), "dir": "auto"}
        elif db_field.name == "language":
            field.widget = LanguageSelect()
            field.widget.choices = [("", all_languages()), *field.widget.choices[1:]]
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Under lock from the comparison of versions until the verb is done."""
        with transaction.atomic():
            if object_id and request.method == "POST" and (group := self.get_object(request, unquote(object_id))):
                SynonymGroup.objects.select_for_update(no_key=True).filter(pk=group.pk).first()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if shared := obj.also_in():
            messages.warning(request, also_in(shared))


def also_in(shared) -> str:
    """Not wrong, but seldom meant: the phrase finds what belongs to either group."""
    named_groups = [f"“{phrase}” ({group})" for phrase, group in shared[:NAMED]]
    more = " …" if len(shared) > NAMED else ""
    sentence = _(
        "Other groups hold a word of this one: %(groups)s. Whoever searches for it finds what belongs to each."
    )
    return sentence % {"groups": ", ".join(named_groups) + more}


def all_languages() -> str:
    return _("all languages")


def named(code: str) -> str:
    return LANG_INFO.get(code, {}).get("name", code) if code else all_languages()
