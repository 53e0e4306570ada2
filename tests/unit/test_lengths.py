"""Texts made to fit: counted as the strictest platform counts, never cut inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lengths import beginning, counted, fitted, flat, sentence, sentences, shortened

TEXTS = st.text("aăđếợ AB1.,;:!?…“”()–-\n🏆e\u0301", max_size=120)


def test_a_letter_with_marks_is_one_and_an_emoji_two() -> None:
    assert counted(flat("Đe\u0302\u0301m")) == 3
    assert counted("🏆") == 2


@pytest.mark.parametrize(
    ("text", "longest", "found"),
    [
        ("Muối ráo và sạch hơn.", 21, "Muối ráo và sạch hơn."),
        ("Muối ráo. Muối sạch hơn, bán cao hơn.", 12, "Muối ráo."),
        ("Muối ráo và sạch hơn, bán cao hơn", 26, "Muối ráo và sạch hơn…"),
        ("Muối ráo và sạch hơn bán cao hơn", 20, "Muối ráo và sạch…"),
        ("Bà nói: “Nghe đất uống, mẹ khỏi phải đứng.”", 36, "Bà nói: “Nghe đất uống…”"),
        ("Bà nói: “Nghe đất uống. Mẹ khỏi phải đứng.”", 36, "Bà nói: “Nghe đất uống.”"),
        ("Xe gạt muối (ở đồng muối Tri Hải) hai bánh", 25, "Xe gạt muối…"),
        ("Mua ở TP. Phan Rang rồi chở về", 12, "Mua ở TP…"),
        ("Ngắn rồi dàilắmkhôngcắtđược", 14, "Ngắn rồi…"),
        ("Dàilắmkhôngcắtđược", 5, ""),
        ("", 5, ""),
    ],
)
def test_a_text_ends_after_a_sentence_at_a_pause_or_between_words(text: str, longest: int, found: str) -> None:
    assert shortened(text, longest) == found


@given(TEXTS, st.integers(0, 80))
def test_a_shortened_text_fits_and_has_whole_words_only(text: str, longest: int) -> None:
    whole, short = flat(text), shortened(text, longest)
    assert counted(short) <= longest
    assert (counted(whole) <= longest) <= (short == whole)
    if short != whole:
        kept = next(each for each in (short, short[:-1], short[:-2]) if whole.startswith(each))
        assert len(kept) == len(whole) or not (whole[len(kept)].isalnum() and kept[-1:].isalnum())


@pytest.mark.parametrize(
    "found",
    [
        ("Đo ở công ty A.", "Kết quả tốt hơn."),
        ("Nhóm P.", "Nhờ vậy nhanh hơn."),
        ("Do TS. Lê Văn Bình và KS. Hoa làm ở TP. Phan Rang, Q. 1, P. Đông Hải.", "Xem tr. 12."),
        ("1. Cắt bìa.", "2. Dán nhám."),
        ("Giảm 5 kg.", "22 em đã thử."),
        ("Hỏi: “Anh ơi, cái gì?”.", "Anh đứng lại… rồi đi."),
        ("“Đi thôi. Trễ rồi.” – lời của Bình.", "“Ừ.”", "Hết."),
        ("Giá 1.850.000 đồng.", "Vải, chỉ, v.v.", "Kết quả tốt."),
    ],
)
def test_a_sentence_ends_where_another_begins_and_not_after_an_abbreviation(found: tuple[str, ...]) -> None:
    assert sentences(" ".join(found)) == [*found]


PLAIN = st.text("abcđêôươ ,", min_size=1, max_size=20).map(str.strip).filter(lambda text: text.strip(" ,"))
BEGUN = st.builds(str.__add__, st.sampled_from(["Ở ", "Kết quả ", "22 em ", "“Được” "]), PLAIN)
BEFORE_DOT = st.sampled_from(["công ty A", "nhóm P", "tổ H", "5 kg", "v.v", "năm 2021", "loại B", "NLĐ", "KCN"])
CUT_SHORT = st.sampled_from(
    ["TP. Phan Rang", "P. Đông Hải", "Q. Ba Đình", "TS. Hoa", "tr. 12", "ThS. Bình", "TX. Ba Đồn"]
)


@given(st.lists(st.tuples(BEGUN, CUT_SHORT | st.just(""), BEFORE_DOT), min_size=1, max_size=4))
def test_whatever_stands_before_its_dot_each_sentence_is_found(parts: list[tuple[str, str, str]]) -> None:
    found = [flat(f"{begun} gần {named} {last}.") for begun, named, last in parts]
    assert sentences(" ".join(found)) == found


@given(TEXTS, st.integers(0, 80))
def test_a_beginning_is_of_whole_sentences_and_as_long_as_fits(text: str, longest: int) -> None:
    kept, whole = beginning(text, longest), sentences(text)
    taken = next(number for number in range(len(whole) + 1) if " ".join(whole[:number]) == kept)
    assert counted(kept) <= longest
    assert taken == len(whole) or counted(" ".join(whole[: taken + 1])) > longest


@given(TEXTS)
def test_sentences_put_together_are_the_text(text: str) -> None:
    assert " ".join(sentences(text)) == flat(text)


def test_only_whole_parts_are_put_together() -> None:
    assert fitted(["Một câu.", "Một câu rất là dài.", "Hai."], 14) == "Một câu. Hai."
    assert fitted(["Một câu rất là dài.", "Hai."], 14) == "Hai."
    assert fitted([], 14) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [("Xong", "Xong."), ("Xong!", "Xong!"), ("“Xong.”", "“Xong.”"), ("“Xong”", "“Xong”."), ("Xong:", "Xong.")],
)
def test_a_sentence_has_one_mark_at_its_end(text: str, found: str) -> None:
    assert sentence(text) == found
