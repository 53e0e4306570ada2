"""Cards: a picture for every item in every format, with the right words, inside the frame, and without a name too many."""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from campaigns import AGREED, CAMPAIGN, INITIATIVE, PHOTO, TODAY, edited, picture, write_campaign
from PIL import Image, ImageChops

from generator import editorial, glyphs, progress
from generator.colours import TEXT_CONTRAST, contrast, rgb
from generator.editorial import Disclosed, HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.encodings import LEAST_SHARED_PX
from generator.model import Brand
from generator.parse import parse
from generator.progress import Report
from generator.render import cards as drawn
from generator.render.cards import FORMATS, LINK, PORTRAIT, SQUARE, STORY, Card, Cards
from generator.render.items import Item, Items, Kind

MOST_BYTES = 1_000_000
SEEN_APART = 1.2
PALETTE_STEP = 16  # of 255
LONG = (
    "Nghiên cứu, ứng dụng hệ thống cảnh báo sớm tuabin gió bằng phân tích rung động và nhiệt độ vòng bi trục chính "
    "trên nền dữ liệu SCADA sẵn có nhằm giảm thời gian dừng máy ngoài kế hoạch tại nhà máy điện gió Ninh Thuận 1"
)
TITLES = {
    "short": "Gá kẹp may túi áo",
    "long": LONG,
    "capitals": "ỨNG DỤNG MÃ QR QUẢN LÝ THIẾT BỊ Y TẾ VÀ ĐỔI MỚI QUY TRÌNH TIẾP NHẬN NGƯỜI BỆNH Ở PHÒNG KHÁM ĐA KHOA",
    "one word": "Nghiêng" * 9,
    "markup": '#panic("x"); *Đậm* $x^2$ <a> \\ @b // hết',
    "emoji": "Máy gạt muối 😀🎉 → hai bánh ★",
    "nothing to show": "🎉",
    "marks": "Ế Ữ Ộ ợ ỵ Ẵ",
}


def report_of(root: Path, today: date) -> Report:
    return progress.report(editorial.publish(parse(root).campaign(), today))


@pytest.fixture(scope="module")
def report(repository: Path) -> Report:
    """The shipped campaign on its day."""
    return report_of(repository, date(2022, 11, 20))


@pytest.fixture(scope="module")
def items(report: Report) -> Items:
    return Items(report)


@pytest.fixture(scope="module")
def cards(report: Report) -> Cards:
    return Cards(report)


def opened(card: Card) -> Image.Image:
    content = card.sheet.image()
    assert len(content) <= MOST_BYTES
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (card.format.width_px, card.format.height_px)
        assert image.get_format_mimetype() == card.media_type
        return image.convert("RGB")


def told(items: Items, kind: Kind) -> list[Item]:
    return [each for each in items.all if each.kind is kind]


def plain(items: Items) -> Item:
    """An initiative of which only the title may be known: it has no photograph."""
    return next(
        each
        for each in told(items, Kind.INITIATIVE)
        if isinstance(each.subject, PublishedInitiative) and each.subject.disclosed is None
    )


def titled(item: Item, title: str) -> Item:
    assert isinstance(item.subject, PublishedInitiative)
    return replace(item, title=title, subject=replace(item.subject, title=title))


def said(card: Card) -> str:
    """Every word on a card, with its joined spaces plain."""
    return json.dumps(card.sheet.says, ensure_ascii=False).replace("\u00a0", " ")


def title_of(card: Card) -> str:
    """The largest words of a link preview."""
    assert card.sheet.lettering
    return next(each for each in card.sheet.lettering.parts if each.height_px is None).words


def test_every_item_has_a_card_in_every_format_with_words(items: Items, cards: Cards) -> None:
    found = [cards.of(item, format_) for item in items.all for format_ in FORMATS]
    paths = [card.path for card in found]
    assert len(set(paths)) == len(paths)
    assert [path for path in paths if not re.fullmatch(r"anh/chia-se/[a-z0-9-]+-[0-9a-f]{16}\.(png|jpg)", path)] == []
    for card in found:
        assert card.alt.endswith((".", "!", "?", "…", ".)", ".”"))
        assert "None" not in card.alt


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_drawn(items: Items, cards: Cards, kind: Kind) -> None:
    item = told(items, kind)[0]
    opened(cards.of(item, FORMATS[list(Kind).index(kind) % len(FORMATS)]))


