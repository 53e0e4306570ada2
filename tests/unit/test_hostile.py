"""The hostile campaign attacks every free text there is; and what may not stand in a text is refused with its place."""

import csv
import io
import json
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from campaigns import AGREED, CAMPAIGN, INITIATIVE, PAGE, POSTS, UNITS, edited, problems_of, write_campaign
from hostile import FAMILIES, TODAY, Family, free_texts, hostile_files, kind_of, write_hostile
from made import together

from generator import editorial, progress, publish
from generator.load.files import STRANGE
from generator.model import CSV_RECORDS, YAML_RECORDS, PageFront, Record
from generator.parse import parse
from generator.problems import Rule
from generator.render import render
from generator.rules import check
from generator.write import write

MARKUP = '"><svg onload=pwned()>'


@pytest.mark.parametrize("family", FAMILIES)
def test_every_free_text_is_attacked(family: str) -> None:
    """Also one that is added later: then this fails until the campaign in tests/hostile.py gives its part."""
    written, planted = hostile_files(FAMILIES[family])
    attacked = {(kind_of(each.file), each.field) for each in planted if each.file != "mkdocs.yml"}
    kinds: list[type[Record]] = [*YAML_RECORDS.values(), *CSV_RECORDS.values(), PageFront]
    assert attacked == {(kind, path) for kind in kinds for path in free_texts(kind)}
    assert len(attacked) > 50
    assert {kind_of(file) for file in written if file != "mkdocs.yml"} == set(kinds)


def test_a_free_text_is_one_whose_form_nothing_prescribes() -> None:
    assert free_texts(PageFront) == {"title", "description"}
    assert {"title", "authors.role", "benefit.calculation", "photos.alt"} <= free_texts(YAML_RECORDS["initiative"])
    assert not {"id", "unit", "applied_from", "photos.file", "status"} & free_texts(YAML_RECORDS["initiative"])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_hostile_campaign_has_no_problem_and_draws_no_warning(family: str, tmp_path: Path) -> None:
    write_hostile(tmp_path, FAMILIES[family])
    parsed = parse(tmp_path)
    assert [each for each in check(parsed, TODAY) if not each.is_question] == []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write([together(render(progress.report(editorial.publish(parsed.campaign(), TODAY))))], tmp_path / "docs")
    assert (tmp_path / "docs" / "sang-kien" / "day-du" / "index.md").is_file()


