"""Captions: good words for every kind of item, true, within the platforms' limits, and naming only who agreed."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import END, START, TODAY, campaign, charter, initiative, person, snapshot, unit
from shipped import ROOT

from generator import editorial, progress
from generator.model import Initiative, Snapshot
from generator.parse import parse
from generator.progress import Report
from generator.render.captions import FACEBOOK, OA_DESCRIPTION, OA_TITLE, SHORT, WEEK, ZALO, Captions, Writer
from generator.render.items import Item, Items, Kind
from generator.render.lengths import counted
from generator.render.stories import Stories

GIVEN = {"given": START, "proof": "HS-1"}
AGREED = {"name": GIVEN, "photo": GIVEN, "story": GIVEN, "social": GIVEN}
NOT_SHARED = {"name": GIVEN, "story": GIVEN}

UNITS = (
    unit("tinh", kind="province", name="Liên đoàn Lao động tỉnh Mẫu"),
    unit("bac", "tinh", name="Công đoàn Khu Bắc", short_name="Khu Bắc", target=200),
    unit("nam", "tinh", name="Công đoàn Khu Nam", short_name="Khu Nam", target=100),
)
REPORTS = (
    snapshot(date(2022, 5, 31), "bac", 100),
    snapshot(date(2022, 5, 31), "nam", 60),
    snapshot(date(2022, 6, 30), "bac", 120),
    snapshot(date(2022, 6, 30), "nam", 110),
)
BINH = person(
    "binh", consent=AGREED, awards=[{"title": "Bằng Lao động sáng tạo", "body": "Tổng Liên đoàn", "date": "2022-07-01"}]
)
MILESTONES = [
    {"at": "2022-03-03", "time": "15:34", "title": "Cả tỉnh có 100 sáng kiến", "source": "Theo công bố của Công đoàn tỉnh"},
    {"at": "2022-04-04", "title": "Phát động đợt hai.", "source": "Kế hoạch số 5"},
]  # fmt: skip
LAMP: dict[str, Any] = {
    "title": "Đèn tự tắt khi không có người",
    "summary": "Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba.",
    "publish_on": "2022-06-10",
    "benefit": {"vnd_per_year": 120_000_000, "calculation": "…", "status": "verified", "verified_by": "Hội đồng tỉnh"},
    "awards": [{"title": "Giải Nhì Hội thi sáng tạo", "body": "Ban Tổ chức", "date": "2022-07-05"}],
}


def report(today: date = TODAY, charter_fields: dict[str, Any] | None = None, **parts: Any) -> Report:  # noqa: ANN401
    least: dict[str, Any] = {
        "units": UNITS,
        "snapshots": REPORTS,
        "people": (BINH,),
        "initiatives": (initiative("den", **LAMP),),
    }
    of = charter(**({"hashtags": ["#mau"], "milestones": MILESTONES} | (charter_fields or {})))
    return progress.report(editorial.publish(campaign(**(least | parts), charter=of), today))


def written(found: Report, address: str) -> Captions:
    items = Items(found)
    return Writer(found, items).of(items.by_address[address])


def all_captions(found: Report) -> list[tuple[Item, Captions]]:
    items = Items(found)
    writer = Writer(found, items)
    return [(each, writer.of(each)) for each in items.all]


def texts(captions: Captions) -> tuple[str, ...]:
    return (captions.facebook, captions.zalo, captions.oa_title, captions.oa_description, captions.short)


@pytest.fixture(scope="module")
def shipped_report() -> Report:
    found = parse(ROOT).campaign()
    assert found.charter.frozen_on is not None
    return progress.report(editorial.publish(found, found.charter.frozen_on))


TOLD = {
    "tien-do": """\
Tiến độ mới ghi nhận, ngày 30/06/2022: chương trình “Mẫu” có 230 sáng kiến được đăng tải trên chỉ tiêu 300, đạt 76,7%.

Từ 31/05/2022 đến 30/06/2022 có thêm 70 sáng kiến. Còn 70 sáng kiến nữa để về đích, trước khi chương trình kết thúc ngày 31/12/2022.

