"""Webhooks in the admin: who is told what, and the verbs, each with its button. A secret is shown once."""

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from catalog.models import Change
from catalog.refusals import Refused
from webhooks.admin.forms import WebhookForm
from webhooks.models import Webhook

ACTS = ("pause", "resume", "test", "secret")
SHOWN = 50  # characters of an address in the list: its page shows all of it


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    list_display = ["name", "where", "what", "state", "last_delivered", "waiting"]
    list_per_page = 50
    actions = None

    def has_keep_permission(self, request):
        return request.user.has_perm("webhooks.keep_webhook")

    def has_add_permission(self, request):
        return self.has_keep_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.has_keep_permission(request) or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.has_keep_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).measured()

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [path(f"<number:key>/{act}/", wrap(getattr(self, act)), name=f"webhooks_webhook_{act}") for act in ACTS]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def where(self, webhook):
        return Truncator(webhook.address).chars(SHOWN)

    @admin.display(description=gettext_lazy("what it is told"))
    def what(self, webhook):
        return ", ".join(str(Change.Kind(kind).label) for kind in webhook.kinds)

    @admin.display(description=gettext_lazy("state"))
    def state(self, webhook):
        return _("paused") if webhook.paused_at else _("in use")

    @admin.display(description=gettext_lazy("last delivered"))
    def last_delivered(self, webhook):
        return webhook.last_delivered_at

    @admin.display(description=gettext_lazy("waiting"))
    def waiting(self, webhook):
        return webhook.waiting

    # Pages

    def add_view(self, request, form_url="", extra_context=None):
        self.require_keeper(request)
        form = WebhookForm(request.POST if request.method == "POST" else None)
        made = self.kept(form, lambda values: Webhook.add(by=request.user, **values))
        if made is None:
            return self.page(request, "form", title=_("Add a webhook"), form=form)
        webhook, secret = made
        self.note(request, webhook, ADDITION, _("Added"))
        return self.shown_once(request, webhook, secret)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        webhook = self.found(request, object_id)
        if request.method == "POST":
            self.require_keeper(request)
        if not self.has_keep_permission(request):
            return self.page(request, "read", title=webhook.name, webhook=webhook)
        typed = {"name": webhook.name, "address": webhook.address, "kinds": webhook.kinds}
        form = WebhookForm(request.POST if request.method == "POST" else None, initial=typed)
        name = webhook.name
        if self.kept(form, lambda values: webhook.change(by=request.user, **values) or webhook) is None:
            return self.page(request, "form", title=name, form=form, webhook=webhook)
        self.note(request, webhook, CHANGE, _("Changed"))
        messages.success(request, _("The webhook is saved."))
        return self.back(webhook)

    # Verbs

    def pause(self, request, key):
        return self.done(request, key, "pause", _("Paused: nothing is made and nothing is sent."))

    def resume(self, request, key):
        return self.done(request, key, "resume", _("It goes on where it stood."))

    def test(self, request, key):
        return self.done(
            request, key, "send_test", _("A test message is on its way. The deliveries say what becomes of it.")
        )

    @method_decorator(require_POST)
    def secret(self, request, key):
        webhook = self.found(request, key)
        secret = webhook.renew_secret(by=request.user)
        self.note(request, webhook, CHANGE, _("Renewed the secret"))
        return self.shown_once(request, webhook, secret)

    @method_decorator(require_POST)
    def done(self, request, key, verb, said):
        webhook = self.found(request, key)
        try:
            getattr(webhook, verb)(by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            self.note(request, webhook, CHANGE, said)
            messages.success(request, said)
        return self.back(webhook)

    # Parts

    def require_keeper(self, request):
        if not self.has_keep_permission(request):
            raise PermissionDenied

    def found(self, request, key) -> Webhook:
        if not self.has_view_permission(request):
            raise PermissionDenied
        webhook = self.get_object(request, str(key))
        if webhook is None:
            raise Http404
        return webhook

    def kept(self, form, keep):
        """What the verb returns; None where there is nothing to keep, or the form says why not."""
        if not form.is_valid():
            return None
        try:
            return keep(form.cleaned_data)
        except ValidationError as error:
            form.take(error.message_dict)
            return None

    def note(self, request, webhook, flag, said):
        (self.log_addition if flag == ADDITION else self.log_change)(request, webhook, said)

    def back(self, webhook) -> HttpResponseRedirect:
        return redirect("admin:webhooks_webhook_change", webhook.pk)

    def shown_once(self, request, webhook, secret):
        return self.page(request, "secret", title=_("The secret"), webhook=webhook, secret=secret)

    def page(self, request, name, *, title, **context):
        request.current_app = self.admin_site.name
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "acts": ACTS}
        if webhook := context.get("webhook"):
            context["state"], context["what"] = self.state(webhook), self.what(webhook)
            context["deliveries"] = f"{reverse('admin:webhooks_delivery_changelist')}?webhook__id__exact={webhook.pk}"
        return TemplateResponse(request, f"admin/webhooks/webhook/{name}.html", context)
