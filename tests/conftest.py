"""What every test shares: the shipped campaign's folder, its built site, and the say to accept golden files."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_ident

import pytest
from hypothesis import settings
from shipped import ROOT, built_once, copy_shipped

from generator import publish
from generator.render.press import Sheet

settings.register_profile("steady", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="accept what the golden cases give now as what they shall give"
    )


@pytest.fixture(scope="session", autouse=True)
def drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Draw each sheet once in a run of all tests: hundreds of small campaigns have the same ones.

    A sheet's digest is of all that its looks depend on; tests/unit/test_press.py and test_cards.py hold it to that.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "drawn"  # workers share one
    folder.mkdir(exist_ok=True)

    def kept(name: str, make: Callable[[], bytes]) -> bytes:
        path = folder / name
        if not path.is_file():
            part = path.with_name(f"{name}.{os.getpid()}.{get_ident()}")
            part.write_bytes(make())
            part.replace(path)
        return path.read_bytes()

    image, pdf = Sheet.image, Sheet.pdf
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sheet, "image", lambda sheet: kept(sheet.digest, lambda: image(sheet)))
        patch.setattr(Sheet, "pdf", lambda sheet, day: kept(f"{sheet.digest}-{day}", lambda: pdf(sheet, day)))
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: it is itself the root of the shipped campaign."""
    return ROOT


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped campaign's folder, built: its docs tree is in build/docs, its site in build/site."""
    return built_once(tmp_path_factory, "shipped", lambda root: publish.build(copy_shipped(root), None))


@pytest.fixture(scope="session")
def site(shipped: Path) -> Path:
    """The built site of the shipped campaign."""
    return shipped / "build" / "site"
