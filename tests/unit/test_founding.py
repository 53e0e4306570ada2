"""A new campaign builds at once, says what was answered, and is refused in Vietnamese where an answer cannot be used."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from typer.testing import CliRunner

from generator import founding, publish
from generator.__main__ import app
from generator.model import CSV_RECORDS
from generator.parse import parse
from generator.problems import DataRefused, Failure, Rule
from generator.schemas import schemas
from generator.written import Misread

REPOSITORY = Path(__file__).resolve().parents[2]
ANSWERS: Mapping[str, str] = {
    "name": "Phong trào mẫu",
    "organiser": "Công đoàn Mẫu",
    "start": "01/03/2022",
    "end": "2023-02-01",
    "target": "1.000",
}


def found(folder: Path, **answers: str) -> Path:
    founding.found(folder, {**ANSWERS, **answers})
    return folder


def options(answers: Mapping[str, str]) -> list[str]:
    return [part for key, value in answers.items() for part in (f"--{key.replace('_', '-')}", value)]


def test_a_new_campaign_has_no_problem_and_all_its_parts(tmp_path: Path) -> None:
    root = found(tmp_path / "a" / "moi", units="Công đoàn huyện Bắc; khoi=Khối doanh nghiệp; Xí nghiệp Nam")
    assert publish.check(root, None)[0] == ()
    parsed = parse(root)
    assert parsed.charter
    assert parsed.charter.short_name == "Phong trào mẫu"
    assert (parsed.charter.period.start, parsed.charter.period.end) == (date(2022, 3, 1), date(2023, 2, 1))
    assert [(each.id, each.kind, each.target) for each in parsed.units] == [
        ("cong-doan-huyen-bac", "district", 334),
        ("khoi", "group", 333),
        ("xi-nghiep-nam", "grassroots", 333),
    ]
    for records in (parsed.units, parsed.initiatives, parsed.people):
        assert all(each.illustrative for each in records)
    assert len(parsed.initiatives) == 2
    assert len(parsed.snapshots) == 6
    assert {each.agrees_to("name", date(2022, 3, 1)) for each in parsed.people} == {True}
    assert {path.stem for path in (root / "content").iterdir()} >= {
        "gioi-thieu", "the-le", "gui-sang-kien", "quyen-rieng-tu",
    }  # fmt: skip
    assert (root / ".gitignore").read_text("utf-8") == "/build/\n"
    assert "sangkien serve" in (root / "README.md").read_text("utf-8")
    assert {path.name: path.read_text("utf-8") for path in (root / "data" / "schemas").iterdir()} == schemas()
    assert list((tmp_path / "a").iterdir()) == [root]


def test_theme_and_reference_are_those_of_this_project(tmp_path: Path) -> None:
    root = found(tmp_path / "moi")
    for name in ("overrides", "data/README.md"):
        own, copied = REPOSITORY / name, root / name
        paths = [path.relative_to(own) for path in own.rglob("*") if path.is_file()] or [Path()]
        assert [path for path in paths if (own / path).read_bytes() != (copied / path).read_bytes()] == []
    ours = (REPOSITORY / "mkdocs.yml").read_text("utf-8").splitlines()
    theirs = (root / "mkdocs.yml").read_text("utf-8").splitlines()
    changed = [new for old, new in zip(ours, theirs, strict=True) if old != new]
    assert changed == [
        'site_name: "Phong trào mẫu"',
        'site_url: "https://chuong-trinh.example.org/"',
        'site_description: "Phong trào mẫu: tiến độ, sáng kiến tiêu biểu, gương sáng."',
        'copyright: "Công đoàn Mẫu"',
    ]


def test_a_campaign_that_begins_one_day_and_one_that_is_over_have_no_problem(tmp_path: Path) -> None:
    found(tmp_path / "mai", start="01/01/2090", end="02/01/2090", target="2")
    found(tmp_path / "qua", start="01/01/2001", end="31/12/2001")


def test_what_means_something_to_a_format_is_kept_as_it_was_typed(tmp_path: Path) -> None:
    name = r'Ý: "hay" \1 # & *b* <i> {{ x }}, 2030'
    root = found(tmp_path / "moi", name=name, organiser=name, units=f"mot={name}; {name}")
    parsed = parse(root)
    assert parsed.charter
    assert (parsed.charter.name, parsed.charter.organiser.name, parsed.units[0].name) == (name, name, name)
    assert parsed.settings["site_name"].text == name
    assert "&#42;b&#42; &#60;i&#62; &#123;&#123; x" in (root / "content" / "gioi-thieu.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("answers", "rule", "said"),
    [
        (
            {"end": "1/2/2022"},
            Rule.PERIOD,
            "Cần ngày kết thúc sau 01/03/2022, nhưng thấy 01/02/2022. Đổi lại hai ngày.",
        ),
        (
            {"start": "31/02/2022"},
            Rule.DATE,
            "Ngày “31/02/2022” không có trong lịch. Kiểm tra lại ngày và tháng; dạng đúng: năm-tháng-ngày (2022-11-18) hoặc ngày/tháng/năm (18/11/2022).",
        ),
        (
            {"primary": "#ffcc00"},
            Rule.BRAND_CONTRAST,
            "Cần màu đủ đậm để chữ trắng nổi trên nó (tương phản từ 4,5:1), nhưng thấy “#ffcc00”. Viết #917300, màu gần nhất đủ tương phản, hoặc chọn một màu đậm hơn.",
        ),
        (
            {"units": "Bắc=Huyện Bắc"},
            Rule.SLUG,
            "Cần một mã gồm chữ thường không dấu, số và gạch nối, nhưng thấy “Bắc”. Viết: bac.",
        ),
        (
            {"units": "Huyện Bắc; Huyện bác"},
            Rule.UNIQUE_ID,
            "Hai đơn vị “Huyện Bắc” và “Huyện bác” cùng mã “huyen-bac”. Đặt mã riêng cho một đơn vị: huyen-bac-2=Huyện bác",
        ),
        ({"target": "1"}, Rule.TARGET_SUM, "Chỉ tiêu 1 không đủ chia cho 2 đơn vị. Kiểm tra lại chỉ tiêu."),
        (
            {"target": "0"},
            Rule.NUMBER,
            "Cần chỉ tiêu từ 1 trở lên, nhưng thấy “0”. Ghi số sáng kiến cần đạt, ví dụ 3.000.",
        ),
        (
            {"name": "***"},
            Rule.SLUG,
            "Cần ít nhất một chữ cái hay chữ số, nhưng thấy “***”. Viết tên bằng chữ.",
        ),
        (
            {"name": ""},
            Rule.FIELD_EMPTY,
            "Cần một giá trị, nhưng đang để trống. Điền giá trị, hoặc xóa hẳn trường này nếu chưa có.",
        ),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_with_its_mend(
    answers: Mapping[str, str], rule: Rule, said: str, tmp_path: Path
) -> None:
    with pytest.raises(Misread) as told:
        found(tmp_path / "moi", **answers)
    assert (told.value.rule, f"{told.value.message} {told.value.hint}") == (rule, said)
    assert list(tmp_path.iterdir()) == []


def test_what_only_a_rule_of_the_data_knows_is_refused_as_well(tmp_path: Path) -> None:
    with pytest.raises(DataRefused) as refused:
        found(tmp_path / "moi", name="Gọi 0912 345 678")
    assert {each.rule for each in refused.value.problems} == {Rule.PERSONAL_DATA}
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_stands_there_is_touched(tmp_path: Path) -> None:
    (tmp_path / "co-gi" / "a.txt").parent.mkdir()
    (tmp_path / "co-gi" / "a.txt").write_text("của tôi")
    with pytest.raises(Failure, match="đã có thứ khác"):
        found(tmp_path / "co-gi")
    assert [path.name for path in (tmp_path / "co-gi").iterdir()] == ["a.txt"]
    (tmp_path / "trong").mkdir()
    assert (found(tmp_path / "trong") / "mkdocs.yml").is_file()


# --- The command ----------------------------------------------------------------------------------------


def test_without_anybody_to_ask_what_is_missing_is_told(tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["init", str(tmp_path / "moi"), "--name", "A", "--start", "1/3/2022"])
    assert said.exit_code == 2
    assert said.stderr == (
        "Còn thiếu, mà không có ai ở bàn phím để hỏi:\n  --organiser: Đơn vị tổ chức\n  --end: Ngày kết thúc\n"
        "  --target: Chỉ tiêu: bao nhiêu sáng kiến\nXem cách dùng: sangkien --help\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["init", str(tmp_path / "moi"), *options({**ANSWERS, "email": "a@b"})])
    assert said.exit_code == 2
    assert said.stderr.startswith("Giá trị không dùng được cho --email: Cần một địa chỉ thư điện tử, nhưng thấy “a@b”.")


def test_options_are_enough(tmp_path: Path) -> None:
    units = ["--unit", "Đơn vị Một", "--unit", "hai=Đơn vị Hai"]
    said = CliRunner().invoke(app, ["init", str(tmp_path / "moi"), *options(ANSWERS), *units])
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith(f"Xong: chiến dịch mới ở {tmp_path / 'moi'}.")
    assert [each.id for each in parse(tmp_path / "moi").units] == ["don-vi-mot", "hai"]


def test_whoever_sits_at_the_terminal_is_asked_until_the_answer_can_be_used(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    typed = [
        "Phong trào mẫu",
        "",
        "Công đoàn Mẫu",
        "",
        "31/02/2022",
        "01/03/2022",
        "1/2/2023",
        "12",
        "",
        "",
        "Một; Hai",
    ]
    os.write(ours, "".join(f"{line}\n" for line in typed).encode())
    said = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "generator", "init", str(tmp_path / "moi")],
        stdin=theirs,
        capture_output=True,
        check=False,
        cwd=REPOSITORY,
        encoding="utf-8",
        timeout=60,
    )
    os.close(theirs)
    os.close(ours)
    assert said.returncode == 0, said.stderr
    assert "Tên đầy đủ của chương trình: " in said.stdout
    assert said.stderr.startswith("Ngày “31/02/2022” không có trong lịch.")
    assert [each.target for each in parse(tmp_path / "moi").units] == [6, 6]


def test_an_installed_package_has_all_that_a_campaign_is_made_of(tmp_path: Path) -> None:
    """Unpacked as pip would, away from the checkout."""
    (wheel,) = WheelBuilder(str(REPOSITORY)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "generator", "init", str(tmp_path / "moi"), *options(ANSWERS)],
        check=True,
        capture_output=True,
        cwd=tmp_path / "installed",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        timeout=60,
    )
    own = {path.relative_to(REPOSITORY) for path in (REPOSITORY / "overrides").rglob("*") if path.is_file()}
    assert {path for path in own if not (tmp_path / "moi" / path).is_file()} == set()
    assert set(CSV_RECORDS) - {"posts.csv", "register.csv"} == {
        each.name for each in (tmp_path / "moi" / "data").glob("*.csv")
    }
