"""Languages: the address says which, and nothing else does.

English has no prefix; every other language is a folder in `pharmacy/locale` and the first part of an address,
`/es/products/…`. Caches may hold any page: none depends on what a browser prefers (see also docs/languages.md).
"""

from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import get_language_from_path


def language_of_path(get_response):
    """Middleware: speak the language of the address while a request is answered."""

    def answer(request):
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            return get_response(request)

    return answer


def in_language(path: str, language: str) -> str:
    """The same page in another language: "/es/products/", "ar" → "/ar/products/". English takes the prefix away.

    Where a page leads on to another, by `next`, that is the same page in the other language, too.
    """
    path, _mark, asked = path.partition("?")
    if asked:
        query = QueryDict(asked, mutable=True)
        onward = str(query.get("next", ""))
        if onward.startswith("/"):
            query["next"] = in_language(onward, language)
        return f"{in_language(path, language)}?{query.urlencode(safe='/')}"
    prefix = get_language_from_path(path)
    plain = path.removeprefix(f"/{prefix}") if prefix else path
    return plain if language == settings.LANGUAGE_CODE else f"/{language}{plain}"
