"""A link of an authored page that leads nowhere is told with its place and the nearest page there is."""

import re
from pathlib import Path

import pytest
from campaigns import PAGE, TEXTS, TODAY, write_campaign

from generator import publish
from generator.authored import relinked
from generator.parse import parse
from generator.problems import Location, Problem, Rule
from generator.routes import Page
from generator.rules import check

FRONT = TEXTS[PAGE].split("## ")[0]
FIRST_LINE = FRONT.count("\n") + 1


def problems(root: Path, body: str) -> list[Problem]:
    found = check(parse(write_campaign(root, {PAGE: FRONT + body})), TODAY)
    return [problem for problem in found if problem.rule is Rule.LINK]


@pytest.mark.parametrize(
    "target",
    [
        "index.md",
        "tien-do/index.md",
        "tien-do/bac.md",
        "sang-kien/den-tiet-kiem.md",
        "guong-sang/le-van-binh.md",
        "linh-vuc/ky-thuat.md",
        "khu-vuc/dien.md",
        "cong-nhan-doanh-nghiep.md",
        "gioi-thieu.md",
        "./gioi-thieu.md",
        "du-lieu/tien-do.csv",
        "du-lieu/tien-do.xlsx",
        "gioi-thieu.md#muc-dich",
        "gioi-thieu.md?in=1#muc-dich",
        "#muc-dich",
        "<gioi-thieu.md>",
        "https://congdoan.example.org/",
        "mailto:congdoan@example.org",
        "tel:02590000000",
    ],
)
def test_a_link_to_what_there_is_is_fine(tmp_path: Path, target: str) -> None:
    assert problems(tmp_path, f"Xem [trang]({target}).") == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("tien-do/bacc.md", "Có phải tien-do/bac.md?"),
        ("gioi-thieu", "Có phải gioi-thieu.md?"),
        ("../gioi-thieu.md", "Có phải gioi-thieu.md?"),
        ("guong-sang/tran-thi-hoa.md", "Có phải guong-sang/le-van-binh.md?"),
        ("xyz", "Ví dụ: tien-do.md, sang-kien/ma-sang-kien.md, the-le.md."),
    ],
)
def test_a_link_to_nothing_is_told_with_the_nearest_page(tmp_path: Path, target: str, hint: str) -> None:
    (found,) = problems(tmp_path, f"Chữ.\n\nXem [trang]({target}) này.")
    assert found == Problem(
        at=Location(PAGE, FIRST_LINE + 2, 13),
        rule=Rule.LINK,
        message=f"Cần liên kết tới một trang có thật, nhưng thấy “{target}”.",
        hint=found.hint,
    )
    assert found.hint == hint


def test_every_link_of_a_line_is_looked_at(tmp_path: Path) -> None:
    line = "[một](a.md), [hai](gioi-thieu.md), ![ba](b.png)"
    found = problems(tmp_path, line)
    assert [(each.at.line, each.at.column) for each in found] == [
        (FIRST_LINE, line.index(name) + 1) for name in ("a.md", "b.png")
    ]


def test_a_page_that_is_not_public_that_day_is_no_target(tmp_path: Path) -> None:
    root = write_campaign(tmp_path, {PAGE: f"{FRONT}[Đèn](sang-kien/den-tiet-kiem.md)"})
    assert publish.check(root, TODAY)[0] == ()
    (found,) = publish.check(root, TODAY.replace(month=4, day=30))[0]
    assert found.rule is Rule.LINK


def test_everything_that_is_made_can_be_linked_to(tmp_path: Path) -> None:
    publish.build(write_campaign(tmp_path / "made"), TODAY)
    docs = tmp_path / "made" / "build" / "docs"
    made = sorted(
        path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.suffix in (".md", ".csv", ".xlsx")
    )
    assert len(made) > 15
    lasting = [each for each in made if not re.fullmatch(r"tim-kiem/[a-z]+/index\.md", each)]  # a letter may empty
    assert len(lasting) < len(made)
    assert problems(tmp_path / "linked", "\n".join(f"- [trang]({each})" for each in lasting)) == []


