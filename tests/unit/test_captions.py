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
from generator.bulletins import Bulletin, bulletins
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.lengths import counted
from generator.model import Initiative, Snapshot, SupportTeam
from generator.parse import parse
from generator.progress import Report
from generator.render import items as items_module
from generator.render import render, words
from generator.render.captions import FACEBOOK, OA_DESCRIPTION, OA_TITLE, SHORT, WEEK, ZALO, Captions, Writer
from generator.render.items import Item, Items, Kind
from generator.render.reckoning import Reckoning
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
    return Writer(items).of(items.by_address[address])


def all_captions(found: Report) -> list[tuple[Item, Captions]]:
    items = Items(found)
    writer = Writer(items)
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

Tiếp theo là Công đoàn Khu Bắc (60,0%). Đã có một đơn vị hoàn thành chỉ tiêu.

Đơn vị của bạn đang ở đâu? Xem tại: https://mau.example.org/xep-hang/

#mau""",
    "dem-nguoc": """\
Chương trình “Mẫu” kết thúc ngày 31/12/2022: tính từ 15/07/2022, còn 169 ngày.

Đến 30/06/2022, cả chương trình có 230 sáng kiến được đăng tải trên chỉ tiêu 300, đạt 76,7%. Tính từ 15/07/2022, cứ 30 ngày thêm 13 sáng kiến là đủ 70 sáng kiến còn thiếu theo số liệu đến 30/06/2022.

Đơn vị của bạn còn bao nhiêu? Xem tại: https://mau.example.org/dem-nguoc/

#mau""",
    "ban-tin/2022-06": """\
Tin thi đua – Trong tháng 6/2022, các đơn vị có thêm 70 sáng kiến đăng tải; tổng số đến 30/06/2022 là 230, đạt 76,7% chỉ tiêu 300.

Về đích trong tháng 6/2022, theo báo cáo ngày 30/06/2022: Công đoàn Khu Nam. Kho sáng kiến có thêm một câu chuyện.

Phần làm lợi của “Đèn tự tắt khi không có người” đã được Hội đồng tỉnh xác minh: ước tính 120 triệu đồng trong 01 năm.

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

Xem chặng đường của đơn vị: https://mau.example.org/moc/nam/

#mau""",
    "moc/2022-03-03-ca-tinh-co-100-sang-kien": """\
Một ngày đáng nhớ của chương trình “Mẫu”, 15:34 ngày 03/03/2022 – Cả tỉnh có 100 sáng kiến.

Theo công bố của Công đoàn tỉnh.

Xem các dấu mốc: https://mau.example.org/moc/2022-03-03-ca-tinh-co-100-sang-kien/

#mau""",
    "sang-kien/den": """\
Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba.

Đó là sáng kiến “Đèn tự tắt khi không có người” của Lê Văn Bình (Công đoàn Khu Bắc).

Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, đã được Hội đồng tỉnh xác minh. Sáng kiến được trao Giải Nhì Hội thi sáng tạo, ngày 05/07/2022.

Xem cách làm: https://mau.example.org/sang-kien/den/

#mau""",
    "guong-sang/binh": """\
Gương sáng được vinh danh: Lê Văn Bình – Thợ điện, Công đoàn Khu Bắc – được Tổng Liên đoàn trao Bằng Lao động sáng tạo, ngày 01/07/2022.

“Tắt đèn là việc nhỏ.”

Câu chuyện.

Tác giả sáng kiến “Đèn tự tắt khi không có người”.

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
    assert said.oa_title == "Đèn tự tắt khi không có người"
    assert said.short == (
        "Đèn tự tắt khi không có người – Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba"
    )
    assert said.oa_description == (
        "Một cảm biến 90.000 đồng tắt đèn giúp cả xưởng. Tiền điện giảm một phần ba. "
        "Sáng kiến của Lê Văn Bình (Công đoàn Khu Bắc). Sáng kiến được trao Giải Nhì Hội thi sáng tạo, ngày 05/07/2022."
    )


def test_the_other_forms_of_a_unit() -> None:
    said = written(report(), "tien-do/nam")
    figures = "110/100 sáng kiến, đạt 110,0% (vượt 10,0%), số liệu đến 30/06/2022"
    assert said.oa_title == f"Công đoàn Khu Nam: {figures}"
    assert said.short == said.oa_title


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
        "Bớt nóng.\n\nĐó là sáng kiến “Đèn tự tắt khi không có người” của Công đoàn Khu Bắc.\n\n"
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
    assert written(found, "tien-do").short == "Mẫu: chỉ tiêu 300 sáng kiến, số liệu đến 30/06/2022"
    assert (
        "Công đoàn Khu Nam đang đón chờ sáng kiến đầu tiên; chỉ tiêu là 100" in written(found, "tien-do/nam").facebook
    )
    assert "xep-hang" not in Items(found).by_address, "nobody leads with nothing"
    assert "ban-tin/2022-05" not in Items(found).by_address, "that there is nothing is no news"
    told = [text for _, captions in all_captions(found) for text in texts(captions)]
    assert not [text for text in told if re.search(r"(?<![\d.,/])0(,0%|/| (sáng kiến|đơn vị|lượt|khen thưởng))", text)]


def test_a_sum_that_lacks_members_says_so() -> None:
    said = written(report(snapshots=REPORTS[:1]), "tien-do").facebook
    assert "1/2 đơn vị đã báo cáo." in said
    bulletin = written(report(snapshots=REPORTS[:1]), "ban-tin/2022-05").facebook
    assert "Tổng số này chưa gồm những đơn vị chưa báo cáo." in bulletin


def test_the_last_day_and_the_day_after() -> None:
    last = written(report(today=END), "dem-nguoc").facebook
    assert last.startswith("Hôm nay, 31/12/2022, là ngày cuối của chương trình “Mẫu”.")
    assert "30 ngày" not in last
    after = report(today=END + timedelta(days=1))
    assert "dem-nguoc" not in Items(after).by_address
    assert "nữa để về đích" not in written(after, "tien-do").facebook
    assert "30 ngày" not in written(after, "tien-do/bac").facebook


def test_what_is_made_up_says_so_everywhere(shipped_report: Report) -> None:
    marked = [(item, captions) for item, captions in all_captions(shipped_report) if item.illustrative]
    assert {item.kind for item, _ in marked} == set(Kind) - {Kind.CAMPAIGN, Kind.COUNTDOWN}
    for item, captions in marked:
        for text in texts(captions):  # of a bulletin, single figures say so too
            said = text.lower().count("minh họa")
            assert said == 1 or (item.kind is Kind.BULLETIN and said in (1, 2)), (item.address, text)


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
    drawn: tuple[str, str, str, str],
    made_up: bool,  # noqa: FBT001 - Hypothesis fills it
    whole: bool,  # noqa: FBT001 - as above
) -> None:
    title, summary, name, quote = drawn
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
    assert "Đồng tác giả sáng kiến “" in written(found, "guong-sang/binh").facebook


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
    writer = Writer(items)
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
            assert all(first[:2] != second[:2] for first, second in combinations(story.openings, 2)), story.titles


# --- As a person would write ----------------------------------------------------------------------------


def test_the_first_sentence_of_an_initiative_carries_the_news(shipped_report: Report) -> None:
    """The effect, the award or the verified value: never the title and the unit alone."""
    stories, items = Stories(shipped_report), Items(shipped_report)
    leads = set()
    for item in items.all:
        each = item.subject
        if isinstance(each, PublishedInitiative):
            for opening in stories.of(item).openings:
                awarded = any(award.title.removesuffix(" (minh họa)") in opening.lead for award in each.awards)
                worth = bool(
                    re.match("Ước tính làm lợi .* triệu đồng trong 01 năm, đã được .* xác minh: “", opening.lead)
                )
                assert each.summary in opening.lead or awarded or worth, opening.lead
                leads.add("award" if awarded else "worth" if worth else "effect")
    assert leads == {"award", "worth", "effect"}


def test_the_short_one_says_what_it_is_about_and_is_never_broken_off(shipped_report: Report) -> None:
    """With the title, or the part of it before its subtitle; alone only what has the title's words or is the whole summary."""
    news = 0
    for item, captions in all_captions(shipped_report):
        assert "…" not in captions.short
        each = item.subject
        if isinstance(each, PublishedInitiative):
            plain = captions.short.removesuffix(" (minh họa)")
            named, _, told = plain.partition(" – ")
            news += told in each.summary or plain in each.summary
            assert each.title.startswith(named) or plain in each.summary, plain
            assert "tự khai" not in plain
    assert news


