"""/api/v1/: every file is as its schema says, tells no more than may be taken along, and can be traced to its rows."""

import ast
import contextlib
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from campaigns import write_campaign
from jsonschema import Draft202012Validator, FormatChecker
from made import made_by
from records import START, TODAY, campaign, charter, initiative, person, snapshot, unit
from shipped import ROOT

from generator import editorial, progress, routes
from generator.model import SCOPES, Campaign
from generator.parse import parse
from generator.progress import Report
from generator.render import api, datasets, public, render
from generator.render.examples import examples
from generator.render.items import Items

GOLDEN = Path(__file__).with_name("api-v1.json")
FILES = ("index", "campaign", "progress", "history", "initiatives", "people", "milestones", "bulletins")
AGREED: Mapping[str, object] = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}
UNITS = (
    unit("tinh", kind="province"),
    unit("bac", "tinh", target=200),
    unit("nam", "tinh", target=100, illustrative=True),
    unit("im", "tinh"),
    unit("cu", "tinh", target=10, valid_to=date(2022, 6, 1), successor="nam"),
)
ROWS = (
    snapshot(date(2022, 5, 31), "bac", 50),
    snapshot(date(2022, 6, 30), "bac", 60, 40, "Đính chính: trùng 2"),
    snapshot(date(2022, 6, 30), "nam", 151, 20),
)


def shown(whole: Campaign, today: date = TODAY) -> Report:
    return progress.report(editorial.publish(whole, today))


def texts(report: Report) -> dict[str, str]:
    """Every file below /api/v1/, by its name there."""
    return {
        each.path.removeprefix("api/v1/"): cast("str", each.content) for each in made_by(api.api, report, Items(report))
    }


def read(report: Report) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in texts(report).items()}


def shipped() -> Report:
    parsed = parse(ROOT)
    assert parsed.charter is not None
    assert parsed.charter.frozen_on is not None
    return shown(parsed.campaign(), parsed.charter.frozen_on)


def told(**parts: Any) -> Campaign:  # noqa: ANN401 - the campaign's own parts
    """A campaign that has something of everything."""
    benefit = {"vnd_per_year": 120_000_000, "calculation": "Phép tính.", "status": "verified", "verified_by": "Sở"}
    award = {"title": "Bằng khen", "body": "Tỉnh", "decision": "Số 1", "date": date(2022, 6, 2)}
    least: dict[str, Any] = {
        "charter": charter(target=300, milestones=[{"at": START, "title": "Mở đầu", "source": "Bản tin"}]),
        "units": UNITS,
        "snapshots": ROWS,
        "initiatives": (
            initiative("den", benefit=benefit, awards=[award], publish_on=date(2022, 6, 1)),
            initiative("quat", disclosure="title-only", problem="Bí quyết", solution="Bí quyết", benefit=benefit),
        ),
        "people": (person("binh", consent=AGREED, awards=[award]),),
    }
    return campaign(**{**least, **parts})


EMPTY = campaign(units=(unit("tinh", kind="province"),))
OVER = told(charter=charter(target=300, counting="valid", period={"start": START, "end": date(2022, 7, 1)}))
CAMPAIGNS: Mapping[str, Callable[[], Report]] = {
    "shipped": shipped,
    "told": lambda: shown(told()),
    "empty": lambda: shown(EMPTY),
    "over": lambda: shown(OVER),
}


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Every object within `value`."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


# --- As the schemas say -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_every_file_is_as_the_schema_it_names_says(name: str) -> None:
    made = read(CAMPAIGNS[name]())
    documents = {path: content for path, content in made.items() if not path.startswith("schemas/")}
    assert {f"{file}.json" for file in FILES} <= documents.keys()
    site = made["campaign.json"]["url"]
    for path, document in documents.items():
        schema = made[document["$schema"].removeprefix(f"{site}api/v1/")]
        assert schema["$id"] == document["$schema"]
        Draft202012Validator.check_schema(schema)
        found = [
            error.message
            for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(document)
        ]
        assert found == [], path


