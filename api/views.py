"""The address that all others build on: who asks, in which language, with which parameters, and how errors are told."""

import math

from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.exceptions import AuthenticationFailed, MethodNotAllowed
from rest_framework.response import Response
from rest_framework.views import APIView

from api.bearer import BearerKey
from api.fair_use import FairUse
from api.parameters import Nothing, Parameters
from api.problems import Problem
from catalog.refusals import EditConflict, Refused, TooOften


class ApiView(APIView):
    """`asks` says by method which parameters it takes; what is not named takes none. `self.asked` are their values."""

    authentication_classes = [BearerKey]
    permission_classes: list = []
    throttle_classes = [FairUse]
    asks: dict[str, type[Parameters]] = {}
    unknown = "Send a key (Authorization: Bearer …)."  # said to somebody whom nobody knows

    def initial(self, request, *args, **kwargs):
        """A method that there is not is that to everybody, signed in or not."""
        translation.activate(language_of(request))
        if self.verb_of(request) is None:
            raise MethodNotAllowed(request.method)
        if request.method == "OPTIONS":
            return
        if request.method in ("GET", "HEAD"):
            forget_conditions_of_writers(request)
        super().initial(request, *args, **kwargs)
        method = "GET" if request.method == "HEAD" else request.method
        self.asked = self.asks.get(method, Nothing).read(request.query_params)

    def verb_of(self, request):
        known = request.method.lower() in self.http_method_names
        return getattr(self, request.method.lower(), None) if known else None

    def options(self, request, *args, **kwargs):
        """Which methods there are stands in Allow, as in every answer."""
        return Response(status=204)

    def perform_authentication(self, request):
        """Whoever is refused has asked, too: else somebody could try keys as often as they like."""
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise

    def permission_denied(self, request, message=None, code=None):
        self.check_throttles(request)
        super().permission_denied(request, message, code)

    def throttled(self, request, wait):
        seconds = math.ceil(wait or 0)
        raise Problem(
            429, _("Too many requests. Try again in %(seconds)d seconds.") % {"seconds": seconds}, wait=seconds
        )

    def handle_exception(self, error):
        return super().handle_exception(as_problem(error) if isinstance(error, Refused) else error)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response["Content-Language"] = translation.get_language()
        patch_vary_headers(response, ["Accept-Language"])
        return response


class NotThere(ApiView):
    """Every address below /api/ that is none."""

    def initial(self, request, *args, **kwargs):
        translation.activate(language_of(request))
        ending = "" if request.path.endswith("/") else _(" Addresses of the API end with a slash.")
        raise Problem(404, _("There is no such address.") + ending)


def as_problem(refusal: Refused) -> Problem:
    """What a verb refused, in its own words."""
    if isinstance(refusal, TooOften):
        return Problem(429, str(refusal), wait=refusal.wait)
    if isinstance(refusal, EditConflict):
        return Problem(412, str(refusal), seen=refusal.seen, current=refusal.current)
    return Problem(409, str(refusal))


def forget_conditions_of_writers(request):
    """Who reads overwrites nothing; Django would answer 412 without a word."""
    for header in ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"):
        request.META.pop(header, None)


def language_of(request) -> str:
    """The first language of Accept-Language that the site speaks, or its own."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return translation.get_supported_language_variant("en")
