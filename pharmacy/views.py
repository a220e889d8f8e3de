"""The style guide: for those who build the site, and nobody else."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pharmacy.styleguide import specimens


@require_safe
@never_cache
def styleguide(request):
    """Every component in every state; to all but staff there is no such page, unless this is a developer's machine."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "styleguide/page.html", specimens())
