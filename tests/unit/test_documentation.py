"""data/README.md describes every field, choice, rule and placeholder, and its examples are a campaign without a problem."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from PIL import Image
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model import CSV_RECORDS, PLACEHOLDERS, YAML_RECORDS, PageFront, Record
from generator.parse import Parsed, parse
from generator.problems import Problem, Rule
from generator.rules import check
from generator.tally import Tally

README = Path(__file__).resolve().parents[2] / "data" / "README.md"
TODAY = date(2022, 11, 20)

SECTIONS: Mapping[str, type[Record]] = {
    "campaign.yml": YAML_RECORDS["campaign"],
    "initiatives/<id>.yml": YAML_RECORDS["initiative"],
    "people/<id>.yml": YAML_RECORDS["person"],
    **CSV_RECORDS,
    "../content/*.md": PageFront,
}
VARIATIONS = ("Đính chính số liệu", "Đơn vị sáp nhập, giải thể", "Chỉ tiêu khác tổng cấp dưới")


@dataclass(frozen=True)
class Field:
    """A field of a record class, under the dotted path by which it is documented."""

    path: str
    owner: type[BaseModel]
    name: str
    info: FieldInfo


def _inside(annotation: object) -> Iterator[object]:
    """`annotation` and every type in it."""
    yield annotation
    for part in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _inside(part)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    for part in _inside(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield part


def fields(record: type[BaseModel], before: str = "") -> Iterator[Field]:
    """Every field of `record` and of the parts in it, in order."""
    for name, info in record.model_fields.items():
        path = f"{before}{name}"
        yield Field(path, record, name, info)
        listed = "[]" if any(get_origin(part) is tuple for part in _inside(info.annotation)) else ""
        for part in _models(info.annotation):
            yield from fields(part, f"{path}{listed}.")


def choices(info: FieldInfo) -> set[str]:
    """Return the words a field can have, where they are a closed set."""
    return {word for part in _inside(info.annotation) if get_origin(part) is Literal for word in get_args(part)}


@cache
def sections() -> Mapping[str, str]:
    """Return the sections of the README by their heading, without its code marks."""
    found: dict[str, list[str]] = {}
    fenced = False
    heading = ""
    for line in README.read_text("utf-8").splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            heading = line.removeprefix("## ").strip("`")
        else:
            found.setdefault(heading, []).append(f"{line}\n")
    return {name: "".join(lines) for name, lines in found.items()}


def rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of every row of every table in `text` whose first cell is code."""
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code(cell: str) -> list[str]:
    """Return what stands between code marks in `cell`."""
    return re.findall(r"`([^`]+)`", cell)


def described(section: str) -> dict[str, list[str]]:
    """Return the rows of a section's table of fields, by the path of the field."""
    return {path: row for row in rows(sections()[section]) if len(row) == 5 for path in code(row[0])}


def examples(text: str) -> dict[str, str]:
    """Return the filled examples in `text`, by the path of the file they are an example of."""
    return dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL))


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """Make one campaign of the examples in the files' own sections, and return its folder."""
    for section, text in sections().items():
        if section in VARIATIONS:
            continue
        for path, content in examples(text).items():
            write(tmp_path, path, content)
            for name in re.findall(r'^\s*(?:- )?(?:file|logo): "(.+)"$', content, re.MULTILINE):
                picture = tmp_path / "data" / "photos" / name
                picture.parent.mkdir(parents=True, exist_ok=True)
                Image.new("RGB", (640, 480), "#a63a24").save(picture)
    return tmp_path


def write(root: Path, path: str, content: str) -> None:
    """Write one file of a campaign."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, "utf-8")


def varied(root: Path, section: str) -> Parsed:
    """Read the campaign with a variation's files in place of its own, and without the register, which fits only those."""
    (root / "data" / "register.csv").unlink()
    for path, content in examples(sections()[section]).items():
        write(root, path, content)
    return parse(root)


