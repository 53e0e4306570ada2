"""A campaign that is as unlike the shipped one as can be: nothing of the shipped one is in it, nor in the program.

Another industry, valid initiatives counted, other fields and colours, units of one level, no people, no initiatives.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator import contents, founding, publish
from generator.inventory import record_of
from generator.parse import parse

REPOSITORY = Path(__file__).resolve().parents[2]

# What the shipped campaign calls its own is also said of any: kinds of bodies and of work, abbreviations.
LANGUAGE = frozenset(
    {
        "công thương", "giáo dục", "huyện, thành phố", "kcn", "nghiên cứu", "số liệu minh họa", "thủy sản", "toàn tỉnh",
        "tổng cộng", "viên chức", "y tế",
    }
)  # fmt: skip

ANSWERS = {
    "name": "Thi đua “Lò sâu, ý hay” 2030",
    "short_name": "Lò sâu, ý hay",
    "organiser": "Công đoàn ngành Mỏ",
    "email": "thidua@mo.example.org",
    "start": "01/03/2030",
    "end": "30/11/2030",
    "target": "90",
    "site_url": "https://mo.example.org/y-hay/",
    "primary": "#0b5d4e",
    "units": "Công đoàn mỏ Đông; tay=Công đoàn mỏ Tây",
}
FIELDS = """\
fields:
  - id: "ham-lo"
    name: "Hầm lò"
  - id: "lo-thien"
    name: "Lộ thiên"
sectors:
  - id: "khai-thac"
    name: "Khai thác than"
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the other campaign, built."""
    root = tmp_path_factory.mktemp("other") / "mo"
    founding.found(root, ANSWERS)
    for name in ("initiatives", "people"):
        for path in (root / "data" / name).iterdir():
            path.unlink()
    charter = root / "data" / "campaign.yml"
    told = charter.read_text("utf-8").replace('counting: "submitted"', 'counting: "valid"')
    charter.write_text(re.sub(r"fields:.*?(?=milestones:)", FIELDS, told, flags=re.DOTALL), "utf-8")
    publish.build(root, date(2030, 4, 2))
    return root


@cache
def shipped_words() -> frozenset[str]:
    """What the shipped campaign calls itself, its units, fields, people and initiatives; in lower case."""
    parsed = parse(REPOSITORY)
    charter = parsed.charter
    assert charter
    found: list[str | None] = [
        charter.id, charter.name, charter.short_name, charter.organiser.name, charter.organiser.email,
        charter.illustrative, "Ninh Thuận", "Ninh Thuan", "ninh-thuan", "NinhThuan",
        charter.brand.primary, charter.brand.accent, *charter.hashtags,
    ]  # fmt: skip
    found += [text for each in charter.fields for text in (each.id, each.name, each.description)]
    found += [text for each in charter.sectors for text in (each.id, each.name)]
    found += [text for each in charter.milestones for text in (each.title, each.source)]
    found += [each.source for each in charter.declared]
    found += [text for each in parsed.units for text in (each.id, each.name, each.short_name, *each.aliases)]
    found += [text for each in parsed.people for text in (each.id, each.name)]
    found += [text for each in parsed.initiatives for text in (each.id, each.title)]
    return frozenset(text.lower() for text in found if text) - LANGUAGE


def said_of_shipped(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Where `texts`, each with its place, say a word of the shipped campaign."""
    words = "|".join(sorted(map(re.escape, shipped_words()), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    for place, text in texts:
        yield from (f"{place}: {each}" for each in sorted(set(pattern.findall(text.lower()))))


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that can be read in a folder's files: names, texts, PDF, archives, workbooks, notes in pictures."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            for told in contents.texts(path.relative_to(folder).as_posix(), path.read_bytes()):
                yield told.path, told.text


def test_the_words_sought_are_those_of_the_shipped_campaign() -> None:
    assert len(shipped_words()) > 150
    found = set(said_of_shipped([("a", "Ở Ninh Hải, chị Lê Thị Hồng Thắm; #A63A24; phan-rang-thap-cham")]))
    assert found == {"a: ninh hải", "a: lê thị hồng thắm", "a: #a63a24", "a: phan-rang-thap-cham"}


def test_nothing_of_the_shipped_campaign_is_in_another_ones_site(other: Path) -> None:
    site = other / "build" / "site"
    pages = [path for path in site.rglob("index.html") if "Lò sâu, ý hay" in path.read_text("utf-8")]
    assert len(pages) > 20
    assert list(said_of_shipped(files(site))) == []


def test_nothing_of_it_is_in_what_was_drawn_either(other: Path) -> None:
    drawn = record_of(other / "build" / "docs").read_text("utf-8")
    assert "công đoàn mỏ đông" in drawn.lower()
    assert list(said_of_shipped([("drawn", drawn)])) == []


def test_nothing_of_it_is_in_the_program_and_the_theme() -> None:
    for name in ("generator", "overrides"):
        assert list(said_of_shipped(files(REPOSITORY / name))) == []


def test_the_other_campaign_counts_what_it_says(other: Path) -> None:
    home = (other / "build" / "site" / "index.html").read_text("utf-8")
    assert "18" in re.sub(r"<[^>]*>", " ", home)  # a fifth of the target is recognised; three tenths were submitted
    assert "được công nhận" in home
    [brand] = (other / "build" / "site" / "assets").glob("*/brand.css")
    assert "--sk-brand: #0b5d4e" in brand.read_text("utf-8")