def test_the_heaviest_pictures_are_light_enough(items: Items, cards: Cards) -> None:
    """Those with most photographs to the pixel: all stories with a face, and some pairs."""
    for item in (*told(items, Kind.PERSON)[:4], *told(items, Kind.INITIATIVE)[:4]):
        opened(cards.of(item, STORY))


def test_figures_say_their_day(items: Items, cards: Cards) -> None:
    for kind in (Kind.UNIT, Kind.CAMPAIGN, Kind.LEADERS, Kind.REACHED, Kind.COUNTDOWN):
        for item in told(items, kind):
            for format_ in FORMATS:
                card = cards.of(item, format_)
                assert "18/11/2022" in said(card)
                assert "18/11/2022" in card.alt


def test_a_pace_has_its_own_days_and_nothing_on_figures_counts_from_today(items: Items, cards: Cards) -> None:
    item = items.by_address["tien-do"]
    whole = cards.of(item, SQUARE)
    pace = "sáng kiến mỗi 30 ngày (30/09–18/11) (minh họa)"
    told = [[each.replace("\u00a0", " ") for each in fact] for fact in whole.sheet.values["facts"]]
    assert told == [["54,9%", "chỉ tiêu"], ["~238", pace], ["1.353", "sáng kiến nữa là đạt chỉ tiêu"]]
    assert f"khoảng 238 {pace}" in whole.alt
    later = replace(items.report, today=items.report.today + timedelta(days=1), days_left=items.report.days_left - 1)
    assert Cards(later).of(item, SQUARE).path == whole.path
    link = cards.of(item, LINK)
    assert len(link.sheet.values["facts"]) == len(told) - 1
    assert "1.353" not in link.alt, "what it has no room for is not told of it"


def test_reached_is_not_surpassed(items: Items, cards: Cards) -> None:
    alt = {item.address: cards.of(item, LINK).alt for item in told(items, Kind.REACHED)}
    assert "đạt 232,3% (vượt 132,3%)" in alt["moc/giao-duc"]
    assert "vượt 232,3%" not in alt["moc/giao-duc"]
    for item in told(items, Kind.REACHED):  # its largest figure is said once
        values = cards.of(item, LINK).sheet.values
        assert values["number"] not in " ".join(values["of"])


def test_what_is_illustrative_says_so(items: Items, cards: Cards) -> None:
    for item in items.all:
        card = cards.of(item, SQUARE)
        assert (card.sheet.values["illustrative"] is not None) == item.illustrative
        assert card.alt.endswith("(Minh họa.)") == item.illustrative


def test_a_title_only_initiative_says_nothing_else(items: Items, cards: Cards) -> None:
    item = plain(items)
    assert isinstance(item.subject, PublishedInitiative)
    card = cards.of(item, PORTRAIT)
    assert card.sheet.beneath == ()
    assert item.subject.field is None
    assert item.subject.sector is None
    charter = items.report.publication.charter
    shelves = [each.name for each in charter.fields] + [each.name for each in charter.sectors]
    assert [name for name in shelves if name in said(card)] == []


def test_before_and_after_stand_side_by_side(items: Items, cards: Cards) -> None:
    pair = next(each for each in told(items, Kind.INITIATIVE) if cards.of(each, LINK).sheet.values["tags"])
    card = cards.of(pair, SQUARE)
    assert card.sheet.values["tags"] == ["Trước", "Sau"]
    left, right = card.sheet.beneath
    assert left.left_px + left.placed.width_px <= right.left_px
    assert isinstance(pair.subject, PublishedInitiative)
    assert pair.subject.disclosed
    for photo in pair.subject.disclosed.photos[:2]:
        assert photo.alt.rstrip(".") in card.alt


# --- Whom a picture may name ---


@pytest.fixture
def unshared(tmp_path: Path) -> Report:
    """The small campaign, of which the one named author did not agree to social networks."""
    changes = edited(AGREED, ("\n  social: {given: 2022-02-01, proof: Phiếu 1}", ""))
    return report_of(write_campaign(tmp_path, changes), TODAY)


def test_who_did_not_agree_to_be_shared_is_in_no_picture(unshared: Report) -> None:
    assert [person.may_share for person in unshared.publication.people] == [False]
    shown, drawer = Items(unshared), Cards(unshared)
    made = [drawer.of(item, format_) for item in shown.all for format_ in FORMATS]
    assert made
    for card in made:
        for text in (card.alt, card.path, said(card)):
            assert "Bình" not in text
            assert "binh" not in text


