"""What the rules say of consents that end or were taken back, and of faces that nobody agreed to show."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from campaigns import AGREED, CAMPAIGN, INITIATIVE, PAGE, SILENT, TEXTS, TODAY, Changes, edited, picture, write_campaign

from generator.parse import parse
from generator.rules import check

FACE = "data/photos/mat.jpg"
HIDDEN = "portrait: {file: mat.jpg, alt: Chân dung}\n"
SHOWN: Changes = {SILENT: TEXTS[SILENT] + HIDDEN, FACE: picture(width_px=700)}


def told(root: Path, changes: Changes, clock: date | None = None) -> list[str]:
    return [str(each) for each in check(parse(write_campaign(root, changes)), TODAY, clock=clock)]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        (edited(INITIATIVE, ("file: den.jpg", "file: khac.jpg")), "data/initiatives/den-tiet-kiem.yml:22:11"),
        (edited(CAMPAIGN, ("brand:\n", "brand:\n  logo: khac.jpg\n")), "data/campaign.yml:42:9"),
        ({AGREED: TEXTS[AGREED] + HIDDEN.replace("mat", "khac")}, "data/people/le-van-binh.yml:11:18"),
    ],
    ids=["photo of an initiative", "logo", "portrait of somebody who agreed"],
)
def test_a_face_is_known_by_what_it_shows_and_not_by_the_name_of_its_file(
    tmp_path: Path, changes: Changes, at: str
) -> None:
    copy: dict[str, str | bytes | None] = {"data/photos/khac.jpg": SHOWN[FACE]}
    if INITIATIVE in changes:
        copy["data/photos/den.jpg"] = None
    found = [each for each in told(tmp_path, {**SHOWN, **copy, **changes}) if "[lo-anh]" in each]
    assert found == [f"{at}: [lo-anh] Ảnh này là chân dung của người có hồ sơ “tran-thi-hoa”, chưa đồng ý đăng ảnh."]
    other = {"data/photos/khac.jpg": picture(width_px=710)}
    assert not any("[lo-anh]" in each for each in told(tmp_path, {**SHOWN, **copy, **changes, **other}))


def withdrawn(text: str) -> Changes:
    return {AGREED: TEXTS[AGREED] + text}


@pytest.mark.parametrize(
    ("text", "clock", "said"),
    [
        ("withdrawn: {date: 2022-07-15, scopes: [name]}\n", TODAY, []),
        ("withdrawn: {date: 2022-02-01, scopes: [name]}\n", TODAY, []),
        (
            "withdrawn: {date: 2022-07-16, scopes: [name]}\n",
            TODAY,
            ["11:19: [dong-y-sai-ngay] Cần ngày rút không sau hôm nay, 15/07/2022, nhưng thấy 16/07/2022."],
        ),
        ("withdrawn: {date: 2022-07-16, scopes: [name]}\n", date(2022, 7, 16), []),
        (
            "withdrawn:\n- {date: 2022-07-01, scopes: [name]}\n- {date: 2022-01-31, scopes: [photo]}\n",
            TODAY,
            [
                "13:10: [dong-y-sai-ngay] Cần ngày rút từ ngày đồng ý, 01/02/2022, trở đi, nhưng thấy 31/01/2022.",
            ],
        ),
    ],
    ids=["today", "the day it was given", "tomorrow", "built for an earlier day", "before it was given"],
)
def test_a_withdrawal_is_of_a_day_that_can_be(tmp_path: Path, text: str, clock: date, said: list[str]) -> None:
    found = [each for each in told(tmp_path, withdrawn(text), clock) if "[lo-ten" not in each]
    assert found == [f"data/people/le-van-binh.yml:{each}" for each in said]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("withdrawn: {date: hôm qua, scopes: [name]}\n", "11:19: [sai-ngay] withdrawn.date: "),
        ("withdrawn:\n- {date: hôm qua, scopes: [name]}\n", "12:10: [sai-ngay] withdrawn.1.date: "),
        ("withdrawn: hôm qua\n", "11:12: [sai-cau-truc] withdrawn: Cần các trường con"),
        ("withdrawn: []\n", "11:12: [sai-cau-truc] withdrawn: Cần ít nhất một mục"),
    ],
)
def test_a_withdrawal_alone_is_told_without_a_number(tmp_path: Path, text: str, problem: str) -> None:
    (found,) = told(tmp_path, withdrawn(text))[:1]
    assert found.startswith(f"data/people/le-van-binh.yml:{problem}")


def ending(*scopes: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        for scope in scopes:
            text = text.replace(f"{scope}: {{given", f"{scope}: {{expires: 2022-08-01, given")
        return text

    return change


def test_before_a_consent_ends_the_texts_are_told_that_will_stop_the_site(tmp_path: Path) -> None:
    named = {
        PAGE: TEXTS[PAGE] + "\nAnh Lê Văn Bình kể.\n",
        **edited(INITIATIVE, ("Một công tắc bật", "Anh Lê Văn Bình thấy một công tắc bật")),
    }
    changes = {**named, AGREED: ending("name", "social", "photo")(TEXTS[AGREED])}
    name, photo, social = told(tmp_path, changes)
    line = TEXTS[PAGE].count("\n") + 2
    blocked = "Còn nhắc tên, nên từ hôm sau không dựng được trang nếu chưa viết lại: "
    assert name.endswith(f"không còn. {blocked}data/initiatives/den-tiet-kiem.yml:13, content/gioi-thieu.md:{line}.")
    assert photo.endswith("thay bằng chữ lồng.")
    assert social.endswith(f"không còn. {blocked}data/initiatives/den-tiet-kiem.yml:13.")
    # The day after, these are the places that are refused.
    after = check(parse(tmp_path), date(2022, 8, 2))
    assert {(each.rule.value, each.at.path) for each in after} == {
        ("lo-ten", "data/initiatives/den-tiet-kiem.yml"),
        ("lo-ten", PAGE),
    }
