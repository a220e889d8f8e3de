"""A small site to gather strings from: each test writes its own files."""


def write(root, file, text):
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def python(root, text):
    write(root, "shop/words.py", "from django.utils.translation import gettext as _, ngettext, pgettext\n" + text)


def template(root, text):
    write(root, "shop/templates/shop/page.html", text)
