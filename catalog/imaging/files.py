"""Where the files of pictures are, and a storage that never shows half of one.

`ab/…` (the first two figures of the hash) is private: the sizes and the lossless master of every picture. `public/ab/…`
holds copies of the sizes of what listings show, and is all that a web server in front may serve.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

PUBLIC = "public/"
NAME = re.compile(r"(?P<sha256>[0-9a-f]{64})-(?:\d+|master)\.[a-z]+")
PART = ".part"


class WholeFiles(FileSystemStorage):
    """A file appears under its name when it is whole and on the disk, and replaces what was there."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        part = f"{name}.{secrets.token_hex(4)}{PART}"
        try:
            super()._save(part, content)
            with open(self.path(part), "rb") as written:
                os.fsync(written.fileno())
            os.replace(self.path(part), self.path(name))
        except BaseException:
            with suppress(OSError):  # what went wrong first is what has to be told
                self.delete(part)
            raise
        return name


def file_name(sha256: str, width: int, kind: str) -> str:
    return f"{sha256[:2]}/{sha256}-{width}.{kind}"


def master_name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}-master.webp"


def public_name(name: str) -> str:
    return f"{PUBLIC}{name}"


def write(name: str, content: bytes):
    default_storage.save(name, ContentFile(content))


def read(name: str) -> bytes:
    """Raises FileNotFoundError."""
    with default_storage.open(name) as file:
        return file.read()


def listed(below: str = "") -> Iterator[tuple[str, str]]:
    """(hash, name) of every file of a picture below a folder; ("", name) of what a stopped writer left behind."""
    for folder in sorted(folders(below)):
        for file in sorted(default_storage.listdir(f"{below}{folder}")[1]):
            found = NAME.fullmatch(file)
            if found or file.endswith(PART):
                yield (found["sha256"] if found else ""), f"{below}{folder}/{file}"


def folders(below: str) -> list[str]:
    try:
        return [folder for folder in default_storage.listdir(below)[0] if re.fullmatch("[0-9a-f]{2}", folder)]
    except FileNotFoundError:
        return []
