import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale

try:
    from pharmacy.messages import batches, catalogues, faults, sources
except ModuleNotFoundError as error:
    if not (error.name or "").startswith("babel"):
        raise
    BABEL = False
else:
    BABEL = True


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to the code, and compile them; see docs/languages.md."
    requires_system_checks = []

    def add_arguments(self, parser):
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--check", action="store_true", help="change nothing; list every fault and fail where one is")
        act.add_argument("--new", metavar="LANGUAGE", help="begin a language: an empty catalogue")
        act.add_argument("--missing", metavar="LANGUAGE", help="print what waits for a translator, as lines of JSON")
        act.add_argument("--fill", nargs=2, metavar=("LANGUAGE", "FILE"), help="take translations, as lines of JSON")

    def handle(self, *, check, new, missing, fill, **options):
        if not BABEL:
            raise CommandError("This needs Babel, which is installed for development: `make messages` brings it.")
        root = Path(settings.BASE_DIR)
        if check:
            self.check_all(root)
        elif new:
            self.update(root, begun(root, new))
        elif missing:
            for line in batches.waiting(catalogues.read(root, known(root, missing))):
                self.stdout.write(line)
        elif fill:
            self.fill(root, known(root, fill[0]), Path(fill[1]))
        else:
            for language in catalogues.languages(root):
                self.update(root, language)

    def check_all(self, root):
        entries, wrong = sources.collect(root)
        for language in catalogues.languages(root):
            wrong += faults.of_language(root, language, entries)
        for fault in wrong:
            self.stdout.write(str(fault))
        if wrong:
            raise CommandError(f"{len(wrong)} faults in the translations.")
        self.stdout.write(f"{len(entries)} strings in {len(catalogues.languages(root))} languages: no fault.")

    def update(self, root, language):
        entries = readable(root)
        with held(root, language):
            catalog = catalogues.updated(catalogues.read(root, language), entries)
            catalogues.write(root, catalog)
        waiting = sum(1 for _line in batches.waiting(catalog))
        self.stdout.write(f"{language}: {len(catalog)} strings, {waiting} of them wait for a translator.")

    def fill(self, root, language, file):
        with held(root, language):
            catalog = catalogues.read(root, language)
            filled, wrong = batches.fill(catalog, file.read_text(encoding="utf-8").split("\n"))
            for fault in wrong:
                self.stdout.write(fault)
            if wrong:
                raise CommandError(f"{len(wrong)} faults: nothing is written. Correct the file and give it again.")
            catalogues.write(root, catalog)
        self.stdout.write(f"{language}: {filled} translations taken.")


def readable(root):
    """The strings of the code. CommandError where one of them could never be found in a catalogue."""
    entries, wrong = sources.collect(root)
    if wrong:
        raise CommandError("\n".join(["Strings that gettext cannot read:", *map(str, wrong)]))
    return entries


def known(root, language):
    if language not in catalogues.languages(root):
        raise CommandError(f"There is no folder {catalogues.LOCALE}/{language}; --new {language} makes one.")
    return language


def begun(root, code):
    """A new folder for the language of this code ("pt-br" → pt_BR)."""
    if "name_local" not in LANG_INFO.get(code, {}):
        raise CommandError(f"Django knows no language {code!r}; see django.conf.locale.LANG_INFO.")
    language = to_locale(code)
    if code == settings.LANGUAGE_CODE or language in catalogues.languages(root):
        raise CommandError(f"{code} is there already.")
    return language


@contextmanager
def held(root: Path, language: str) -> Iterator[None]:
    """Two translators who fill one catalogue at once wait for each other, so that neither undoes the other's work."""
    path = catalogues.po_file(root, language).parent
    path.mkdir(parents=True, exist_ok=True)
    folder = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
