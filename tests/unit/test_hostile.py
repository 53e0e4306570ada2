"""The hostile campaign attacks every free text there is; and what may not stand in a text is refused with its place."""

import json
import warnings
from pathlib import Path

import pytest
from campaigns import AGREED, CAMPAIGN, INITIATIVE, PAGE, POSTS, UNITS, edited, problems_of, write_campaign
from hostile import FAMILIES, TODAY, Family, free_texts, hostile_files, kind_of, write_hostile

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
    assert list(check(parsed, TODAY)) == []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(render(progress.report(editorial.publish(parsed.campaign(), TODAY))), tmp_path / "docs")
    assert (tmp_path / "docs" / "sang-kien" / "day-du" / "index.md").is_file()


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