def test_who_agreed_is_named(tmp_path: Path) -> None:
    report = report_of(write_campaign(tmp_path), TODAY)
    item = Items(report).by_address["sang-kien/den-tiet-kiem"]
    assert "Lê Văn Bình" in Cards(report).of(item, LINK).alt


# --- Names of files ---


def test_a_file_is_named_anew_when_and_only_when_it_changes(report: Report, items: Items) -> None:
    item = plain(items)
    before = Cards(report)
    tomorrow = Cards(replace(report, today=report.today + timedelta(days=1), days_left=report.days_left - 1))
    assert tomorrow.of(item, LINK).path == before.of(item, LINK).path
    assert tomorrow.of(items.by_address["dem-nguoc"], LINK).path != before.of(items.by_address["dem-nguoc"], LINK).path
    assert before.of(titled(item, "Khác"), LINK).path != before.of(item, LINK).path
    brand = report.publication.charter.model_copy(update={"brand": Brand(primary="#0044aa")})
    other = Cards(replace(report, publication=replace(report.publication, charter=brand)))
    assert other.of(item, LINK).path != before.of(item, LINK).path


# --- Titles ---


@pytest.mark.parametrize("format_", [LINK, STORY])
def test_titles_of_any_length_stay_inside_their_frame(items: Items, cards: Cards, format_: drawn.Format) -> None:
    """What lies outside the words' room is the same whatever the title."""
    item, side = plain(items), 50
    links = format_ is LINK
    words = (side, 45, 845, 500) if links else (side, 272, 1080 - side, 1110)
    found: list[Image.Image] = []
    said_by: set[bytes] = set()
    for title in TITLES.values():
        image = opened(cards.of(titled(item, title), format_))
        said_by.add(image.tobytes())
        image.paste("black", words)
        found.append(image)
    assert len(said_by) == len(TITLES)
    assert [each for each in found if _unlike(each, found[0])] == []


def _unlike(image: Image.Image, other: Image.Image) -> bool:
    """Whether more differs than what each picture's choice of 256 colours does."""
    far = ImageChops.difference(image, other).point(([0] * PALETTE_STEP + [255] * (256 - PALETTE_STEP)) * 3)
    return far.getbbox() is not None


def test_a_story_keeps_what_matters_from_its_ends(items: Items, cards: Cards) -> None:
    """The first and the last seventh are the same whatever is told: no words lie there."""
    ends = [opened(cards.of(titled(plain(items), title), STORY)) for title in ("A", LONG)]
    for box in ((0, 0, 1080, 269), (0, 1651, 1080, 1920)):
        assert not _unlike(*(each.crop(box) for each in ends))


def test_signs_that_the_font_lacks_are_left_out(items: Items, cards: Cards) -> None:
    card = cards.of(titled(plain(items), TITLES["emoji"]), LINK)
    assert title_of(card) == "Máy gạt muối – hai bánh"
    assert title_of(cards.of(titled(plain(items), TITLES["nothing to show"]), LINK)) == "…"
    assert title_of(cards.of(titled(plain(items), TITLES["emoji"]), STORY)) == title_of(card)


def test_what_counts_as_known_is_in_the_font() -> None:
    known = {code for code in range(0x2100) if glyphs.KNOWN.fullmatch(chr(code))}
    assert known <= glyphs.glyphs() | {0xAD}


def test_a_figure_keeps_its_unit(items: Items, cards: Cards) -> None:
    card = cards.of(titled(plain(items), "Bớt 1.500 m³ nước trong 332 ngày, giai đoạn 1"), LINK)
    assert title_of(card) == "Bớt 1.500\u00a0m³ nước trong 332\u00a0ngày, giai\u00a0đoạn\u00a01"


def test_two_runs_draw_the_same_bytes(items: Items, cards: Cards) -> None:
    for item in (told(items, Kind.INITIATIVE)[0], told(items, Kind.LEADERS)[0]):
        sheet = cards.of(item, LINK).sheet
        assert replace(sheet).image() == sheet.image()


# --- Photographs ---


