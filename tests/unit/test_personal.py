"""Personal data is found however it is written and wherever it stands; what merely looks like it is left alone."""

import io
from datetime import date
from pathlib import Path

import pytest
from bench.maker import Size, make
from campaigns import (
    AGREED,
    CAMPAIGN,
    INITIATIVE,
    PAGE,
    PHOTO,
    POSTS,
    PROGRESS,
    SETTINGS,
    TEAMS,
    TEXTS,
    UNITS,
    edited,
    problems_of,
)
from personal import INNOCENT, PERSONAL
from PIL import Image, PngImagePlugin
from shipped import ROOT

from generator.parse import parse
from generator.problems import Problem, Rule
from generator.rules.facts import RULES, Facts
from generator.rules.personal import _may_tell, found_in
from generator.rules.texts import free_texts, sources


@pytest.mark.parametrize("text", PERSONAL)
def test_what_is_personal_is_found(text: str) -> None:
    assert list(found_in(text, frozenset()))
    assert _may_tell(text), "else nobody would look"


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_personal_is_left_alone(text: str) -> None:
    assert list(found_in(text, frozenset())) == []


def test_there_are_enough_of_both_kinds() -> None:
    assert len(PERSONAL) > 80
    assert len(INNOCENT) > 60
    assert len({kind for text in PERSONAL for _at, kind, _said in found_in(text, frozenset())}) == 8


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("0259 3822 000", "Gọi 0259.3822.000 trong giờ làm việc"),
        ("Văn phòng 0259 3822 000", "Gọi (0259) 3822 000"),
        ("+84 912 345 678", "Zalo 0912345678"),
        ("congdoan.mau@gmail.com", "Thư: CongDoan.Mau@gmail.com"),
    ],
)
def test_a_contact_of_work_is_known_however_it_is_written(contact: str, text: str) -> None:
    assert list(found_in(text, frozenset()))
    assert list(found_in(text, frozenset({contact}))) == []


@pytest.mark.parametrize("contact", ["0", "0912", "@", "gmail.com", "a", "0912 345 679", "Gọi 0259 3822 000 hoặc 0912"])
def test_no_contact_of_work_opens_the_door_to_others(contact: str) -> None:
    for text in ("Gọi 0912 345 678", "Thư binh@gmail.com", "CCCD 058085001234"):
        assert list(found_in(text, frozenset({contact}))), text


def personal(root: Path, changes: dict[str, str | bytes | None]) -> list[Problem]:
    return [each for each in problems_of(root, changes) if each.rule is Rule.PERSONAL_DATA]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (edited(CAMPAIGN, ("Bản tin số 1", "Bản tin, ĐT 0912 345 678")), "data/campaign.yml:31:13"),
        (edited(UNITS, ("Huyện Bắc|LĐLĐ Bắc", "Huyện Bắc|0912 345 678")), "data/units.csv:3:11"),
        (edited(PROGRESS, ("60,40,", "60,40,Chị Hoa sinh năm 1985")), "data/progress.csv:4:5"),
        (edited(TEAMS, ("Nhóm Zalo", "Zalo 912345678")), "data/support_teams.csv:2:4"),
        (edited(POSTS, ("https://facebook.example.org/1", "https://zalo.me/0912345678")), "data/posts.csv:2:4"),
        (edited(INITIATIVE, ("Tách mỗi dãy một công tắc.", "Tách mỗi dãy.\n\n  STK 4900205123456.")), f"{INITIATIVE}:15:11"),
        (edited(AGREED, ("Thợ điện", "Thợ điện (SN 1985)")), f"{AGREED}:4:6"),
        ({PAGE: TEXTS[PAGE] + "\nMột dòng.\nNhà riêng ở số 5 đường 16/4.\n"}, f"{PAGE}:11:1"),
        (edited(PAGE, ("Phong trào là gì.", "Gọi 0912 345 678.")), f"{PAGE}:3:14"),
        ({"content/goi-0912345678.md": TEXTS[PAGE]}, "content/goi-0912345678.md:1:1"),
        ({UNITS: TEXTS[UNITS] + "to-0912345678,Tổ,,grassroots,bac,,,,,,\n"}, f"{UNITS}:5:1"),
        ({SETTINGS: TEXTS[SETTINGS] + "copyright: binh (at) gmail.com\n"}, f"{SETTINGS}:6:12"),
        ({SETTINGS: TEXTS[SETTINGS] + "nav:\n  - Gọi 0912 345 678: tien-do/index.md\n"}, f"{SETTINGS}:7:5"),
    ],
)  # fmt: skip
def test_it_is_refused_with_its_place(changes: dict[str, str | bytes | None], place: str, tmp_path: Path) -> None:
    (found,) = personal(tmp_path, changes)
    assert str(found.at) == place
    assert "0912 345 678" not in found.message, "a message may be sent on"