class Frame(HTMLParser):
    """What in a frame or in code for one could run, load or lead elsewhere."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        has = {name: value or "" for name, value in attrs}
        self.running += [f"{tag} {name}" for name in has if name.startswith("on") or name in ("srcdoc", "data-pwned")]
        self.running += [
            f"{tag} {has[name]}" for name in ("href", "src") if has.get(name, "./").lower().startswith(NOT_WEB)
        ]
        self.running += ["script"] if tag == "script" and "src" not in has else []


NOT_WEB = ("javascript:", "data:text", "vbscript:", "//")
TEXT_ENDINGS = (".md", ".json", ".xml", ".ics", ".svg", ".csv", ".html", "_headers", ".htaccess", ".conf", ".txt")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_file_of_a_hostile_campaign_is_what_it_should_be(family: str, tmp_path: Path) -> None:
    """No line, cell, element, entry or header begins but where ours do; names and addresses of files are our own."""
    write_hostile(tmp_path, FAMILIES[family])
    outputs = list(render(progress.report(editorial.publish(parse(tmp_path).campaign(), TODAY))))
    assert {each.path for each in outputs if not re.fullmatch(r"(?!.*\.\.)[a-z0-9._][a-z0-9._/-]*", each.path)} <= {
        "_headers"
    }
    checked = Counter[str]()
    for output in outputs:
        ending = next((each for each in TEXT_ENDINGS if output.path.endswith(each)), None)
        if ending and not callable(output.content):
            content = output.content.encode() if isinstance(output.content, str) else output.content
            checked[ending] += 1
            whole(ending, content)
        elif output.path.endswith(".pdf"):  # what its code leads to is among its words
            led = {said for said in output.says if re.match(r"\w+://", said)}
            assert {each.partition(".org/")[0] for each in led} == {"https://sangkien.example"}
    assert set(checked) == set(TEXT_ENDINGS)
    archive = next(each.content for each in outputs if each.path.endswith(".zip") and callable(each.content))
    with zipfile.ZipFile(io.BytesIO(archive())) as packed:
        assert [each for each in packed.namelist() if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+\.[a-z]+", each)] == []


def whole(ending: str, content: bytes) -> None:
    """Read a file as its readers do, and find nothing but what we put there."""
    text = content.decode()
    match ending:
        case ".json":
            said = json.loads(text)
            if isinstance(said, dict) and "html" in said:
                found = Frame()
                found.feed(said["html"])
                assert (found.running, found.elements.keys() <= {"iframe", "script"}) == ([], True)
        case ".xml" | ".svg":
            ET.fromstring(text)  # noqa: S314 - made here
        case ".md":
            front = yaml.safe_load(text.split("\n---\n")[0])
            assert front["kind"]
            body = text.partition("\n---\n")[2]
            for drawing in re.findall(r"<svg\b.*?</svg>", body, re.DOTALL):
                ET.fromstring(drawing)  # noqa: S314 - as above
            found = Frame()
            found.feed(body)
            assert found.running == []
        case ".ics":
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text.replace("\r\n", ""))
            lines = content.split(b"\r\n")
            assert max(map(len, lines)) <= 75
            unfolded = text.replace("\r\n ", "").split("\r\n")
            names = {re.split("[;:]", line)[0] for line in unfolded}
            assert names <= {*ICS, ""}, names
            assert unfolded.count("BEGIN:VEVENT") == sum(line.startswith("UID:") for line in unfolded)
        case ".csv":
            cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) for cell in row]
            assert [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)] == []
        case ".html":
            found = Frame()
            found.feed(text)
            assert found.running == []
            assert not found.elements.keys() & {"iframe", "object", "embed", "form", "base"}
        case _:
            assert not re.search(r"pwned|x\d{3}x|7\*7", text), "settings of servers have no texts of editors"


ICS = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
    "DESCRIPTION", "URL", "TRANSP", "CATEGORIES", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "LAST-MODIFIED", "SEQUENCE", "STATUS", "CLASS",
    "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "LOCATION", "COLOR",
}  # fmt: skip


def test_what_nobody_sees_is_known_whole() -> None:
    """Every control, format and private character of Unicode, fillers and tags, and not what makes one of two emoji."""
    unseen = {code for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Co")}
    unseen |= {0x34F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)}
    allowed = {0x9, 0xA, 0xD}
    assert {code for code in unseen if not STRANGE.fullmatch(chr(code))} == allowed
    for shown in (
        "👨\u200d🌾",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "❤\ufe0f\u200d🔥",
        "🏳\ufe0f\u200d🌈",
        "Đổi mới",
        "Ca\u0301i",
    ):
        assert not STRANGE.search(shown), shown
    for hidden in ("a\u200d🌾", "👨\u200db", "Trư\ufe0fơng", "1\ufe0f2", "\ue000", "\U000e0041"):
        assert STRANGE.search(hidden), hidden


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\x85", "\xad", "\u200b", "\u202e", "\u2028", "\u2066", "\ufeff"]
)
def test_what_nobody_sees_is_refused_in_every_file(character: str, tmp_path: Path) -> None:
    """Control characters, bidirectional overrides and invisible spaces, in every free text at once."""
    assert STRANGE.fullmatch(character)
    planted = write_hostile(tmp_path, Family(fragments=(f"a{character}b",)))
    told = [each for each in publish.check(tmp_path, TODAY)[0] if each.rule is Rule.CONTROL_CHARACTER]
    assert {each.at.path for each in told} == {each.file for each in planted}
    assert {each.message.split()[5] for each in told} == {f"(U+{ord(character):04X}),"}
    for each in told:
        line = (tmp_path / each.at.path).read_bytes().decode().split("\n")[each.at.line - 1]
        assert character in line or json.dumps(character)[1:-1] in line


@pytest.mark.parametrize(
    ("path", "old", "rule"),
    [
        (CAMPAIGN, "thi-dua-mau", Rule.SLUG),
        (CAMPAIGN, "2022-12-31", Rule.DATE),
        (CAMPAIGN, "15:34", Rule.TIME),
        (CAMPAIGN, "30,0%", Rule.PERCENT),
        (CAMPAIGN, "#SángKiến", Rule.CHOICE),
        (CAMPAIGN, "#A63A24", Rule.COLOUR),
        (CAMPAIGN, "https://sangkien.example.org/", Rule.ADDRESS),
        (CAMPAIGN, "congdoan@example.org", Rule.ADDRESS),
        (CAMPAIGN, "submitted\nfields", Rule.CHOICE),
        (UNITS, "200", Rule.NUMBER),
        (UNITS, "province", Rule.CHOICE),
        (INITIATIVE, "declared", Rule.CHOICE),
        (INITIATIVE, "den.jpg", Rule.PHOTO_EXISTS),
        (AGREED, "unit: bac", Rule.SLUG),
        (POSTS, "https://facebook.example.org/1", Rule.ADDRESS),
        (POSTS, "sang-kien/den-tiet-kiem", Rule.ITEM_EXISTS),
    ],
)
def test_what_has_a_form_takes_no_markup(path: str, old: str, rule: Rule, tmp_path: Path) -> None:
    quoted = f'"{MARKUP.replace(chr(34), chr(34) * 2)}"' if path.endswith(".csv") else json.dumps(MARKUP)
    found, label, rest = old, "", ""
    if path == AGREED:
        label = "unit: "
    elif "\n" in old:
        rest = "\nfields"
    text = edited(path, (found, f"{label}{quoted}{rest}"))[path].replace(f'"{quoted}"', quoted)
    told = problems_of(tmp_path, {path: text})
    assert (rule, path) in {(each.rule, each.at.path) for each in told}


def test_addresses_lead_to_the_web_and_nowhere_else(tmp_path: Path) -> None:
    for number, address in enumerate(
        (
            "javascript:alert(1)",
            "data:text/html,x",
            "//x.example.org",
            'https://x"y',
            "https://x/{{7*7}}",
            "https://x/`y`",
        )
    ):
        told = problems_of(
            tmp_path / str(number),
            edited(POSTS, ("https://facebook.example.org/1", json.dumps(address).replace('\\"', '""'))),
        )
        assert [each.rule for each in told] == [Rule.ADDRESS], address


def test_a_text_that_is_too_long_is_refused_with_its_place(tmp_path: Path) -> None:
    (told,) = problems_of(tmp_path, edited(INITIATIVE, ("Đèn tiết kiệm cho nhà xưởng", "x" * 221)))
    assert (told.rule, told.at.path, told.at.line) == (Rule.TEXT_LENGTH, INITIATIVE, 2)


@pytest.mark.parametrize("broken", [b"\xff\xfe\x00", b'title: "\\ud800"', b'title: "\\x00"', b"title: \xed\xa0\x80"])
def test_bytes_that_are_no_text_are_a_problem_and_no_traceback(broken: bytes, tmp_path: Path) -> None:
    told = problems_of(tmp_path, {PAGE: b"---\n" + broken + b"\n---\n"})
    assert {each.at.path for each in told} == {PAGE}
    assert {each.rule for each in told} <= {Rule.ENCODING, Rule.YAML_SYNTAX, Rule.CONTROL_CHARACTER, Rule.FIELD_MISSING}


def test_the_settings_are_looked_at_too(tmp_path: Path) -> None:
    write_campaign(tmp_path, {"mkdocs.yml": 'site_name: "a\u202eb"\n'})
    assert [each.rule for each in publish.check(tmp_path, TODAY)[0]] == [Rule.CONTROL_CHARACTER]
