"""Withdrawing: one pharmacist, at once, with a reason for colleagues and a note for the public."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.admin.road import answer, back, found, is_pharmacist
from catalog.models import Withdrawal
from catalog.refusals import Refused


class WithdrawForm(forms.ModelForm):
    class Meta:
        model = Withdrawal
        fields = ["reason", "public_note"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "public_note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "reason": gettext_lazy("For your colleagues. It is never shown to the public."),
            "public_note": gettext_lazy("Stands on the page that answers in the listing's place. Say what to do now."),
        }


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, object_id, *, model_admin):
    product = found(model_admin, request, object_id)
    if not is_pharmacist(request.user):
        raise PermissionDenied(_("Only a pharmacist may do this."))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            product.withdraw(by=request.user, **form.cleaned_data)
            return back(request, product, _("Withdrawn. The page tells the public why."))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return answer(
        model_admin, request, product, "withdraw.html", title=_("Withdraw"), form=form, is_listed=product.is_listed
    )