def test_of_a_long_title_the_beginning_before_a_pause_stands_alone() -> None:
    title = "Cảnh báo sớm hư hỏng hộp số từ dữ liệu nhiệt độ vốn đã ghi sẵn mười phút một lần, không lắp thêm một cảm biến nào"
    told = LAMP | {"title": title, "summary": "Máy sắp ốm thì " + "biết trước, " * 12 + "khỏi dừng.", "awards": []}
    told["benefit"] = LAMP["benefit"] | {"status": "declared", "verified_by": None}
    said = written(report(initiatives=(initiative("den", **(told | {"illustrative": True})),)), "sang-kien/den")
    assert said.short == f"{title.partition(',')[0]} (minh họa)"


def test_a_value_that_only_the_author_answers_for_comes_last() -> None:
    benefit = LAMP["benefit"] | {"status": "declared", "verified_by": None}
    said = written(report(initiatives=(initiative("den", **(LAMP | {"benefit": benefit})),)), "sang-kien/den")
    facts = said.facebook.split("\n\n")[2]
    assert facts.endswith("ngày 05/07/2022. Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, do tác giả tự khai.")
    assert "làm lợi" not in said.zalo + said.short + said.oa_description


def test_a_description_that_is_full_names_the_author_without_the_unit() -> None:
    units = (UNITS[0], unit("bac", "tinh", name="Công đoàn Khu Bắc " + "rất dài " * 12 + "ấy", target=200), UNITS[2])
    told = LAMP | {"summary": "Cảm biến " + "bật rồi lại tắt, " * 10 + "xong.", "awards": []}
    said = written(report(units=units, initiatives=(initiative("den", **told),)), "sang-kien/den")
    assert said.oa_description == f"{told['summary']} Sáng kiến của Lê Văn Bình."