def test_no_reference_of_a_consent_is_told(tmp_path: Path) -> None:
    """Only one with a figure, and of some length: others are words of anyone."""
    told: dict[str, str | bytes | None] = {PAGE: TEXTS[PAGE] + "\nMột dòng.\nTheo Phiếu 1, lưu tại đơn vị; Phiếu 12.\n"}
    (found,) = personal(tmp_path, told)
    assert (found.at.path, found.at.line) == (PAGE, TEXTS[PAGE].count("\n") + 3)
    assert found.message == "Có số hiệu phiếu đồng ý: “Phiế…”."


def photo(kind: str, **saved: object) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (24, 24), "#a63a24").save(content, kind, **saved)
    return content.getvalue()


def exif(tag: int, value: str | bytes, *, detail: bool = False) -> bytes:
    held = Image.Exif()
    if detail:
        held.get_ifd(0x8769)[tag] = value
    else:
        held[tag] = value
    return held.tobytes()


def behind(text: str) -> bytes:
    """A PNG that says `text` only behind its pixels."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", text, zip=True)
    content = photo("PNG", pnginfo=said)
    start = content.index(b"iTXt") - 4
    end = start + 12 + int.from_bytes(content[start : start + 4], "big")
    return content[:start] + content[end:-12] + content[start:end] + content[-12:]


SAID = "Chụp: 0912 345 678"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>{SAID}</rdf:li></x:xmpmeta>'
IPTC = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(SAID.encode()).to_bytes(4, "big") + SAID.encode() + b"\0"


@pytest.mark.parametrize(
    "content",
    [
        photo("JPEG", comment=SAID.encode()),
        photo("JPEG", exif=exif(0x010E, SAID)),
        photo("JPEG", exif=exif(0x9C9C, SAID.encode("utf-16-le"))),
        photo("JPEG", exif=exif(0x9286, b"UNICODE\0" + SAID.encode("utf-16-le"), detail=True)),
        photo("JPEG", xmp=XMP.encode()),
        photo("JPEG")[:2] + b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC + photo("JPEG")[2:],
        photo("WEBP", xmp=XMP.encode()),
        behind(SAID),
    ],
    ids=["comment", "description", "windows", "exif comment", "xmp", "iptc", "webp", "png behind its pixels"],
)
def test_a_photo_tells_nothing_personal_in_its_file(content: bytes, tmp_path: Path) -> None:
    (found,) = personal(tmp_path, {PHOTO: content})
    assert (found.at.path, "0912 345 678" in found.message) == (PHOTO, False)


def test_the_shipped_and_a_made_up_campaign_are_innocent_and_cheap_to_look_through(tmp_path: Path) -> None:
    """Nearly no record is looked at closely: at 3,000 initiatives that is 0.4 s of processor time instead of minutes."""
    made = make(tmp_path / "made", ROOT, Size(initiatives=200, people=80))
    for root in (made, ROOT):
        parsed = parse(root)
        day = date(2022, 11, 20)
        facts = Facts(parsed, day, day, day)
        assert list(RULES[Rule.PERSONAL_DATA](facts)) == []
        records = ["\n".join(free_texts(each).values()) for _path, group in sources(facts) for each in group]
        assert sum(map(_may_tell, records)) < 0.2 * len(records)
