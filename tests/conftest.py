"""What every test shares: the shipped campaign's folder, its built site, and the say to accept golden files."""

from pathlib import Path

import pytest
from hypothesis import settings
from shipped import ROOT, copy_shipped

from generator import publish

settings.register_profile("steady", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="accept what the golden cases give now as what they shall give"
    )


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: it is itself the root of the shipped campaign."""
    return ROOT


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped campaign's folder, built: its docs tree is in build/docs, its site in build/site."""
    root = copy_shipped(tmp_path_factory.mktemp("shipped"))
    publish.build(root, None)
    return root


@pytest.fixture(scope="session")
def site(shipped: Path) -> Path:
    """The built site of the shipped campaign."""
    return shipped / "build" / "site"