def test_a_person_is_named_once_and_quoted_once() -> None:
    story = "“Tối quá”, anh than. Đêm xưởng vắng, đèn vẫn sáng. “Tắt đi”, anh bảo. Ai cũng cười."
    found = report(
        people=(person("binh", consent=AGREED, quote="Tắt đèn là việc nhỏ.", story=story, awards=BINH.awards),)
    )
    said = written(found, "guong-sang/binh")
    body = said.facebook.split("Đọc câu chuyện")[0]
    assert [text.count("Lê Văn Bình") for text in (body, said.zalo, said.oa_description)] == [1, 1, 1]
    assert body.count("Thợ điện") == body.count("Công đoàn Khu Bắc") == 1
    assert "“Tắt đèn là việc nhỏ.”\n\nĐêm xưởng vắng, đèn vẫn sáng.\n\nTác giả" in body


def test_two_authors_are_joined_as_in_a_sentence() -> None:
    hoa = person("hoa", name="Trần Thị Hoa", consent=AGREED)
    two = initiative("den", **(LAMP | {"authors": [{"person": "binh"}, {"person": "hoa"}]}))
    said = written(report(people=(BINH, hoa), initiatives=(two,)), "sang-kien/den")
    assert "của Lê Văn Bình và Trần Thị Hoa (Công đoàn Khu Bắc)" in said.facebook
    (each,) = report(people=(BINH, hoa), initiatives=(two,)).publication.initiatives
    assert words.byline(each, shared=True) == "Lê Văn Bình và Trần Thị Hoa · Khu Bắc"
    assert words.authors(each, shared=True, longest=26) == "Lê Văn Bình và các đồng tác giả"


@pytest.mark.parametrize("team", ["Tổ hỗ trợ Khu Bắc", None])
def test_who_lags_is_told_who_helps(team: str | None) -> None:
    helping = SupportTeam(unit="bac", name=team, contact="Thường trực") if team else None
    found = report(support_teams=(helping,) if helping else ())
    (standing,) = [each for each in found.standings if each.unit and each.unit.id == "bac"]
    said = words.invitation(found.publication, standing.unit)
    assert (team or "công đoàn nơi mình làm việc") in said
    assert said.endswith(".")
    assert words.invitation(found.publication, None) == "Có cách làm hay, mời bạn kể với công đoàn nơi mình làm việc."


