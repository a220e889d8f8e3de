"""How allauth makes our accounts."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request, user):
        # A name made from the address would carry the address into every place that shows the name.
        user.username = f"customer-{secrets.token_hex(6)}"

    def save_user(self, request, user, form, commit=True):
        user.display_name = form.cleaned_data["display_name"]
        return super().save_user(request, user, form, commit)
