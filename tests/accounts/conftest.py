import pytest
from django.utils import timezone


@pytest.fixture
def later(time_machine):
    """`later(seconds)` moves the clock; until then it stands still."""
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine.shift


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """`with after_commit():` what waits for the end of the transaction is done, as it is outside of a test."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