def test_no_capital_follows_a_colon_where_the_summary_is_told(shipped_report: Report) -> None:
    stories = Stories(shipped_report)
    for item in Items(shipped_report).all:
        if isinstance(item.subject, PublishedInitiative):
            leads = [opening.lead for opening in stories.of(item).openings]
            assert not any(f": {item.subject.summary[:20]}" in lead for lead in leads)
            assert sum(f" – {item.subject.summary[:20]}" in lead for lead in leads) == 2, item.address


def test_what_an_opening_tells_is_not_told_again() -> None:
    stories, items = Stories(report()), Items(report())
    (item,) = [each for each in items.all if each.kind is Kind.INITIATIVE]
    story = stories.of(item)
    told = [opening.tells for opening in story.openings if opening.tells]
    assert told == [
        "Sáng kiến được trao Giải Nhì Hội thi sáng tạo, ngày 05/07/2022.",
        "Giá trị làm lợi ước tính trong 01 năm: 120 triệu đồng, đã được Hội đồng tỉnh xác minh.",
    ]
    assert set(told) <= set(story.facts)


def test_a_recognition_has_its_body_its_level_and_its_day() -> None:
    known = {"level": "province", "body": "Công đoàn tỉnh", "date": "2022-06-03"}
    said = written(
        report(initiatives=(initiative("den", **(LAMP | {"recognition": known, "awards": []})),)), "sang-kien/den"
    )
    assert "Công đoàn tỉnh công nhận đây là sáng kiến cấp tỉnh, ngày 03/06/2022." in said.facebook


def test_a_quotation_stands_whole_or_not_at_all_and_no_thought_is_broken_off(shipped_report: Report) -> None:
    for item, captions in all_captions(shipped_report):
        quote = item.subject.quote if isinstance(item.subject, HonouredPerson) else None
        for text in texts(captions):
            if quote:
                assert (f"“{quote[:12]}" in text) == (f"“{quote}”" in text), text
        for text in (
            captions.facebook.split("https://")[0],
            captions.zalo.split("\nhttps://")[0],
            captions.oa_description,
        ):
            assert not re.search(r"\w…(?!”)", text), text


def test_a_long_quotation_is_left_out_where_it_does_not_fit() -> None:
    quote = "Câu nói " + "rất là dài, " * 16 + "mà đủ ý."
    found = report(people=(person("binh", consent=AGREED, quote=quote),))
    said = written(found, "guong-sang/binh")
    assert f"“{quote}”" in said.facebook
    assert "rất là dài" not in said.oa_title + said.short
    assert said.short == "Lê Văn Bình là tác giả sáng kiến “Đèn tự tắt khi không có người”"


def test_a_job_keeps_its_case_and_stands_where_a_capital_is_right(shipped_report: Report) -> None:
    for found in (shipped_report, report(), report(people=(person("binh", consent=AGREED),))):
        for item, captions in all_captions(found):
            if isinstance(item.subject, HonouredPerson):
                job, said = item.subject.job, "\n".join(texts(captions))
                before = [said[place.start() - 2 : place.start()] for place in re.finditer(re.escape(job), said)]
                assert before, item.address
                assert set(before) == {"– "}, (item.address, job)


def test_days_have_one_style_whoever_wrote_them(shipped_report: Report) -> None:
    source = "Theo kế hoạch: từ 1/6/2022 đến 01/9/2022"
    own = report(charter_fields={"milestones": [{"at": "2022-06-01", "title": "Bắt đầu", "source": source}]})
    assert "Theo kế hoạch: từ 01/06/2022 đến 01/09/2022." in written(own, "moc/2022-06-01-bat-dau").facebook
    for found in (own, shipped_report):
        for _, captions in all_captions(found):
            for text in texts(captions):
                days = re.findall(r"\d+/\d+/\d{4}", text.split("https://")[0])
                assert all(re.fullmatch(r"\d{2}/\d{2}/\d{4}", each) for each in days), text
                assert not re.search(r"\d+ giờ \d+ phút ngày", text)


