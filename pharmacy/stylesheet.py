"""One stylesheet over the wire: at collectstatic the files that site.css imports are written into it.

People read and change one file a component; a telephone on a slow line fetches one file, not thirty-five in a chain.
"""

import re

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("pharmacy/css/site.css", "pharmacy/css/admin.css")
IMPORT = re.compile(r'@import url\("(?P<file>[\w.-]+)"\) layer\((?P<layer>[\w-]+)\)(?P<media>[^;]*);')
COMMENT = re.compile(r"/\*.*?\*/", re.S)


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths, dry_run=False, **options):
        for sheet in SHEETS:
            if sheet in paths and not dry_run:
                with open(self.path(sheet), "w", encoding="utf-8") as out:
                    out.write(inlined(sheet, paths))
                paths = paths | {sheet: (self, sheet)}  # hash what was written, not its source
        yield from super().post_process(paths, dry_run=dry_run, **options)


def inlined(sheet: str, paths) -> str:
    """The sheet with every layered import of its own folder replaced by that file's rules."""
    folder = sheet.rpartition("/")[0]

    def rules(match):
        file = source(f"{folder}/" + match["file"], paths)
        text = f"@layer {match['layer']} {{\n{file}\n}}"
        media = match["media"].strip()
        return f"@media {media} {{\n{text}\n}}" if media else text

    return IMPORT.sub(rules, source(sheet, paths))


def source(name: str, paths) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return COMMENT.sub("", file.read().decode())
