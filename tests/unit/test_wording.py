"""How results are worded wherever they are told: "đạt" and "vượt" right for any percentage, nobody shown up by a rank.

One campaign has a unit for each percentage that is easily told wrong; everything made of it is read.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from records import END, TODAY, figures, published, snapshot, unit

from generator import progress
from generator.progress import Standing
from generator.render import render, words

TARGET = 1000
COUNTS = (0, 1, 499, 500, 999, 1000, 1001, 2323)
SILENT, AIMLESS = "chua", "khong"
OVER = date(END.year + 1, 2, 1)
UNITS = (
    unit("tinh", kind="province"),
    *(unit(f"u{count}", "tinh", target=TARGET) for count in COUNTS),
    unit(SILENT, "tinh", target=TARGET),
    unit(AIMLESS, "tinh"),
)
REPORTED = date(2022, 7, 14)
SNAPSHOTS = (
    *(snapshot(REPORTED, f"u{count}", count, count) for count in COUNTS),
    snapshot(REPORTED, AIMLESS, 700, 700),
)
SHAMING = re.compile(
    r"cuối bảng|xếp cuối|đứng cuối|chót|đội sổ|bét|kém|yếu|thấp nhất|ít nhất là|tụt|thua|lẹt đẹt|trì trệ|phê bình",
    re.IGNORECASE,
)

TABLE = [
    # of 1000, share, achieved, missing, band on the way, band at the end
    ("u0", "0,0%", "đạt 0,0%", "1.000", "Cần tập trung hỗ trợ", "Chưa đạt chỉ tiêu"),
    ("u1", "0,1%", "đạt 0,1%", "999", "Cần tập trung hỗ trợ", "Chưa đạt chỉ tiêu"),
    ("u499", "49,9%", "đạt 49,9%", "501", "Cần tập trung hỗ trợ", "Chưa đạt chỉ tiêu"),
    ("u500", "50,0%", "đạt 50,0%", "500", "Chậm tiến độ", "Chưa đạt chỉ tiêu"),
    ("u999", "99,9%", "đạt 99,9%", "1", "Đúng tiến độ", "Chưa đạt chỉ tiêu"),
    ("u1000", "100,0%", "đạt 100,0%", "0", "Đạt chỉ tiêu", "Đạt chỉ tiêu"),
    ("u1001", "100,1%", "đạt 100,1% (vượt 0,1%)", "vượt 1", "Vượt chỉ tiêu", "Vượt chỉ tiêu"),
    ("u2323", "232,3%", "đạt 232,3% (vượt 132,3%)", "vượt 1.323", "Vượt chỉ tiêu", "Vượt chỉ tiêu"),
    (SILENT, "chưa có", None, "chưa có", "Chưa có báo cáo", "Chưa có báo cáo"),
    (AIMLESS, "chưa có", None, "chưa có", "Chưa giao chỉ tiêu", "Chưa giao chỉ tiêu"),
]


@pytest.mark.parametrize(("of", "share", "achieved", "missing", "on_the_way", "at_the_end"), TABLE)
def test_each_word_is_right_for_any_percentage(
    of: str, share: str, achieved: str | None, missing: str, on_the_way: str, at_the_end: str
) -> None:
    for today, band in ((TODAY, on_the_way), (OVER, at_the_end)):
        shown = figures(UNITS, SNAPSHOTS, today=today)
        standing = shown.of(of)
        assert words.share(standing) == share
        assert (words.achievement(standing.aim) if standing.aim else None) == achieved
        assert words.missing(standing) == missing
        assert words.band(standing) == band
        assert words.praise(standing) in ("", band)
        assert words.missing_label(standing, shown.report) == (
            "Vượt chỉ tiêu" if "vượt" in missing else "Còn thiếu" if today == TODAY else "Thiếu so với chỉ tiêu"
        )


def test_on_the_way_only_good_words_are_praise() -> None:
    shown = figures(UNITS, SNAPSHOTS)
    assert {of: words.praise(shown.of(of)) for of, *_rest in TABLE if words.praise(shown.of(of))} == {
        "u999": "Đúng tiến độ", "u1000": "Đạt chỉ tiêu", "u1001": "Vượt chỉ tiêu", "u2323": "Vượt chỉ tiêu",
    }  # fmt: skip


@pytest.mark.parametrize("of", range(1, 12))
def test_the_upper_half_is_told_its_rank_and_nobody_else(of: int) -> None:
    told = [rank for rank in range(1, of + 1) if words.is_told_rank(rank, of)]
    assert told == list(range(1, (of + 1) // 2 + 1))
    assert not words.is_told_rank(None, of)


@cache
def outputs(today: date) -> dict[str, str]:
    """What is said in each file: of text its own, of pictures and papers the words they are drawn with."""
    made = render(progress.report(published(today=today, units=UNITS, snapshots=SNAPSHOTS)))
    return {
        each.path: " ".join((each.content if isinstance(each.content, str) else "", *each.says))
        .replace("\u00a0", " ")
        .replace("\u200b", "")
        for each in made
    }


def told_of(of: str, today: date) -> Iterator[tuple[str, str]]:
    """What is made for one unit alone: page, frame, share page with captions, papers, pictures."""
    slug = re.compile(rf"(^|[/-]){of}([/-]|$)")
    for path, text in outputs(today).items():
        if slug.search(path) and path.startswith(
            ("tien-do/", "nhung/don-vi/", "chia-se/tien-do", "in/tien-do", "anh/")
        ):
            yield path, text


@pytest.mark.parametrize("today", [TODAY, OVER], ids=["on the way", "at the end"])
@pytest.mark.parametrize("of", [f"u{count}" for count in COUNTS])
def test_whatever_is_made_for_a_unit_says_reached_and_surpassed_rightly(of: str, today: date) -> None:
    found = dict(told_of(of, today))
    assert len({path.split("/")[0] for path in found}) == len(("tien-do", "nhung", "chia-se", "in", "anh"))
    count = int(of[1:])
    share = next(row[1] for row in TABLE if row[0] == of)
    over = {"u1001": "0,1%", "u2323": "132,3%"}.get(of)
    for path, text in found.items():
        said = re.sub(r"https?:\S+", "", text)
        assert set(re.findall(r"đạt (\d[\d.]*,\d%)(?! chỉ tiêu chung)", said)) <= {share}, path
        assert set(re.findall(r"vượt (\d[\d.]*,\d%)", said)) <= ({over} if over else set()), path
        if count <= TARGET:
            assert "vượt" not in said.lower(), path
        assert "Đạt chỉ tiêu" not in said or count == TARGET, path
        assert not SHAMING.search(said), path


def _ranks(text: str) -> list[str]:
    """The places told: "Hạng 3", "3/8" after a rank's label, "đứng thứ 3 trong"."""
    said = re.sub(r"<[^>]+>", " ", text)
    return re.findall(r"(?:[Hh]ạng(?: theo (?:tỷ lệ|số lượng))?|đứng thứ)\s+(\d+)", said)


@pytest.mark.parametrize("today", [TODAY, OVER], ids=["on the way", "at the end"])
def test_no_unit_of_the_lower_half_is_told_its_place(today: date) -> None:
    told = {of: {rank for _path, text in told_of(of, today) for rank in _ranks(text)} for of, *_rest in TABLE}
    assert told["u2323"] == {"1"}
    assert told["u0"] == told["u1"] == told["u499"] == told[SILENT] == set()
    assert all(int(rank) <= (len(COUNTS) + 2) // 2 for ranks in told.values() for rank in ranks)


@pytest.mark.parametrize("word", [words.band, words.share, words.counted, words.missing, words.needed])
def test_what_is_unknown_is_never_nought(word: Callable[[Standing], str]) -> None:
    assert not re.search(r"\b0\b", word(figures(UNITS, SNAPSHOTS).of(SILENT)))
