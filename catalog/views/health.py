"""For machines: is the process up, is it ready to serve."""

from django.db import DatabaseError
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.models import Clock


@require_safe
@never_cache
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """Ready once the database answers and is migrated: the clock's row is there."""
    try:
        tick = Clock.objects.values_list("tick", flat=True).get(id=1)
    except (DatabaseError, Clock.DoesNotExist):
        return HttpResponse("not ready\n", content_type="text/plain", status=503)
    return HttpResponse(f"ready at tick {tick}\n", content_type="text/plain")