Xem tiến độ từng đơn vị: https://mau.example.org/tien-do/

#mau""",
    "xep-hang": """\
Công đoàn Khu Nam dẫn đầu bảng thi đua của chương trình “Mẫu”, đạt 110,0% (vượt 10,0%), số liệu đến 30/06/2022.

Tiếp theo là Khu Bắc 60,0%. Đã có 1 đơn vị hoàn thành chỉ tiêu.

Đơn vị của bạn đang ở đâu? Xem tại: https://mau.example.org/tien-do/

#mau""",
    "dem-nguoc": """\
Chương trình “Mẫu” kết thúc ngày 31/12/2022: tính từ 15/07/2022, còn 169 ngày.

Đến 30/06/2022, cả chương trình có 230 sáng kiến được đăng tải trên chỉ tiêu 300, đạt 76,7%. Mỗi tháng cần thêm 13 sáng kiến là về đích đúng hẹn.

Đơn vị của bạn còn bao nhiêu? Xem tại: https://mau.example.org/tien-do/

#mau""",
    "ban-tin/2022-06": """\
Tin thi đua – Trong tháng 6/2022, các đơn vị có thêm 70 sáng kiến đăng tải; tổng số đến 30/06/2022 là 230, đạt 76,7% chỉ tiêu 300.

Về đích trong tháng 6/2022, theo báo cáo ngày 30/06/2022: Công đoàn Khu Nam. Kho sáng kiến có thêm 1 câu chuyện.

Phần làm lợi của “Đèn tự tắt khi không có người” đã được xác minh: ước tính 120 triệu đồng trong 01 năm.

Đọc cả bản tin: https://mau.example.org/ban-tin/2022-06/

#mau""",
    "tien-do/nam": """\
Tính đến hết ngày 30/06/2022, Công đoàn Khu Nam đạt 110,0% (vượt 10,0%) với 110/100 sáng kiến được đăng tải.

Từ 31/05/2022 đến 30/06/2022 có thêm 50 sáng kiến. Dẫn đầu 2 đơn vị về tỷ lệ so với chỉ tiêu. Xin chúc mừng tập thể đoàn viên, người lao động đơn vị.

Số liệu từng kỳ báo cáo: https://mau.example.org/tien-do/nam/

#mau""",
    "moc/nam": """\
Công đoàn Khu Nam đã hoàn thành chỉ tiêu 100 sáng kiến, theo báo cáo ngày 30/06/2022.

Đến 30/06/2022, đơn vị có 110 sáng kiến được đăng tải trên chỉ tiêu 100, đạt 110,0% (vượt 10,0%). Xin chúc mừng tập thể đoàn viên, người lao động đơn vị.

Xem chặng đường của đơn vị: https://mau.example.org/tien-do/nam/

#mau""",
    "moc/2022-03-03": """\
Cả tỉnh có 100 sáng kiến (15 giờ 34 phút ngày 03/03/2022).

Theo công bố của Công đoàn tỉnh.

Cùng nhìn lại chặng đường: https://mau.example.org/

#mau""",
    "sang-kien/den": """\
Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba.

Đó là sáng kiến “Đèn tự tắt khi không có người” của Lê Văn Bình (Công đoàn Khu Bắc).

Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, đã được Hội đồng tỉnh xác minh. Sáng kiến được trao Giải Nhì Hội thi sáng tạo, ngày 05/07/2022.

Xem cách làm: https://mau.example.org/sang-kien/den/

#mau""",
    "guong-sang/binh": """\
Gương sáng được vinh danh: Lê Văn Bình (Thợ điện, Công đoàn Khu Bắc) được Tổng Liên đoàn trao Bằng Lao động sáng tạo, ngày 01/07/2022.

“Tắt đèn là việc nhỏ.”

Câu chuyện.

Lê Văn Bình là tác giả sáng kiến “Đèn tự tắt khi không có người”.

Đọc câu chuyện của Lê Văn Bình: https://mau.example.org/guong-sang/binh/

#mau""",
}
"""A Facebook post of every kind."""


