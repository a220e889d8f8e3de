"""Of the many files of Swagger UI those that our page needs: no second viewer, no page of its own."""

from pathlib import Path

import drf_spectacular_sidecar
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

FILES = ("swagger-ui.css", "swagger-ui.css.map", "swagger-ui-bundle.js", "swagger-ui-bundle.js.map")
FOLDER = Path(drf_spectacular_sidecar.__file__).parent / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"


class SwaggerFinder(BaseStorageFinder):
    """They stand below swagger-ui/ among the static files."""

    storage = FileSystemStorage(location=FOLDER)
    storage.prefix = "swagger-ui"  # type: ignore[attr-defined]

    def find(self, path, find_all=False, **options):
        folder, _slash, name = path.partition("/")
        found = [str(FOLDER / name)] if folder == "swagger-ui" and name in FILES else []
        return found if find_all else (found or [None])[0]

    def list(self, ignore_patterns):
        return [(name, self.storage) for name in FILES]
