"""Signing: the pharmacist reads exactly what will be public, gives the password again, and signs or sends back."""

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from catalog import content, listing_checks
from catalog.admin import page_order
from catalog.admin.road import answer, back, changes, found, is_pharmacist, touched
from catalog.models import Submission
from catalog.refusals import Refused


class SignForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput)
    submission = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("Asked again, so that nobody signs from a screen that you left open."),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        """Wrong guesses are counted where allauth counts those of its own pages."""
        password = self.cleaned_data["password"]
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise forms.ValidationError(_("Too many attempts. Wait a few minutes, then try again."))
        if not self.request.user.check_password(password):
            raise forms.ValidationError(_("This is not your password. Nothing has been signed."))
        return password


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What has to change"),
        max_length=Submission._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The editor sees your reason."),
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, object_id, *, model_admin):
    product = found(model_admin, request, object_id)
    require_pharmacist(request)
    form = SignForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            read = form.cleaned_data
            publication = product.publish(by=request.user, digest=read["digest"], submission_read=read["submission"])
            return back(
                request, product, _("Signed. Version %(number)s is public now.") % {"number": publication.number}
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return reading(model_admin, request, product, form, SendBackForm())


@require_POST
def send_back(request, object_id, *, model_admin):
    product = found(model_admin, request, object_id)
    require_pharmacist(request)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            product.send_back(by=request.user, reason=form.cleaned_data["reason"])
            return back(request, product, _("Sent back. The editor sees your reason."))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return reading(model_admin, request, product, SignForm(request=request), form)


def reading(model_admin, request, product, form, send_back_form):
    """The page to read. The digest in the form is always that of the text that stands on this very page."""
    values = product.snapshot()
    digest = content.digest(values)
    waiting = product.submissions.waiting().select_related("submitted_by").first()
    messages = {finding.id: finding.message for finding in listing_checks.run(values)}
    return answer(
        model_admin,
        request,
        product,
        "sign.html",
        title=_("Read and sign"),
        form=form,
        send_back_form=send_back_form,
        waiting=waiting,
        acknowledged=[messages.get(key, key) for key in waiting.acknowledged] if waiting else [],
        digest=digest,
        parts=changes(product, values),
        spelled=page_order.spelled(values),
        pictures=page_order.pictures(values),
        touched=touched(product, request.user),
    )


def require_pharmacist(request):
    if not is_pharmacist(request.user):
        raise PermissionDenied(_("Only a pharmacist may do this."))
