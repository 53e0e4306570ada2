"""Texts made to fit: counted as the strictest platform counts, never cut inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.lengths import counted, fitted, flat, sentence, sentences, shortened

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
