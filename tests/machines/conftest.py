import pytest

from tests.machines.reading import Page


@pytest.fixture
def read(client):
    """`read("/products/")` is that page, taken apart."""

    def read(address, status=200) -> Page:
        response = client.get(address)
        assert response.status_code == status, address
        return Page.of(response)

    return read
