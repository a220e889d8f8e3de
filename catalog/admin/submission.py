"""Check and submit: what stands in the way, what has to be acknowledged, what changed, and a note."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog import content, listing_checks
from catalog.admin.road import answer, back, changes, found
from catalog.models import Submission
from catalog.refusals import Refused


class SubmitForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput)
    acknowledged = forms.MultipleChoiceField(
        label=gettext_lazy("I have read these warnings"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("What changed and why"),
        max_length=Submission._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The pharmacist reads it first, and it stays in the record of the publication."),
    )

    def __init__(self, *args, warnings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].choices = [(finding.id, finding.message) for finding in warnings]

    def clean_acknowledged(self):
        ticked = self.cleaned_data["acknowledged"]
        if len(ticked) < len(self.fields["acknowledged"].choices):
            raise forms.ValidationError(_("Read each warning and tick it before you go on."))
        return ticked


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, object_id, *, model_admin):
    product = found(model_admin, request, object_id, "catalog.submit_product")
    values = product.snapshot()
    findings = listing_checks.run(values)
    digest, warnings = content.digest(values), [finding for finding in findings if not finding.is_error]
    form = SubmitForm(request.POST or None, initial={"digest": digest}, warnings=warnings)
    if request.method == "POST" and form.is_valid():
        try:
            product.submit(by=request.user, **form.cleaned_data)
            return back(request, product, _("Submitted. A pharmacist can sign it now."))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()
            form.data["digest"] = digest
    return answer(
        model_admin,
        request,
        product,
        "submit.html",
        title=_("Check and submit"),
        form=form,
        errors=[finding for finding in findings if finding.is_error],
        warnings=warnings,
        parts=changes(product, values),
        waiting=product.waiting_submission,
    )
