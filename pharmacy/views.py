"""The style guide, for those who build the site; and errors that no view of ours has met."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from api.problems import broken, unreadable
from pharmacy.styleguide import specimens


@require_safe
@never_cache
def styleguide(request):
    """Every component in every state; to all but staff there is no such page, unless this is a developer's machine."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "styleguide/page.html", specimens())


def bad_request(request, exception):
    """A request that could not be read, in the way of whoever asks: a page, or a problem for a program."""
    if is_of_a_program(request):
        return unreadable()
    return defaults.bad_request(request, exception)


def server_error(request):
    if is_of_a_program(request):
        return broken()
    return defaults.server_error(request)


def is_of_a_program(request) -> bool:
    return request.path_info.startswith("/api/")
