"""What every test shares: the shipped campaign's folder, and a campaign small enough to read at a glance."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: it is itself the root of the shipped campaign."""
    return ROOT
