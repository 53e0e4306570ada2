"""What every test shares: the shipped campaign's folder, its built site, and the say to accept golden files."""

import shutil
from pathlib import Path

import pytest

from generator import publish

ROOT = Path(__file__).resolve().parent.parent

SHIPPED = ("data", "content", "overrides", "mkdocs.yml")
"""What the shipped campaign is made of, in the checkout."""


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


def copy_shipped(root: Path) -> Path:
    """Copy what the shipped campaign is made of into `root`; returns it."""
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy2(source, root / name)
    return root
