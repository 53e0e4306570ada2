"""The command line as editors and scripts meet it: words, exit codes, and nothing imported that is not needed."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import typer
import yaml
from campaigns import INITIATIVE, PROGRESS, SETTINGS, TEXTS, TODAY, UNITS, edited, write_campaign
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from generator import publish
from generator.__main__ import app
from generator.load import Folder
from generator.model import YAML_RECORDS, PageFront, schema_of

REPOSITORY = Path(__file__).resolve().parents[2]
DAY = ("--today", TODAY.isoformat())

BROKEN: Mapping[str, str] = {
    **edited(INITIATIVE, ("unit: bac", "unit: bacc")),
    PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,một,,\n",
    **edited(UNITS, ("bac,Công đoàn huyện Bắc,Bắc,district,tinh,200", "bac,Công đoàn huyện Bắc,Bắc,distric,tinh,200")),
}


def run(*arguments: str | Path, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    """Run the command line into pipes, as a script would."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "ascii"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "generator", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )


# --- check --------------------------------------------------------------------------------------------


def test_check_of_good_data_says_so_and_for_which_day(tmp_path: Path) -> None:
    said = run("check", *DAY, cwd=write_campaign(tmp_path))
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == "Dữ liệu tốt, không có lỗi nào (kiểm tra cho ngày 15/07/2022).\n"


def test_check_takes_the_day_it_is_told(tmp_path: Path) -> None:
    said = run("check", "--root", write_campaign(tmp_path), "--today", "2022-05-02", "--format", "json")
    assert (said.returncode, said.stdout, said.stderr) == (0, "[]\n", "")


EXPECTED = """\
data/initiatives/den-tiet-kiem.yml:9:7: [don-vi-khong-co] Cần mã đơn vị có trong data/units.csv, nhưng thấy “bacc”.
    → Có phải bac?
data/progress.csv:6:3: [sai-so] submitted: Cần một số nguyên không âm, nhưng thấy “một”.
    → Viết liền các chữ số, ví dụ 1647; không đơn vị, không dấu.
data/units.csv:3:4: [sai-lua-chon] kind: Cần một trong: province, group, district, sector, zone, grassroots; nhưng thấy “distric”.
    → Có phải district?
3 lỗi trong 3 tệp.
"""


def test_check_of_broken_data_says_where_what_and_how_to_mend_it(tmp_path: Path) -> None:
    said = run("check", "--root", write_campaign(tmp_path, BROKEN), *DAY)
    assert (said.stdout, said.stderr, said.returncode) == (EXPECTED, "", 1)


def test_check_says_the_same_to_a_machine(tmp_path: Path) -> None:
    said = run("check", "--root", write_campaign(tmp_path, BROKEN), *DAY, "--format", "json")
    assert (said.stderr, said.returncode) == ("", 1)
    found = json.loads(said.stdout)
    assert found[0] == {
        "path": "data/initiatives/den-tiet-kiem.yml",
        "line": 9,
        "column": 7,
        "rule": "don-vi-khong-co",
        "severity": "error",
        "message": "Cần mã đơn vị có trong data/units.csv, nhưng thấy “bacc”.",
        "hint": "Có phải bac?",
    }
    text = "".join(
        f"{each['path']}:{each['line']}:{each['column']}: [{each['rule']}] {each['message']}\n    → {each['hint']}\n"
        for each in found
    )
    assert EXPECTED.startswith(text)
    assert len(found) == 3


def test_colours_are_for_those_who_look(tmp_path: Path) -> None:
    root = write_campaign(tmp_path, BROKEN)
    arguments = [sys.executable, "-m", "generator", "check", "--root", str(root), *DAY]
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        process = subprocess.Popen(arguments, stdout=theirs, cwd=REPOSITORY)  # noqa: S603 - our own command
        os.close(theirs)
        shown = b"".join(_until_closed(terminal.fileno()))
        assert process.wait(60) == 1
    assert b"\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")
    assert plain == EXPECTED


