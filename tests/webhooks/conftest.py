"""A receiver that really listens, and whoever keeps webhooks."""

import pytest

from tests import factories
from tests.webhooks.receiver import Receiver


@pytest.fixture
def keeper(db):
    return factories.user(name="keeper", is_staff=True, is_superuser=True)


@pytest.fixture
def intranet(settings):
    """Private addresses are allowed, and plain HTTP."""
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True


@pytest.fixture
def receiver(intranet):
    with Receiver() as one:
        yield one
