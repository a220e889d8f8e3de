import pytest

from tests.languages.site import write


@pytest.fixture
def root(tmp_path, settings):
    """A small site: a package with a module and a template, and Spanish begun."""
    root = tmp_path / "site"
    settings.BASE_DIR = root
    write(root, "shop/__init__.py", "")
    write(root, "pharmacy/locale/es/LC_MESSAGES/.keep", "")
    return root