def _until_closed(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # how a terminal says that the other side is gone
            return
        if not part:
            return
        yield part


# --- build --------------------------------------------------------------------------------------------


def test_build_says_how_many_pages_and_where(tmp_path: Path) -> None:
    root, site = write_campaign(tmp_path / "root"), tmp_path / "www"
    said = run("build", "--root", root, *DAY, "--site-dir", site)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == f"Xong: 50 trang ở {site}; xem thử bằng: sangkien serve (hoặc make serve)\n"
    assert (site / "index.html").is_file()
    assert not (root / "build" / "site").exists()


def test_build_of_broken_data_tells_the_problems_and_leaves_the_site(tmp_path: Path) -> None:
    said = run("build", *DAY, cwd=write_campaign(tmp_path, BROKEN))
    assert said.returncode == 1
    assert said.stdout == EXPECTED
    assert said.stderr == "Chưa dựng trang.\n"
    assert not (tmp_path / "build" / "site").exists()


def test_a_failing_engine_is_no_fault_of_the_data(tmp_path: Path) -> None:
    said = run(
        "build", "--root", write_campaign(tmp_path, {SETTINGS: TEXTS[SETTINGS] + "exclude_docs: /ho-tro/\n"}), *DAY
    )
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr == ("Không làm được: MkDocs bỏ sót 1 tệp, tệp đầu là ho-tro/index.md; hãy xem lại mkdocs.yml.\n")


def test_a_mistake_of_ours_is_told_as_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(publish, "check", broken)
    said = CliRunner().invoke(app, ["check", "--root", str(tmp_path)])
    assert said.exit_code == 3
    assert "ZeroDivisionError" in said.stderr
    assert said.stderr.endswith("Chương trình có lỗi, không phải dữ liệu; hãy gửi đoạn trên cho người bảo trì.\n")


# --- Usage --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "Không có lệnh 'chek'. Có phải 'check'"),
        (["check", "--khong-co"], "Không có tùy chọn --khong-co."),
        (["check", "--today", "15/7"], "Giá trị không dùng được cho '--today': Cần một ngày, nhưng thấy “15/7”."),
        (["check", "--today", "31/02/2022"], "Ngày “31/02/2022” không có trong lịch."),
        (["check", "--today"], "Tùy chọn '--today' cần một giá trị."),
        (["check", "--format", "xml"], "'xml' không phải là một trong: 'text', 'json'."),
        (["check", "--root", "/khong/co"], "Giá trị không dùng được cho '--root': không có thư mục '/khong/co'."),
        (["serve", "--port", "0"], "Giá trị không dùng được cho '--port': cần số từ 1 trở lên."),
        (["schema"], "Thiếu tham số 'DIR'."),
        (["check", "a", "b"], "Thừa tham số: a b."),
        ([], "Dựng trang của một phong trào"),
    ],
)
def test_wrong_usage_is_told_apart(arguments: list[str], said: str) -> None:
    found = CliRunner().invoke(app, arguments)
    assert found.exit_code == 2
    assert said in found.output


VIETNAMESE = re.compile("[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)


def test_every_command_and_option_is_described_in_vietnamese() -> None:
    group = typer.main.get_group(app)
    described = {group.name: group.help}
    for name, command in group.commands.items():
        described[name] = command.help
        for parameter in command.params:
            if parameter.name != "help":
                described[f"{name} {parameter.name}"] = getattr(parameter, "help", None)
    assert len(described) > 10
    assert [what for what, said in described.items() if not VIETNAMESE.search(said or "")] == []


@pytest.mark.parametrize("command", ["", "check", "build", "serve", "schema", "deploy"])
def test_help_shows_what_is_described(command: str) -> None:
    found = CliRunner().invoke(app, [*filter(None, [command]), "--help"], terminal_width=200)
    assert found.exit_code == 0
    assert found.output.startswith("Cách dùng: ")
    assert not re.search("Usage|Options|Commands|Arguments|Show this|required|default", found.output)
    group = typer.main.get_group(app)
    shown = group.commands[command] if command else group
    assert str(shown.help) in found.output
    for parameter in shown.params:
        assert str(getattr(parameter, "help", "")) in found.output


# Not pydantic: typer looks at it whether we do or not.
HEAVY = {"pandas", "matplotlib", "mkdocs", "PIL", "typst", "numpy", "jinja2", "markdown", "yaml", "rich"}


def imported(*arguments: str) -> set[str]:
    """The packages that a call imports."""
    said = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-X", "importtime", "-m", "generator", *arguments],
        capture_output=True,
        check=True,
        cwd=REPOSITORY,
        encoding="utf-8",
        timeout=60,
    )
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in said.stderr.splitlines() if "|" in line}