def test_a_period_that_is_not_over_sounds_so_in_every_form(shipped_report: Report) -> None:
    items, running = Items(shipped_report), []
    for item, captions in all_captions(shipped_report):
        if isinstance(item.subject, Bulletin) and item.subject.is_running:
            running.append(item.title)
            for text in (captions.facebook, captions.zalo, captions.oa_description):
                assert re.search("chưa (khép lại|kết thúc)", text)
                assert "Nhìn lại" not in text
            for text in (*texts(captions), item.title):
                assert "18/11/2022" in text
        elif item.kind is Kind.BULLETIN:
            assert not re.search("khép lại|chưa kết thúc", captions.facebook)
    assert running == ["Bản tin quý IV/2022 (tính đến 18/11/2022)", "Bản tin tháng 11/2022 (tính đến 18/11/2022)"]
    assert items.by_address["ban-tin/2022-11"].on == date(2022, 11, 18), "the day of its newest fact, not the clock's"


def test_after_the_end_the_figures_are_the_result_and_do_not_age() -> None:
    period = {"start": START, "end": date(2022, 12, 31)}
    rows = (snapshot(date(2022, 5, 31), "bac", 100), snapshot(date(2022, 6, 30), "nam", 110))
    found = report(date(2023, 1, 1), {"period": period}, snapshots=rows)
    assert found.campaign.aim is not None
    reckoning = Reckoning(found)
    sentences = reckoning.sentences(found.campaign, "Chương trình", "chương trình", "30/06/2022")
    for each in (*sentences, reckoning.tail(found.campaign, "30/06/2022")):
        assert "kết quả cuối cùng" in each.lower()
        assert "30/06/2022" in each
        assert "mới ghi nhận" not in each
    assert len(set(sentences)) == len(Reckoning(report()).sentences(found.campaign, "C", "c", "30/06/2022"))
    assert reckoning.noted(found.campaign) == "Báo cáo cũ nhất ngày 31/05/2022."
    assert [reckoning.noted(each) for each in found.peers] == ["", ""]
    running = report(date(2022, 12, 31), {"period": period}, snapshots=rows)
    assert Reckoning(running).noted(running.campaign) == "Số liệu cũ: báo cáo cũ nhất ngày 31/05/2022."
    for address in ("tien-do", "tien-do/bac"):
        for text in texts(written(found, address)):
            assert "kết quả cuối cùng" in text.lower(), text
            assert "Số liệu cũ" not in text


def test_a_day_counted_from_today_is_named_beside_the_day_of_the_figures() -> None:
    for item, captions in all_captions(report()):
        for said in re.split(r"(?<=[.;]) |\n", captions.facebook):
            if re.search(r"cứ 30 ngày thêm|còn \d+ ngày", said, re.IGNORECASE):
                assert "ính từ 15/07/2022" in said, (item.address, said)


def test_a_rank_of_another_day_than_the_units_figures_names_it() -> None:
    found = report(snapshots=(*REPORTS, snapshot(date(2022, 7, 10), "bac", 121)))
    said = written(found, "tien-do/nam").facebook
    assert "Trên bảng số liệu đến 10/07/2022, đơn vị dẫn đầu 2 đơn vị về tỷ lệ so với chỉ tiêu." in said


def test_a_sum_of_illustrative_rows_says_so_and_an_official_total_does_not(shipped_report: Report) -> None:
    said = {item.address: captions for item, captions in all_captions(shipped_report)}
    november = said["ban-tin/2022-11"]
    assert november.short == "Tổng số lên 1.647 sáng kiến đăng tải, thêm 119 (minh họa) từ 31/10/2022 đến 18/11/2022"
    assert "1.647 sáng kiến đăng tải, đạt 54,9% chỉ tiêu 3.000, thêm 119 (minh họa) so với" in november.facebook
    assert "có thêm 119 sáng kiến (minh họa)." in said["tien-do"].facebook
    assert "minh họa" not in said["tien-do"].short


def test_bulletins_are_made_once_in_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Report] = []

    def counting(of: Report) -> tuple[Bulletin, ...]:
        made.append(of)
        return bulletins(of)

    monkeypatch.setattr(items_module, "bulletins", counting)
    found = report()
    for output in render(found):
        assert output.path
    assert made == [found]
    elsewhere = [
        each.name
        for each in (ROOT / "generator" / "render").glob("*.py")
        if "bulletins(report)" in each.read_text("utf-8")
    ]
    assert elsewhere == ["items.py"]