@pytest.mark.parametrize("address", TOLD)
def test_a_post_for_facebook(address: str) -> None:
    assert written(report(), address).facebook == TOLD[address]


def test_every_kind_has_a_post_among_them() -> None:
    items = Items(report())
    assert {items.by_address[address].kind for address in TOLD} == set(Kind)


def test_the_other_forms_of_an_initiative() -> None:
    said = written(report(), "sang-kien/den")
    assert said.zalo == (
        "Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba. Đó là sáng kiến “Đèn tự tắt khi "
        "không có người” của Lê Văn Bình (Công đoàn Khu Bắc). Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, "
        "đã được Hội đồng tỉnh xác minh.\nhttps://mau.example.org/sang-kien/den/"
    )
    assert said.oa_title == said.short == "Đèn tự tắt khi không có người"
    assert said.oa_description == (
        "Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba. "
        "Sáng kiến của Lê Văn Bình (Công đoàn Khu Bắc)."
    )


def test_the_other_forms_of_a_unit() -> None:
    said = written(report(), "tien-do/nam")
    figures = "110/100 sáng kiến, đạt 110,0% (vượt 10,0%), số liệu đến 30/06/2022"
    assert said.oa_title == f"Công đoàn Khu Nam: {figures}"
    assert said.short == f"Khu Nam: {figures}"


# --- True -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ({"status": "declared"}, "Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, do tác giả tự khai."),
        (
            {"status": "verified", "verified_by": "Hội đồng tỉnh"},
            "Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, đã được Hội đồng tỉnh xác minh.",
        ),
    ],
)
def test_a_benefit_is_an_estimate_and_says_who_stands_for_it(status: dict[str, str], said: str) -> None:
    benefit = {"vnd_per_year": 120_000_000, "calculation": "…"} | status
    found = written(report(initiatives=(initiative("den", **(LAMP | {"benefit": benefit})),)), "sang-kien/den")
    assert said in found.facebook


def test_what_is_unknown_is_not_mentioned() -> None:
    bare = written(
        report(initiatives=(initiative("den", title="Đèn", summary="Tắt đèn."),), people=()), "sang-kien/den"
    )
    assert bare.facebook == (
        "Tắt đèn.\n\nĐó là sáng kiến “Đèn” của tập thể tác giả thuộc Công đoàn bac.\n\n"
        "Xem cách làm: https://mau.example.org/sang-kien/den/\n\n#mau"
    ).replace("Công đoàn bac", "Công đoàn Khu Bắc")


def test_a_title_only_initiative_says_title_unit_line_and_award() -> None:
    told = LAMP | {"disclosure": "title-only", "featured": True, "effects": {"social": "Bớt nóng.\nBí quyết."}}
    said = written(report(initiatives=(initiative("den", **told),)), "sang-kien/den")
    assert said.facebook == (
        "Một sáng kiến của Công đoàn Khu Bắc: “Đèn tự tắt khi không có người”.\n\nBớt nóng.\n\n"
        "Sáng kiến được trao Giải Nhì Hội thi sáng tạo, ngày 05/07/2022.\n\n"
        "Xem thêm: https://mau.example.org/sang-kien/den/\n\n#mau"
    )
    for text in texts(said):
        for kept in ("Bí quyết", "cảm biến", "120", "Bình", "tiêu biểu", "Kỹ thuật", "xác minh"):
            assert kept not in text


def test_nothing_reported_is_not_zero() -> None:
    said = [text for _, captions in all_captions(report(snapshots=())) for text in texts(captions)]
    assert said
    assert not any(re.search(r"\b0\b", text) for text in said)
    counted_valid = report(charter_fields={"counting": "valid"})
    lead = written(counted_valid, "tien-do").facebook.splitlines()[0]
    assert lead == "Đến 30/06/2022, chương trình “Mẫu” chưa có số liệu sáng kiến được công nhận."


