"""Lettering: words in lines that fit, broken where a reader would pause, and letters that lie on their ground."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.colours import rgb
from generator.render import lettering
from generator.render.lettering import Column, Face, Part, Passage

TITLE = Part(
    words="", face=Face(weight="ExtraBold", tracking=-0.018, pitch=1.2), largest_px=84, smallest_px=28, gap_px=10
)
LONG = (
    "Nghiên\u00a0cứu, ứng\u00a0dụng hệ\u00a0thống cảnh\u00a0báo sớm tuabin\u00a0gió bằng phân tích rung động và nhiệt độ vòng "
    "bi trục chính trên nền dữ\u00a0liệu SCADA sẵn có nhằm giảm thời\u00a0gian dừng máy ngoài kế hoạch"
)


def set_in(words: str, width_px: int = 578, height_px: float = 320) -> Passage:
    part = Part(words=words, face=TITLE.face, largest_px=TITLE.largest_px, smallest_px=TITLE.smallest_px)
    return lettering.fitted(part, width_px, height_px)


def wide(passage: Passage) -> list[float]:
    """The width of each line in pixels."""
    return [lettering._wide(line, passage.part.face) * passage.size_px for line in passage.lines]  # noqa: SLF001


@given(
    st.lists(
        st.sampled_from(["Gá", "kẹp", "nghiêng", "ỨNG", "DỤNG", "“01", "m³”", "ở", "và", "x" * 60]),
        min_size=1,
        max_size=60,
    )
)
def test_words_stay_in_their_frame_and_in_order(words: list[str]) -> None:
    found = set_in(" ".join(words))
    assert max(wide(found)) <= 578 * 1.001
    assert found.height_px <= 320
    said, whole = "".join(found.lines).replace(" ", "").removesuffix("…"), "".join(words)
    assert whole.startswith(said)
    assert said == whole or found.lines[-1].endswith("…")


def test_short_words_are_as_large_as_they_may_be() -> None:
    assert (set_in("Gá kẹp").size_px, set_in("Gá kẹp").lines) == (84, ("Gá kẹp",))


def test_no_line_ends_within_a_word_of_two_syllables_or_waits_for_the_next() -> None:
    found = set_in(LONG)
    assert len(found.lines) > 3
    assert " ".join(found.lines) == LONG  # a joining space is parted by no line's end
    assert [line for line in found.lines if re.search(r" (và|trên)$", line)] == []


def test_lines_are_of_like_length() -> None:
    found = wide(set_in("Hệ thống tưới nhỏ giọt tự động cho vườn nho ở vùng khô hạn Ninh Thuận"))
    assert min(found) > 0.6 * max(found)


def test_an_accent_and_a_star_are_in_the_accents_colour() -> None:
    part = Part(
        words="Giải Nhất",
        face=Face(weight="SemiBold"),
        largest_px=24,
        smallest_px=18,
        height_px=66,
        accent=True,
        starred=True,
    )
    column = Column(
        parts=(part, TITLE_OF), left_px=10, top_px=10, width_px=300, height_px=180, plain="#8a2f1f", accent="#f9b835"
    )
    ground = lettering.ground(Image.new("RGB", (320, 200), column.plain), column.plain, column.accent)
    above, title = column.passages()
    assert above.top_px + above.height_px <= title.top_px
    found = ground.lettered(column).convert("RGB")
    top, rest = found.crop((0, 0, 320, title.top_px)), found.crop((0, title.top_px, 320, 200))
    assert {rgb("#f9b835"), (255, 255, 255)} & _colours(top) == {rgb("#f9b835")}
    assert {rgb("#f9b835"), (255, 255, 255)} & _colours(rest) == {(255, 255, 255)}


TITLE_OF = Part(words="Xe đẩy", face=TITLE.face, largest_px=60, smallest_px=30, gap_px=10)


def test_soft_words_are_between_the_ground_and_white() -> None:
    part = Part(words="Ninh Hải", face=Face(weight="Regular"), largest_px=40, smallest_px=20, soft=True)
    column = Column(
        parts=(part,),
        left_px=10,
        top_px=10,
        width_px=300,
        height_px=100,
        plain="#8a2f1f",
        accent="#f9b835",
        softness=0.5,
    )
    ground = lettering.ground(Image.new("RGB", (320, 120), column.plain), column.plain, column.accent)
    found = ground.lettered(column).convert("RGB").getextrema()
    assert found == ((138, 197), (47, 152), (31, 144))


@pytest.mark.parametrize(("name", "lines"), [("Võ Thị Kim Chi", 1), ("Công Tằng Tôn Nữ Thị Nguyệt Hoàng Phương", 3)])
def test_a_name_is_on_one_line_while_it_is_large_there(name: str, lines: int) -> None:
    part = Part(words=name, face=TITLE.face, largest_px=88, smallest_px=44, lone_px=58)
    found = lettering.fitted(part, 600, 300)
    assert len(found.lines) == lines
    assert found.size_px >= 58
    assert max(wide(found)) <= 600


def _colours(image: Image.Image) -> set[object]:
    return {colour for _count, colour in image.getcolors(1 << 20) or ()}


@pytest.mark.parametrize(("words", "apart"), [("AV", False), ("ừ b", True)])
def test_letters_are_moved_together_but_words_are_not(words: str, apart: bool) -> None:  # noqa: FBT001 - a case
    metrics = lettering._metrics("ExtraBold")  # noqa: SLF001
    alone = sum(map(metrics.advance, words))
    assert (lettering._width(words, "ExtraBold") == pytest.approx(alone)) == apart  # noqa: SLF001
