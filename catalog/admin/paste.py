"""Paste a page: a supplier's page as text becomes a draft, and every line says where it went."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.importing import LIMIT
from catalog.importing.drafting import import_page
from catalog.refusals import Refused


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("Plain text, Markdown or HTML, with its headings."),
    )
    page = forms.FileField(label=gettext_lazy("or a file"), required=False)

    def clean_page(self):
        page = self.cleaned_data["page"]
        if page and page.size > LIMIT:
            raise forms.ValidationError(_("The file is larger than 1 MB, which no product page is."))
        return page

    def clean(self):
        values = super().clean()
        if not self.errors and bool(values.get("page")) == bool((values.get("text") or "").strip()):
            raise forms.ValidationError(_("Paste the page, or choose a file: one of the two."))
        return values

    def source(self) -> bytes:
        page = self.cleaned_data["page"]
        return page.read() if page else self.cleaned_data["text"].encode()


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request, *, model_admin):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form, result = PasteForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            result = import_page(form.source(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    request.current_app = model_admin.admin_site.name
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Paste a page"),
        "opts": model_admin.opts,
        "form": form,
        "result": result,
    }
    return TemplateResponse(request, "admin/catalog/product/paste.html", context)
