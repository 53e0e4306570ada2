"""The panel says all that is wrong, in words that cannot become markup, and nothing when nothing is."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.problems import Location, Problem, Rule
from generator.serve.panel import Outcome, panel


class Text(HTMLParser):
    """The words of a panel, and of which elements it is made."""

    def __init__(self, html: str) -> None:
        """Read the panel."""
        super().__init__()
        self.elements: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(f"{tag} open" if tag == "details" and ("open", None) in attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.words += " "

    def handle_data(self, data: str) -> None:
        self.words += data


def problem(line: int = 2, rule: Rule = Rule.NUMBER, path: str = "data/progress.csv") -> Problem:
    return Problem(at=Location(path, line, 3), rule=rule, message='Cần số, nhưng thấy "<b>".', hint="Ghi 12 & thôi.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A campaign with one file, of two lines."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "progress.csv").write_text("date,unit\n2022-07-01,<b>\n", "utf-8")
    return tmp_path


def test_a_problem_has_its_place_rule_line_message_and_mend(root: Path) -> None:
    said = Text(panel(Outcome(problems=(problem(),)), root, has_site=True))
    assert (
        "1 lỗi trong 1 tệp Trang dưới đây là bản trước. Sửa xong lưu lại là trang tự tải. "
        "data/progress.csv:2:3 [sai-so] "
        'Cần số, nhưng thấy "<b>". 2022-07-01,<b> → Ghi 12 & thôi.'
    ) in said.words
    assert "b" not in said.elements
    assert said.elements.count("details open") == 1


def test_a_failure_is_told_and_what_the_data_is_asked_stands_apart_and_folded(root: Path) -> None:
    failed = Text(panel(Outcome(failure="Đĩa <đầy>."), root, has_site=False))
    assert "Chưa dựng được Chưa có trang nào để xem. Máy sẽ tự thử lại. Đĩa <đầy>." in failed.words
    asked = Outcome(pages=3, questions=(problem(rule=Rule.COUNT_OUTLIER), problem(line=9, rule=Rule.COUNT_OUTLIER)))
    said = Text(panel(asked, root, has_site=True))
    assert "2 điều cần xem lại Không ngăn việc dựng trang." in said.words
    assert "lỗi" not in said.words
    assert "details open" not in said.elements


def test_of_many_problems_all_are_there_and_some_are_folded(root: Path) -> None:
    said = Text(panel(Outcome(problems=tuple(problem(line) for line in range(2, 32))), root, has_site=True))
    assert said.words.count("[sai-so]") == 30
    assert "Còn 20 lỗi nữa" in said.words


@pytest.mark.parametrize(
    ("path", "line"), [("data/khong-co.csv", 2), ("data/progress.csv", 99), ("data/anh.jpg", 2), ("data", 2)]
)
def test_where_no_line_can_be_shown_none_is(root: Path, path: str, line: int) -> None:
    (root / "data" / "anh.jpg").write_bytes(b"\xff\xd8\n\xff")
    assert "pre" not in Text(panel(Outcome(problems=(problem(line, path=path),)), root, has_site=True)).elements


def test_nothing_is_said_when_all_is_well(root: Path) -> None:
    assert panel(Outcome(pages=3), root, has_site=True) == ""
