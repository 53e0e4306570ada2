"""What `make bench` measures is a campaign that an editor could have made: without a problem, and built in full."""

from pathlib import Path

import pytest
from bench.maker import Photos, Size, make
from bench.stages import ours

from generator import rules
from generator.parse import parse

SMALL = Size(initiatives=20, people=20, units=18, snapshots=3)


@pytest.mark.parametrize("photos", ["shared", "each"])
def test_a_synthetic_campaign_has_no_problem(tmp_path: Path, repository: Path, photos: Photos) -> None:
    size = Size(initiatives=20, people=20, units=18, snapshots=3, photos=photos)
    parsed = parse(make(tmp_path / "campaign", repository, size))
    assert parsed.charter is not None
    assert parsed.charter.frozen_on is not None
    assert rules.check(parsed, parsed.charter.frozen_on) == ()
    assert (len(parsed.initiatives), len(parsed.people), len(parsed.units)) == (20, 20, 18)
    assert len({picture.digest for picture in parsed.pictures.values()}) == 12 + (20 if photos == "each" else 12)


def test_it_builds_a_page_for_every_initiative_and_named_person(tmp_path: Path, repository: Path) -> None:
    ours(make(tmp_path / "campaign", repository, SMALL), tmp_path / "docs")
    pages = [
        path.parent.parent.name
        for path in (tmp_path / "docs").rglob("*.md")
        if len(path.relative_to(tmp_path / "docs").parts) == 3
    ]
    assert pages.count("sang-kien") == 20
    assert pages.count("guong-sang") == 19  # one person in twenty has not agreed to be named


def test_the_same_size_gives_the_same_bytes(tmp_path: Path, repository: Path) -> None:
    one, other = (make(tmp_path / name, repository, SMALL) for name in ("one", "other"))
    first = {path.relative_to(one): path.read_bytes() for path in one.rglob("*") if path.is_file()}
    again = {path.relative_to(other): path.read_bytes() for path in other.rglob("*") if path.is_file()}
    assert first == again