def shown(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_is_in_the_table_of_its_own_file_and_nothing_else_is(section: str) -> None:
    assert set(described(section)) == {field.path for field in fields(SECTIONS[section])}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_table_says_which_fields_are_required(section: str) -> None:
    table = described(section)
    said = {field.path: table[field.path][1] == "có" for field in fields(SECTIONS[section])}
    assert said == {field.path: field.info.is_required() for field in fields(SECTIONS[section])}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_table_lists_every_allowed_word_and_no_other(section: str) -> None:
    table = described(section)
    for field in fields(SECTIONS[section]):
        allowed = choices(field.info)
        if allowed:
            assert allowed == set(code(table[field.path][2].partition("; mặc định")[0])), field.path


@pytest.mark.parametrize("section", SECTIONS)
def test_the_table_states_every_default(section: str) -> None:
    table = described(section)
    for field in fields(SECTIONS[section]):
        default = field.info.default
        if isinstance(default, str | bool | int):
            word = str(default).lower() if isinstance(default, bool) else str(default)
            assert re.search(rf'mặc định `?"?{word}\b', table[field.path][2]), field.path


@pytest.mark.parametrize("section", SECTIONS)
def test_the_table_states_every_length_that_is_its_own(section: str) -> None:
    table = described(section)
    for field in fields(SECTIONS[section]):
        lengths = [each.max_length for each in field.info.metadata if getattr(each, "max_length", None)]
        if lengths and min(lengths) not in (80, 200, 300, 8000):
            assert f"tối đa {min(lengths)} ký tự" in table[field.path][2], field.path


def test_every_rule_is_in_the_table_of_rules_in_the_order_of_the_code() -> None:
    table = [row for row in rows(sections()["Bảng tra các luật"]) if len(row) == 3]
    assert [code(row[0]) for row in table] == [[rule.value] for rule in Rule]
    assert all(row[1].endswith(".") and row[2].endswith(".") for row in table)


def test_every_placeholder_is_explained_beside_content() -> None:
    table = [row for row in rows(sections()["../content/*.md"]) if len(row) == 2]
    assert [code(row[0]) for row in table] == [[f"<!-- sangkien: {name} -->"] for name in PLACEHOLDERS]
    assert all(row[1] for row in table)


def test_every_link_inside_the_readme_leads_to_a_heading() -> None:
    text = README.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


@pytest.mark.parametrize("section", SECTIONS)
def test_every_file_has_an_example_in_its_own_section(section: str) -> None:
    pattern = section.removeprefix("../") if section.startswith("../") else f"data/{section}"
    pattern = pattern.replace("<id>", "*")
    assert any(fnmatchcase(path, pattern) for path in examples(sections()[section]))


def test_the_examples_together_are_a_campaign_without_a_problem(campaign: Path) -> None:
    assert shown(check(parse(campaign), TODAY)) == []


@pytest.mark.parametrize("section", VARIATIONS)
@pytest.mark.parametrize("today", [TODAY, date(2023, 3, 10), date(2023, 4, 15)])
def test_each_variation_of_the_examples_has_no_problem_either(campaign: Path, section: str, today: date) -> None:
    assert shown(check(varied(campaign, section), today)) == []


def test_the_examples_show_every_field_filled(campaign: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    filled: set[tuple[type[BaseModel], str]] = set()

    def note(value: Any) -> None:  # noqa: ANN401 - whatever a record holds
        if isinstance(value, BaseModel):
            for name in value.model_fields_set:
                filled.add((type(value), name))
                note(getattr(value, name))
        elif isinstance(value, tuple):
            for each in value:
                note(each)

    def note_all(parsed: Parsed) -> None:
        note((parsed.charter, *parsed.units, *parsed.snapshots, *parsed.initiatives, *parsed.people))
        note((*parsed.support_teams, *parsed.posts, *parsed.register, *(page.front for page in parsed.pages)))

    note_all(parse(campaign))
    for section in VARIATIONS:
        copy = tmp_path_factory.mktemp("variation") / "campaign"
        shutil.copytree(campaign, copy)
        note_all(varied(copy, section))
    missing = {
        field.path
        for record in SECTIONS.values()
        for field in fields(record)
        if (field.owner, field.name) not in filled
    }
    assert missing == set()


def test_a_merger_loses_nothing_from_the_total_as_the_readme_says(campaign: Path) -> None:
    parsed = varied(campaign, "Đơn vị sáp nhập, giải thể")
    tally = Tally(parsed.units, parsed.snapshots)
    totals = [tally.total(day) for day in (date(2023, 2, 28), date(2023, 3, 10), date(2023, 3, 31))]
    assert [total and total.submitted for total in totals] == [5, 5, 6]


def test_the_correction_is_refused_without_its_note(campaign: Path) -> None:
    varied(campaign, "Đính chính số liệu")
    progress = campaign / "data" / "progress.csv"
    progress.write_text(progress.read_text("utf-8").replace("Đính chính: ", ""), "utf-8")
    assert {problem.rule for problem in check(parse(campaign), TODAY)} == {Rule.COUNTS_GROW}


def test_the_target_that_differs_is_refused_without_its_note(campaign: Path) -> None:
    varied(campaign, "Chỉ tiêu khác tổng cấp dưới")
    units = campaign / "data" / "units.csv"
    units.write_text(re.sub(r",Tỉnh giữ lại .*", ",", units.read_text("utf-8")), "utf-8")
    assert {problem.rule for problem in check(parse(campaign), TODAY)} == {Rule.TARGET_SUM}


def test_the_message_that_is_explained_is_the_one_that_editors_see(campaign: Path) -> None:
    progress = campaign / "data" / "progress.csv"
    progress.write_text(progress.read_text("utf-8").replace("nong-nghiep,2,1", 'nong-nghiep,"1,647",1'), "utf-8")
    (problem,) = parse(campaign).problems
    assert f"{problem}\n{problem.hint}\n" in sections()["Kiểm tra và đọc lời báo"]