def test_help_imports_nothing_heavy_and_check_no_drawing() -> None:
    helped = imported("build", "--help")
    assert "typer" in helped
    assert helped & HEAVY == set()
    checked = imported("check", "--root", str(REPOSITORY))
    assert "pydantic" in checked
    assert checked & {"matplotlib", "pandas", "mkdocs", "typst"} == set()


# --- schema -------------------------------------------------------------------------------------------


def test_the_schemas_that_ship_are_those_of_the_model(tmp_path: Path) -> None:
    said = run("schema", tmp_path / "a" / "b")
    shipped = REPOSITORY / "data" / "schemas"
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "a" / "b").iterdir()}
    assert made == {path.name: path.read_text("utf-8") for path in shipped.iterdir()}
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == f"Đã ghi {len(made)} tệp vào {tmp_path / 'a' / 'b'}\n"


class _DaysAsText(yaml.SafeLoader):
    """Reads YAML as JSON tools do: a date is text."""


_DaysAsText.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents() -> Iterator[tuple[str, object, dict[str, object]]]:
    """Every shipped YAML file and front matter with the schema it shall keep to."""
    data = REPOSITORY / "data"
    kinds = {"campaign": [data / "campaign.yml"], "initiative": [], "person": []}
    kinds["initiative"] += sorted((data / "initiatives").glob("*.yml"))
    kinds["person"] += sorted((data / "people").glob("*.yml"))
    for kind, paths in kinds.items():
        schema = json.loads((data / "schemas" / f"{kind}.schema.json").read_text("utf-8"))
        assert schema == schema_of(YAML_RECORDS[kind])
        for path in paths:
            yield path.name, yaml.load(path.read_text("utf-8"), _DaysAsText), schema  # noqa: S506 - a safe loader
    for path in sorted((REPOSITORY / "content").glob("*.md")):
        front = path.read_text("utf-8").split("---\n")[1]
        yield path.name, yaml.load(front, _DaysAsText), schema_of(PageFront)  # noqa: S506 - as above


def test_the_shipped_files_keep_to_the_schemas() -> None:
    whole = list(documents())
    assert len(whole) > 30
    broken = {
        name: [error.message for error in Draft202012Validator(schema).iter_errors(document)]
        for name, document, schema in whole
    }
    assert {name: errors for name, errors in broken.items() if errors} == {}


def test_the_schemas_refuse_what_the_model_refuses() -> None:
    name, document, schema = next(each for each in documents() if each[0] == "xe-gat-muoi-hai-banh.yml")
    assert isinstance(document, dict), name
    for field, value in {"status": "aproved", "applied_from": "hôm qua", "authors": [], "unitt": "bac"}.items():
        assert not Draft202012Validator(schema).is_valid({**document, field: value}), field


def test_every_shipped_file_names_its_schema() -> None:
    named = {
        path: re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        for path in (REPOSITORY / "data").rglob("*.yml")
    }
    assert [path.name for path, found in named.items() if not found] == []
    assert all((path.parent / found.group(1)).is_file() for path, found in named.items() if found)
    assert len(list(Folder(REPOSITORY).files("data/initiatives", (".yml",)))) > 0