def test_a_photograph_too_small_for_its_frame_is_left_out(tmp_path: Path) -> None:
    report = report_of(write_campaign(tmp_path, {PHOTO: picture(width_px=8, height_px=6)}), TODAY)
    item = Items(report).by_address["sang-kien/den-tiet-kiem"]
    card = Cards(report).of(item, LINK)
    assert card.sheet.beneath == ()
    assert "Dãy đèn trong xưởng" not in card.alt
    large = report_of(write_campaign(tmp_path, {PHOTO: picture(width_px=700, height_px=600)}), TODAY)
    assert Cards(large).of(item, LINK).sheet.beneath == ()
    card = Cards(large).of(Items(large).by_address[item.address], LINK)
    assert len(card.sheet.beneath) == 1
    assert "Dãy đèn trong xưởng" in card.alt


def test_a_photograph_of_the_least_size_is_in_every_format(items: Items, cards: Cards) -> None:
    """What the rule `anh-nho` lets pass without a word is on no card left out."""
    for kind in (Kind.INITIATIVE, Kind.PERSON):
        for item in told(items, kind):
            small = _with_photographs(item, *LEAST_SHARED_PX)
            for format_ in FORMATS:
                assert len(cards.of(small, format_).sheet.beneath) == len(cards.of(item, format_).sheet.beneath)
    face = _with_photographs(told(items, Kind.PERSON)[0], LEAST_SHARED_PX[0], LEAST_SHARED_PX[1] - 1)
    assert cards.of(face, STORY).sheet.beneath == ()


def _with_photographs(item: Item, width_px: int, height_px: int) -> Item:
    def shrunk(photo: PublishedPhoto) -> PublishedPhoto:
        return replace(photo, picture=replace(photo.picture, width_px=width_px, height_px=height_px))

    match item.subject:
        case HonouredPerson(portrait=PublishedPhoto() as portrait) as person:
            return replace(item, subject=replace(person, portrait=shrunk(portrait)))
        case PublishedInitiative(disclosed=Disclosed() as known) as initiative:
            photos = tuple(shrunk(each) for each in known.photos)
            return replace(item, subject=replace(initiative, disclosed=replace(known, photos=photos)))
        case _:
            return item


def test_who_has_no_portrait_gets_a_letter(items: Items, cards: Cards) -> None:
    item = told(items, Kind.PERSON)[0]
    assert isinstance(item.subject, HonouredPerson)
    bare = replace(item, subject=replace(item.subject, portrait=None, quote=None))
    card = cards.of(bare, SQUARE)
    assert card.sheet.values["given"] == item.subject.name.split()[-1][0]
    assert len(set(_colours(opened(card)))) > 2


def _colours(image: Image.Image) -> Iterable[object]:
    return [colour for _count, colour in image.getcolors(1 << 24) or ()]


# --- Colours ---


@pytest.mark.parametrize("colour", ["#ffd400", "#111111", "#00ffcc", "#ffffff"])
def test_words_can_be_read_in_any_brand(report: Report, colour: str) -> None:
    charter = report.publication.charter.model_copy(update={"brand": Brand(primary=colour, accent=colour)})
    publication = replace(report.publication, charter=charter)
    colours = Cards(replace(report, publication=publication)).page("x", "X", None).sheet.values["colours"]
    for name in ("hero-text", "hero-soft", "hero-accent"):
        assert contrast(rgb(colours[name]), rgb(colours["hero"])) >= TEXT_CONTRAST
    assert contrast(rgb(colours["hero-text"]), rgb(colours["hero-deep"])) >= TEXT_CONTRAST
    assert contrast(rgb(colours["empty"]), rgb(colours["hero"])) >= SEEN_APART


def test_the_logo_stands_in_its_own_shape(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        **edited(CAMPAIGN, ('  primary: "#A63A24"', '  primary: "#A63A24"\n  logo: logo.png')),
        "data/photos/logo.png": picture("PNG", 400, 100),
    }
    report = report_of(write_campaign(tmp_path, changes), TODAY)
    card = Cards(report).page("tien-do", "Tiến độ", None, illustrative=True)
    assert card.alt.endswith("(Minh họa.)")
    logo = card.sheet.pictures["logo"]
    assert (logo.width_px, logo.height_px) == (220, 55)
    assert card.media_type == "image/png"
    opened(card)


def test_an_initiative_without_photograph_is_drawn(tmp_path: Path) -> None:
    changes = edited(INITIATIVE, ("photos:\n  - file: den.jpg\n    alt: Dãy đèn trong xưởng\n", ""))
    report = report_of(write_campaign(tmp_path, {**changes, PHOTO: None}), TODAY)
    card = Cards(report).of(Items(report).by_address["sang-kien/den-tiet-kiem"], SQUARE)
    assert card.media_type == "image/png"
    opened(card)
