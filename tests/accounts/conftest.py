import pytest
from django.utils import timezone


@pytest.fixture
def later(time_machine):
    """`later(seconds)` moves the clock; until then it stands still."""
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine.shift
