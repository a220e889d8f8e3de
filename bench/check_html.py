"""The Nu HTML checker over every page type, in every language. `make check-html` runs it; errors and warnings fail it.

Needs java and npm: the checker is a package of npm. Serves a demonstration site of its own; not part of CI.
"""

import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import django
from demo_site import PASSWORD, ROOT, demo_site
from django.template.loader import render_to_string
from django.utils import translation

LANGUAGES = ("", "/es", "/ar")
MEDICINE = "/products/pomalidomide-4mg-capsules/"
EVERYBODY = (
    "/",
    "/products/",
    "/products/?view=table",
    "/products/?form=tablet&letter=A",
    "/products/?q=nothing-like-this",
    MEDICINE,
    f"{MEDICINE}history/",
    f"{MEDICINE}reviews/",
    "/conditions/",
    "/conditions/multiple-myeloma/",
    "/substances/",
    "/substances/pomalidomide/",
    "/categories/",
    "/categories/cancer/",
    "/products/diclofenac-1-percent-gel/",  # withdrawn: 410
    "/no-such-page/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/inactive/",
)
CUSTOMER = (
    "/account/",
    "/account/name/",
    "/account/leave/",
    "/account/email/",
    "/account/password/change/",
    "/account/reviews/",
    f"{MEDICINE}reviews/new/",
)
SENT_EMPTY = ("/account/signup/", "/account/name/", f"{MEDICINE}reviews/new/")
STAFF = ("/styleguide/",)
# What only a failure or a breach shows, rendered without one.
FAILURES = ("400.html", "403.html", "403_csrf.html", "429.html", "500.html")
FOLDER = ROOT / "var" / "html"
CHECKER = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def main():
    require_tools()
    pages = FOLDER / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    pages.mkdir(parents=True)
    with demo_site() as address:
        for name, html in (*fetched(address), *failures()):
            (pages / f"{re.sub('[^A-Za-z0-9]+', '-', name).strip('-') or 'home'}.html").write_bytes(html)
    number = len(list(pages.iterdir()))
    command = ["java", "-jar", str(CHECKER), "--stdout", "--skip-non-html", str(pages)]
    found = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    print(found.stdout + found.stderr, end="")
    if found.returncode or found.stdout.strip():
        sys.exit(f"The checker has something to say about {number} pages in {pages}.")
    print(f"{number} pages: no error and no warning.")


def require_tools():
    """Exits with what to install where something is missing; the checker itself is fetched once."""
    missing = [name for name in ("java", "npm") if not shutil.which(name)]
    if missing:
        sys.exit(f"The checker needs {' and '.join(missing)}. On Debian: apt-get install default-jre-headless npm")
    if not CHECKER.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", FOLDER, "vnu-jar"], check=True)  # noqa: S603, S607


def fetched(address):
    """(name, bytes) of every page in every language, as everybody, a customer and staff see it."""
    for path in EVERYBODY:
        yield from spoken(Visitor(address), path)
    customer = Visitor(address, "customer")
    for path in CUSTOMER:
        yield from spoken(customer, path)
    for path in SENT_EMPTY:
        for language in LANGUAGES:
            visitor = Visitor(address) if "signup" in path else customer
            yield f"{language}{path} with errors", visitor.send(f"{language}{path}", {})
    editor = Visitor(address, "editor")
    for path in STAFF:
        yield from spoken(editor, path)


def spoken(visitor, path):
    for language in LANGUAGES:
        yield f"{language}{path}", visitor.fetch(f"{language}{path}")


def failures():
    """(name, bytes) of the pages that no request of a visitor reaches."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "pharmacy.settings", "VAR_DIR": str(ROOT / "var" / "bench")}
    sys.path.insert(0, str(ROOT))
    django.setup()
    for language in LANGUAGES:
        with translation.override(language.strip("/") or "en"):
            for template in FAILURES:
                yield f"{language}/{template}", render_to_string(template).encode()


class Visitor:
    """Somebody with a cookie jar of their own, signed in where a name is given."""

    def __init__(self, address: str, name: str = ""):
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        if name:
            self.send("/account/login/", {"login": name, "password": PASSWORD})

    def fetch(self, path: str, data: bytes | None = None) -> bytes:
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})  # noqa: S310
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:  # error pages are pages too
            return error.read()

    def send(self, path: str, values: dict) -> bytes:
        token = TOKEN.search(self.fetch(path).decode())
        values = values | {"csrfmiddlewaretoken": token[1] if token else ""}
        return self.fetch(path, urllib.parse.urlencode(values).encode())


if __name__ == "__main__":
    main()
