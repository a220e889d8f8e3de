"""What is said when something fails: in the language of the address, and standing alone where it has to."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client
from django.urls import path

from pharmacy.urls import urlpatterns as real


def failing(error):
    def view(request, **kwargs):
        raise error

    return view


FAILURES = {"bad": BadRequest(), "forbidden": PermissionDenied(), "broken": RuntimeError("A test breaks this page.")}
urlpatterns = [path(f"{prefix}{name}/", failing(error)) for prefix in ("", "ar/") for name, error in FAILURES.items()]
urlpatterns += real


@pytest.fixture
def failing_site(settings, db):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("name", "status"), [("bad", 400), ("forbidden", 403), ("broken", 500), ("missing", 404)])
@pytest.mark.parametrize(
    ("prefix", "language"), [("", '<html lang="en" dir="ltr">'), ("/ar", '<html lang="ar" dir="rtl">')]
)
def test_a_failure_speaks_the_language_of_its_address(failing_site, name, status, prefix, language):
    response = failing_site.get(f"{prefix}/{name}/")

    assert response.status_code == status
    html = response.content.decode()
    assert language in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'class="masthead__name" href="{prefix}/"' in html


def test_the_page_of_a_failure_reads_no_row(failing_site, django_assert_num_queries):
    with django_assert_num_queries(0):
        failing_site.get("/broken/")


def test_a_form_without_its_token_says_that_nothing_was_saved(db):
    response = Client(enforce_csrf_checks=True).post("/es/account/login/", {"login": "a"})

    assert response.status_code == 403
    assert '<html lang="es" dir="ltr">' in response.content.decode()