@pytest.mark.parametrize("file", FILES)
def test_a_schema_takes_nothing_else_and_describes_every_field(file: str) -> None:
    schema = public.schema(file)
    for each in (schema, *schema.get("$defs", {}).values()):
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"]), "null is said, never left out"
        assert all(field["description"] for field in each["properties"].values())
        assert not re.search(r"\b(the|of|is|and)\b", json.dumps(each["properties"], ensure_ascii=False))


def grown(old: object, new: object, at: str = "") -> Iterator[str]:
    """Where `new` breaks who reads by `old`: anything else than added fields and other words."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            if name == "required":
                yield from (f"{at}/{each} may be missing" for each in set(value) - set(new.get(name, ())))
            elif name not in ("description", "title") or not isinstance(value, str):
                yield from grown(value, new[name], f"{at}/{name}") if name in new else [f"{at}/{name} is gone"]
        if not at.endswith(("/properties", "/$defs")) and at:
            yield from (f"{at}/{name} is new" for name in new.keys() - old.keys() - {"description", "title", "$defs"})
    elif old != new:
        yield f"{at}: {old!r} became {new!r}"


def test_version_one_only_grows(request: pytest.FixtureRequest) -> None:
    """The stored schemas are a promise: what they say stays. `--bless` stores what was added."""
    now = {file: public.schema(file) for file in FILES}
    if GOLDEN.is_file():
        promised = json.loads(GOLDEN.read_text("utf-8"))
        assert [each for file in promised for each in grown(promised[file], now.get(file, {}), file)] == []
    if request.config.getoption("bless"):
        GOLDEN.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    assert json.loads(GOLDEN.read_text("utf-8")) == now, "store what was added with --bless, and raise public.VERSION"


@pytest.mark.parametrize(
    ("change", "breaks"),
    [
        (lambda schema: schema["properties"].pop("total"), True),
        (lambda schema: schema["required"].remove("total"), True),
        (lambda schema: schema["$defs"]["Share"]["properties"]["percent"].update(type="number"), True),
        (lambda schema: schema["$defs"]["Unit"]["properties"]["kind"]["enum"].append("khac"), True),
        (lambda schema: schema["$defs"]["Share"]["properties"]["decimal"].update(maxLength=3), True),
        (lambda schema: schema["$defs"]["Share"]["properties"].update(more={"type": "string"}), False),
        (lambda schema: schema["$defs"]["Share"]["required"].append("more"), False),
        (lambda schema: schema["properties"]["total"].update(description="Lời khác"), False),
    ],
)
def test_what_breaks_readers_is_told_from_what_does_not(change: Any, breaks: bool) -> None:  # noqa: ANN401, FBT001 - a function of a schema
    changed = json.loads(json.dumps(public.schema("progress")))
    change(changed)
    assert bool([*grown(public.schema("progress"), changed, "progress")]) is breaks


def test_the_public_types_know_nothing_of_the_engine() -> None:
    tree = ast.parse(Path(public.__file__).read_text("utf-8"))
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert not [name for name in imported if name.startswith("generator")]


def test_every_field_is_told_in_words_once() -> None:
    for file in FILES:
        titles = [title for title, _rows in public.described(file)]
        assert len(titles) == len(set(titles)), file
        names = {each.name for _title, rows in public.described(file) for each in rows}
        schema = public.schema(file)
        own = {name for each in schema["$defs"].values() for name in each["properties"]} if "$defs" in schema else set()
        assert own <= names
        assert set(schema["properties"]) - names == {"$schema", *public.Document.model_fields} - {"schema_"}


# --- What is known, and from where --------------------------------------------------------------------


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_figure_that_is_not_known_is_null_with_its_reason(name: str) -> None:
    documents = [each for path, each in read(CAMPAIGNS[name]()).items() if not path.startswith("schemas/")]
    reasoned = [each for each in objects(documents) if "unknown" in each]
    assert reasoned
    for each in reasoned:
        missing = {field for field, value in each.items() if value is None}
        assert missing - {"short_name", "parent", "note"} == each["unknown"].keys()
        assert all(each["unknown"].values())


def test_the_figures_are_those_of_the_report() -> None:
    made = read(shown(told()))["progress.json"]
    units = {each["id"]: each for each in made["units"]}
    assert [each["id"] for each in made["units"]] == ["tinh", "bac", "nam", "im"]
    assert [each["id"] for each in made["absent"]] == ["cu"]
    assert units["bac"]["share"] == {"fraction": "3/10", "decimal": "0.300000", "percent": "30,0%"}
    assert (units["nam"]["share"]["percent"], units["nam"]["surplus"], units["nam"]["band"]) == (
        "151,0%",
        51,
        "reached",
    )
    assert units["im"]["submitted"] is None
    assert units["im"]["unknown"]["counted"] == "Chưa có báo cáo"
    assert (units["nam"]["illustrative"], units["bac"]["illustrative"]) == (True, False)
    assert units["nam"]["rank_by_share"] == 1
    assert made["total"]["submitted"] == 211
    assert made["total"]["change"] is None, "another set of units had reported by then"


def test_once_it_is_over_there_is_no_pace_and_only_reached_or_not() -> None:
    rows = (*ROWS, snapshot(date(2022, 5, 31), "nam", 90))
    made = {}
    for end in (date(2022, 12, 31), date(2022, 7, 1)):
        whole = told(charter=charter(target=300, period={"start": START, "end": end}), snapshots=rows)
        made[end.month] = {each["id"]: each for each in read(shown(whole))["progress.json"]["units"]}
    running, over = made[12]["bac"], made[7]["bac"]
    assert (running["band"], running["pace"]["gained"]) == ("low", 10)
    assert (over["band"], over["pace"], over["projected_on"], over["status"]) == (None, None, None, "Chưa đạt chỉ tiêu")
    assert (
        over["unknown"].items()
        >= {
            "band": "Chiến dịch đã kết thúc: chưa đạt chỉ tiêu",
            "pace": "Chiến dịch đã kết thúc",
            "projected_on": "Chiến dịch đã kết thúc",
        }.items()
    )
    assert (made[7]["nam"]["band"], made[7]["nam"]["unknown"]["projected_on"]) == ("reached", "Đã đạt chỉ tiêu")
    assert made[7]["im"]["unknown"]["pace"] == made[7]["im"]["unknown"]["band"] == "Chưa có báo cáo"


def test_a_source_is_the_row_that_says_the_figure(tmp_path: Path) -> None:
    parsed = parse(write_campaign(tmp_path))
    made = read(shown(parsed.campaign(), date(2022, 7, 15)))
    units = {each["id"]: each for each in made["progress.json"]["units"]}
    lines = (tmp_path / "data" / "progress.csv").read_text("utf-8").splitlines()
    for each in ("bac", "nam"):
        (source,) = units[each]["sources"]
        row = next(csv.reader([lines[source["line"] - 1]]))
        assert row[:4] == [source["date"], each, str(units[each]["submitted"]), str(units[each]["valid"])]
        assert source["file"] == "data/progress.csv"
    assert [each["line"] for each in made["progress.json"]["total"]["sources"]] == [4, 5]


def test_every_report_of_the_shipped_campaign_is_found_where_it_is_said_to_be() -> None:
    rows = (ROOT / "data" / "progress.csv").read_text("utf-8-sig").splitlines()
    reports = read(shipped())["history.json"]["reports"]
    assert len(reports) == len(rows) - 1
    for each in reports:
        row = next(csv.reader([rows[each["source"]["line"] - 1]]))
        assert row[:3] == [each["date"], each["unit"], str(each["submitted"])]


# --- What may be taken along --------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [(), ("name", "photo", "story"), ("photo", "story", "social")])
def test_who_did_not_agree_to_be_named_everywhere_is_nowhere(kept: tuple[str, ...]) -> None:
    """Also who agreed to be named on the site only: data goes where the site cannot call it back."""
    award = {"title": "Bằng khen riêng", "body": "Tỉnh", "date": date(2022, 6, 2)}
    who = person("binh", consent={scope: AGREED[scope] for scope in kept}, awards=[award])
    made = texts(shown(told(people=(who,))))
    for path, text in made.items():
        assert "Bình" not in text, path
        assert "guong-sang/binh" not in text, path
        assert "Bằng khen riêng" not in text, path
    (den,) = [each for each in json.loads(made["initiatives.json"])["initiatives"] if each["id"] == "den"]
    assert (den["byline"], den["content"]["authors"]) == ("Tập thể tác giả thuộc Công đoàn bac", [])


def test_a_name_in_the_text_of_another_is_left_out_as_well() -> None:
    """Someone who agreed to be named on the site, and may be mentioned there, but did not agree to more."""
    quiet = person("lan", name="Trần Thị Lan", consent={"name": AGREED["name"]})
    problem = (
        "Chị Trần Thị Lan mỏi tay; TRẦN THỊ LAN kể lại, Trần\nThị **Lan** sửa, Trần Thị\n\tLan xem, Tran Thi Lan gật."
    )
    text = {"problem": problem, "summary": "Lan tỏa cùng Trần Thị Lana."}
    whole = told(initiatives=(initiative("den", **text),), people=(person("binh", consent=AGREED), quiet))
    made = texts(shown(whole))
    (den,) = json.loads(made["initiatives.json"])["initiatives"]
    gone = "[không nêu tên]"
    assert den["content"]["problem"] == f"Chị {gone} mỏi tay; {gone} kể lại, {gone}** sửa, {gone} xem, {gone} gật."
    assert den["summary"] == text["summary"], "another name that begins alike"
    assert den["content"]["authors"][0]["name"] == "Lê Văn Bình"
    namesake = person("lan-2", name="Trần Thị Lan", consent=AGREED)
    assert "Trần Thị Lan" in texts(shown(told(people=(quiet, namesake))))["people.json"]
    twin = person("lan-3", name="Trần Thị Lán", consent=AGREED)
    assert "Trần Thị Lán" in texts(shown(told(people=(quiet, twin))))["people.json"]


def test_who_agreed_is_named_without_portrait_words_or_story() -> None:
    made = texts(shown(told()))
    (binh,) = json.loads(made["people.json"])["people"]
    assert (binh["name"], binh["job"], binh["unit"], binh["initiatives"]) == ("Lê Văn Bình", "Thợ điện", "bac", ["den"])
    assert binh["awards"][0]["title"] == "Bằng khen"
    for path, text in made.items():
        assert "Câu chuyện." not in text, path
        assert "Tắt đèn" not in text, path
        assert "/anh/" not in text, path


def test_an_initiative_that_is_kept_secret_says_its_title_and_its_line() -> None:
    made = texts(shown(told()))
    (quat,) = [each for each in json.loads(made["initiatives.json"])["initiatives"] if each["id"] == "quat"]
    assert quat["content"] is None
    assert quat["title"] == "Sáng kiến quat"
    assert quat["byline"] == "Tập thể tác giả thuộc Công đoàn bac"
    assert not [path for path, text in made.items() if "Bí quyết" in text]


def test_what_is_not_approved_or_not_yet_due_is_not_there() -> None:
    hidden = (
        initiative("nhap", status="draft", publish_on=None, approved_by=None),
        initiative("mai", publish_on=date(2022, 7, 16)),
    )
    assert not [
        path for path, text in texts(shown(told(initiatives=hidden))).items() if "nhap" in text or 'mai"' in text
    ]


# --- In good order ------------------------------------------------------------------------------------


def test_many_initiatives_come_page_after_page_and_full_pages_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PAGE", 2)
    days = [date(2022, 1, number + 1) for number in range(5)]
    listed = [initiative(f"s-{day.day}", publish_on=day, featured=day.day == 4) for day in days]
    before = read(shown(told(initiatives=listed[:4])))
    made = read(shown(told(initiatives=listed)))
    url, found = "https://mau.example.org/api/v1/initiatives.json", list[str]()
    while url:
        page = made[url.removeprefix("https://mau.example.org/api/v1/")]
        assert (page["pages"], page["records"]) == (3, 5)
        found += [each["id"] for each in page["initiatives"]]
        url = page["next"]
    assert found == ["s-1", "s-2", "s-3", "s-4", "s-5"]
    for path in ("initiatives.json", "initiatives/2.json"):
        assert before[path]["initiatives"] == made[path]["initiatives"]


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_the_index_counts_what_there_is(name: str) -> None:
    made = read(CAMPAIGNS[name]())
    counted = {each["name"]: each["records"] for each in made["index.json"]["files"]}
    assert counted == {
        "campaign.json": 1,
        "progress.json": len(made["progress.json"]["units"]),
        "history.json": len(made["history.json"]["reports"]),
        "initiatives.json": len(made["initiatives.json"]["initiatives"]),
        "people.json": len(made["people.json"]["people"]),
        "milestones.json": sum(len(made["milestones.json"][part]) for part in ("milestones", "crossings")),
        "bulletins.json": len(made["bulletins.json"]["bulletins"]),
    }
    for each in made["index.json"]["files"]:
        assert each["url"].endswith(f"/api/v1/{each['name']}")


@pytest.mark.parametrize("site", ["https://mau.example.org", "https://example.org/mau/"])
def test_addresses_are_whole_wherever_the_site_is(site: str) -> None:
    made = read(shown(told(charter=charter(site_url=site))))
    for document in made.values():
        for each in objects(document):
            for name in ("url", "$schema", "documentation", "schema_url", "$id"):
                if isinstance(each.get(name), str) and not each[name].startswith(public.DIALECT):
                    assert each[name].startswith(f"{site.rstrip('/')}/")


def test_the_same_data_is_the_same_bytes() -> None:
    assert texts(shown(told())) == texts(shown(told()))


# --- As the page says it is read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"), [("python", "Công đoàn bac 30,0%"), ("pages", "2022-06-01 Sáng kiến den https://")]
)
def test_the_examples_run(name: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = texts(shown(told()))

    def answer(url: str) -> io.StringIO:
        return io.StringIO(made[url.removeprefix("https://mau.example.org/api/v1/")])

    monkeypatch.setattr("urllib.request.urlopen", answer)
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(getattr(examples("https://mau.example.org/"), name), {})  # noqa: S102 - our own example
    assert says in said.getvalue()


def data_page(report: Report) -> str:
    (page,) = [each.content for each in render(report) if each.path == "du-lieu/index.md"]
    return cast("str", page)


def test_the_page_leads_to_every_file_and_says_what_every_column_means() -> None:
    page = data_page(shown(told()))
    for path in routes.DOWNLOADS:
        assert f'href="{routes.DATA.link(path)}"' in page, path
    for file in FILES:
        assert f'href="../api/v1/{file}.json"' in page
        assert f'href="../api/v1/schemas/{file}.schema.json"' in page
    for table in datasets.TABLES:
        assert all(column.about in page for column in table.columns)


def test_the_page_states_the_licence_and_says_so_when_there_is_none() -> None:
    licence = {"name": "CC BY 4.0", "url": "https://giay-phep.example.org/"}
    licensed = shown(told(charter=charter(licence=licence)))
    assert 'href="https://giay-phep.example.org/" rel="license noopener">CC BY 4.0</a>' in data_page(licensed)
    assert read(licensed)["index.json"]["licence"] == licence
    assert "chưa công bố giấy phép" in data_page(shown(told()))
    assert read(shown(told()))["index.json"]["licence"] is None


def test_no_example_has_an_empty_line() -> None:
    """An empty line would end the HTML block it stands in."""
    made: Mapping[str, str] = {name: getattr(examples("https://a.example.org"), name) for name in ("python", "pages")}
    assert all("\n\n" not in text for text in made.values())
