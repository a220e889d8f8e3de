"""What goes into caches that many people share: nothing of one visitor."""


def same_for_everybody(get_response):
    """Middleware: an answer that says "public" sets no cookie and hangs on none, whatever was wrong with the asker's.

    Without it Django answers a broken CSRF cookie with a new one on any page, which a cache could hand to everybody.
    """

    def answer(request):
        response = get_response(request)
        if "public" in response.get("Cache-Control", ""):
            response.cookies.clear()
            vary = [name.strip() for name in response.get("Vary", "").split(",")]
            kept = [name for name in vary if name and name.lower() != "cookie"]
            if kept:
                response["Vary"] = ", ".join(kept)
            elif vary != [""]:
                del response["Vary"]
        return response

    return answer


def no_body_for_head(get_response):
    """Middleware: HEAD is answered with the headers alone; a server that gets a body all the same logs each time."""

    def answer(request):
        response = get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = []
            else:
                response.headers.setdefault("Content-Length", str(len(response.content)))
                length = response["Content-Length"]
                response.content = b""
                response["Content-Length"] = length
        return response

    return answer