@pytest.mark.parametrize(
    ("body", "told", "hint"),
    [
        (
            "Xem [đây](/tien-do/).",
            "Cần liên kết tính từ content/, nhưng “/tien-do/” tính từ gốc máy chủ.",
            "Bỏ dấu / ở đầu và ghi tên tệp, ví dụ tien-do.md.",
        ),
        (
            "Xem [đây](javascript:alert(1)).",
            "Cần liên kết web hoặc thư điện tử, nhưng thấy “javascript:alert(1”.",
            "Dùng https://…, mailto:… hoặc một trang của chiến dịch.",
        ),
        ("Xem [đây][1].\n\n[1]: la.md", "Cần liên kết tới một trang có thật, nhưng thấy “la.md”.", None),
        ('Xem <a class="x" href="la.md">đây</a>.', "Cần liên kết tới một trang có thật, nhưng thấy “la.md”.", None),
    ],
)
def test_every_way_of_writing_a_link_is_looked_at(tmp_path: Path, body: str, told: str, hint: str | None) -> None:
    (found,) = problems(tmp_path, body)
    assert found.message == told
    assert hint in (None, found.hint)


def test_code_shows_links_and_has_none(tmp_path: Path) -> None:
    assert problems(tmp_path, "Viết `[x](la.md)` thế này:\n\n```\n[x](la.md)\n```\n") == []


def test_the_menu_leads_to_pages_there_are(tmp_path: Path) -> None:
    settings = TEXTS["mkdocs.yml"] + "nav:\n  - Trang chủ: index.md\n  - Khác:\n      - gioi-thieuu.md\n"
    found = check(parse(write_campaign(tmp_path, {"mkdocs.yml": settings})), TODAY)
    assert [(str(each.at), each.message, each.hint) for each in found] == [
        (
            f"mkdocs.yml:{settings.count(chr(10))}:9",
            "Cần một trang có thật trong nav, nhưng thấy “gioi-thieuu.md”.",
            "Có phải gioi-thieu/index.md?",
        )
    ]


@pytest.mark.parametrize(
    "written",
    [
        "<!-- sangkien progress-table -->",
        "<!-- Sangkien: progress-table -->",
        "‹!-- sáng kiến: progress-table -->",
        "<!– sangkien: progress-table –>",
        "<!-- sangkien:",
    ],
)
def test_a_placeholder_that_is_almost_one_is_told(tmp_path: Path, written: str) -> None:
    found = check(parse(write_campaign(tmp_path, {PAGE: f"{FRONT}Chữ.\n\n{written}\n"})), TODAY)
    assert [(each.rule, each.at) for each in found] == [(Rule.PLACEHOLDER, Location(PAGE, FIRST_LINE + 2, 1))]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[a](gioi-thieu.md)", "[a](../gioi-thieu/)"),
        ("[a](index.md)", "[a](../)"),
        ("[a](tien-do.md#bang)", "[a](../tien-do/#bang)"),
        ("[a](tien-do/index.md)", "[a](../tien-do/)"),
        ("[a](tien-do/bac.md?x=1#y)", "[a](../tien-do/bac/?x=1#y)"),
        ("[a](the-le.md)", "[a](./)"),
        ("[a](<./gioi-thieu.md>)", "[a](<../gioi-thieu/>)"),
        ("[a][1]\n\n[1]: gioi-thieu.md", "[a][1]\n\n[1]: ../gioi-thieu/"),
        ('<a class="x" href="gioi-thieu.md">a</a>', '<a class="x" href="../gioi-thieu/">a</a>'),
        ("[a](du-lieu/tien-do.csv)", "[a](../du-lieu/tien-do.csv)"),
    ],
)
def test_a_link_is_written_anew_for_where_the_page_is_built(written: str, wanted: str) -> None:
    assert relinked(written, Page("the-le")) == wanted


@pytest.mark.parametrize(
    "written", ["[a](#muc)", "[a](https://congdoan.example.org/a.md)", "[a](mailto:a@example.org)", "`[a](b.md)`"]
)
def test_what_leads_elsewhere_is_left_as_it_is(written: str) -> None:
    assert relinked(written, Page("the-le")) == written
