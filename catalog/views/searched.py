"""Views that ask the index, and what they answer where it fails them."""

from functools import wraps

from catalog import engine


def searched(view):
    """A view that asks the index: `@searched def product_list(request, reader)`.

    `reader` is what this process searches, None while there is no index. Where it fails in the midst of an answer, the
    view answers once more as where there is none. That holds for this request alone, so no cache keeps it, and it has
    no tag: with the one of a whole answer, a later request would be told that nothing has changed.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, engine.reader(), *args, **kwargs)
        except engine.Unavailable:  # damaged; another is on its way
            response = view(request, None, *args, **kwargs)
        del response["ETag"]
        response["Cache-Control"] = "no-store"
        return response

    return answer