def test_no_initiative_yet_is_said_in_words() -> None:
    none: Sequence[Snapshot] = [snapshot(date(2022, 6, 30), each, 0) for each in ("bac", "nam")]
    found = report(snapshots=none)
    assert "chưa có sáng kiến nào được đăng tải; chỉ tiêu là 300" in written(found, "tien-do").facebook
    assert "các đơn vị cùng ở vạch xuất phát" in written(found, "xep-hang").facebook
    for item, captions in all_captions(found):
        if item.kind is not Kind.BULLETIN:  # what is told there is `telling`'s
            assert not re.search(r"(?<![\d.,/])0 (sáng kiến|đơn vị|khen thưởng)", captions.facebook)


def test_a_sum_that_lacks_members_says_so() -> None:
    said = written(report(snapshots=REPORTS[:1]), "tien-do").facebook
    assert "1/2 đơn vị đã báo cáo." in said
    bulletin = written(report(snapshots=REPORTS[:1]), "ban-tin/2022-05").facebook
    assert "Tổng số này chưa gồm những đơn vị chưa báo cáo." in bulletin


def test_the_last_day_and_the_day_after() -> None:
    last = written(report(today=END), "dem-nguoc").facebook
    assert last.startswith("Hôm nay, 31/12/2022, là ngày cuối của chương trình “Mẫu”.")
    assert "Mỗi tháng" not in last
    after = report(today=END + timedelta(days=1))
    assert "dem-nguoc" not in Items(after).by_address
    assert "nữa để về đích" not in written(after, "tien-do").facebook
    assert "mỗi tháng" not in written(after, "tien-do/bac").facebook


def test_what_is_made_up_says_so_everywhere_and_once(shipped_report: Report) -> None:
    marked = [(item, captions) for item, captions in all_captions(shipped_report) if item.illustrative]
    assert {item.kind for item, _ in marked} == set(Kind) - {Kind.CAMPAIGN, Kind.COUNTDOWN}
    for item, captions in marked:
        for text in texts(captions):
            assert text.lower().count("minh họa") == 1, item.address


def test_nothing_else_says_that_it_is_made_up() -> None:
    assert not any("minh họa" in text.lower() for _, each in all_captions(report()) for text in texts(each))


# --- Within the limits ----------------------------------------------------------------------------------

LETTERS = (
    st.text("aăđếợAB1 .,:;!?“”()–🏆&<>*_", min_size=1, max_size=300)
    .map(str.strip)
    .filter(lambda text: any(map(str.isalnum, text)))
)


@settings(max_examples=60)
@given(st.tuples(LETTERS, LETTERS, LETTERS, LETTERS), st.booleans(), st.booleans())
def test_no_caption_is_longer_than_its_place(
    words: tuple[str, str, str, str],
    made_up: bool,  # noqa: FBT001 - Hypothesis fills it
    whole: bool,  # noqa: FBT001 - as above
) -> None:
    title, summary, name, quote = words
    units = (UNITS[0], unit("bac", "tinh", name=name, target=200, illustrative=made_up), UNITS[2])
    author = person("binh", name=name[:80].strip(), quote=quote, story=summary, consent=AGREED, illustrative=made_up)
    told = LAMP | {"title": title[:220].strip(), "summary": summary, "illustrative": made_up}
    effects = {"social": quote * 9}
    one = initiative("den", **(told | {"disclosure": "full" if whole else "title-only", "effects": effects}))
    for item, captions in all_captions(report(units=units, people=(author,), initiatives=(one,))):
        assert_within(item, captions)


def assert_within(item: Item, captions: Captions) -> None:
    assert counted(captions.oa_title) <= OA_TITLE
    assert counted(captions.oa_description) <= OA_DESCRIPTION
    assert counted(captions.short) <= SHORT
    told = captions.facebook.split("https://")[0].rpartition("\n\n")[0]
    assert counted(told) <= FACEBOOK + 2 * told.count("\n\n")
    message, _, link = captions.zalo.rpartition("\n")
    assert counted(message) <= ZALO
    assert link in captions.facebook
    assert link == f"https://{link.removeprefix('https://')}"
    for text in texts(captions):
        assert text, item.address
        assert text == text.strip()
        assert "  " not in text
        assert "\n\n\n" not in text
        assert unicodedata.is_normalized("NFC", text)


def test_the_shipped_captions_are_within_their_places(shipped_report: Report) -> None:
    for item, captions in all_captions(shipped_report):
        assert_within(item, captions)
        assert captions.facebook.endswith("\n\n#01trieusangkien #NinhThuansangtao #CongdoanNinhThuan")
        for text in texts(captions):
            assert not re.search(r"[*_<>\[\]`]|!|\.\.|,,| [,.;:]", text.split("https://")[0]), text
            assert not re.search(r"(?<![\d.,/])0 (sáng kiến|đơn vị|ngày|khen thưởng)", text), text


# --- Who may be named -----------------------------------------------------------------------------------


@pytest.mark.parametrize("consent", [{}, {"name": GIVEN}, NOT_SHARED, {"social": GIVEN}])
def test_nobody_is_named_who_did_not_agree_to_be_shared(consent: dict[str, Any]) -> None:
    hoa = person("hoa", name="Trần Thị Hoa", quote="Lời của Hoa.", consent=consent, awards=BINH.awards)
    together = initiative("den", **(LAMP | {"authors": [{"person": "binh"}, {"person": "hoa"}]}))
    alone = initiative("quat", authors=[{"person": "hoa"}], publish_on="2022-06-20")
    found = report(people=(BINH, hoa), initiatives=(together, alone))
    said = all_captions(found)
    assert not any("Hoa" in text for _, captions in said for text in texts(captions))
    assert "của Lê Văn Bình và tập thể tác giả (" in written(found, "sang-kien/den").facebook
    assert "tập thể tác giả thuộc Công đoàn Khu Bắc" in written(found, "sang-kien/quat").oa_description
    assert "Lê Văn Bình là đồng tác giả sáng kiến" in written(found, "guong-sang/binh").facebook


# --- Openings -------------------------------------------------------------------------------------------

PUBLISHED = st.lists(st.integers(0, 40), min_size=1, max_size=16)


def published_on(days: Sequence[int]) -> tuple[Initiative, ...]:
    return tuple(
        initiative(f"i{number}", publish_on=START + timedelta(days=each)) for number, each in enumerate(days)
    )  # fmt: skip


@settings(max_examples=60)
@given(PUBLISHED)
def test_posts_of_a_week_do_not_open_alike(days: Sequence[int]) -> None:
    found = report(initiatives=published_on(days))
    items, stories = Items(found), Stories(found)
    writer = Writer(found, items)
    told = sorted(
        (each for each in items.all if each.kind is Kind.INITIATIVE), key=lambda each: (each.on, each.address)
    )
    openings = len(stories.of(told[0]).openings)
    for first in told:
        week = [each for each in told if first.on <= each.on < first.on + WEEK]
        if len(week) <= openings:
            assert len({writer.opening(each) for each in week}) == len(week)
    for before, after in pairwise(told):
        assert writer.opening(before) != writer.opening(after)


@given(PUBLISHED)
def test_what_is_published_later_changes_no_earlier_post(days: Sequence[int]) -> None:
    earlier, later = report(initiatives=published_on(days)), report(initiatives=published_on([*days, 41, 42]))
    for number in range(len(days)):
        address = f"sang-kien/i{number}"
        assert written(earlier, address).facebook == written(later, address).facebook


def test_every_item_of_a_kind_has_as_many_openings_and_no_two_alike(shipped_report: Report) -> None:
    stories = Stories(shipped_report)
    for kind in Kind:
        told = [stories.of(each) for each in Items(shipped_report).all if each.kind is kind]
        assert len({len(story.openings) for story in told}) == 1, kind
        for story in told:
            assert all(first[0] != second[0] for first, second in combinations(story.openings, 2)), story.title
