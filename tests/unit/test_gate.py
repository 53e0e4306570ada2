"""Every combination of consents, every state of an initiative, in everything that is made: nothing of what is not agreed to.

One campaign holds a person for each combination. What is looked through are all outputs: their paths, texts, front
matter, and of pictures, papers and archives the words and pictures they are made of (`says`).
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count, product
from pathlib import Path

import pypdfium2
import pytest
import yaml
from campaigns import CAMPAIGN, INITIATIVE, TEXTS, TODAY, edited, picture, write_campaign
from made import Outputs, outputs
from PIL import Image

from generator import editorial, progress, routes
from generator.model import SCOPES, Scope
from generator.parse import parse
from generator.render import render, words

DAY = timedelta(days=1)
GIVEN: dict[str, str] = {"given": "2022-02-01", "proof": "Phiếu Kýr"}
STATES: Mapping[str, Mapping[str, str] | None] = {
    "given": GIVEN,
    "absent": None,
    "expired": GIVEN | {"expires": str(TODAY - DAY)},
    "withdrawn": GIVEN,
    "not yet": GIVEN | {"given": str(TODAY + DAY)},
}
REFUSED = ("absent", "expired", "withdrawn", "not yet")


def combinations() -> Iterator[dict[Scope, str]]:
    """Each set of agreements; in them, each way not to agree to each purpose where only that one is missing."""
    for number, agreed in enumerate(product((True, False), repeat=len(SCOPES))):
        alone = sum(agreed) == len(SCOPES) - 1
        for turn in range(len(REFUSED)) if alone else (number,):
            refused = [REFUSED[(turn + index) % len(REFUSED)] for index in range(len(SCOPES))]
            yield {scope: "given" if yes else how for scope, yes, how in zip(SCOPES, agreed, refused, strict=True)}


@cache
def word(number: int) -> str:
    """A short word that stands nowhere else, with marks to lose; short, for long ones may be broken on paper."""
    letters = "bcdghklmnpqrstvx"
    return "Đẫ" + "".join(letters[number // 16**place % 16] for place in range(3))


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A person of the campaign: what was agreed to, and the words and files by which each purpose is known."""

    id: str
    state: Mapping[Scope, str]
    words: Mapping[Scope, tuple[str, ...]]
    always: tuple[str, ...]  # what may stand only where the name may

    def agrees(self, scope: Scope) -> bool:
        return self.state[scope] == "given"


def people() -> Iterator[tuple[Somebody, dict[str, str | bytes | None]]]:
    for number, state in enumerate(combinations()):
        own = [word(number * 10 + place) for place in range(10)]
        identifier, photo = f"nguoi-{own[0].lower().translate({273: 'd', 7851: 'a'})}", f"anh-{number}.jpg"
        withdrawn = [scope for scope in SCOPES if state[scope] == "withdrawn"]
        content = picture(width_px=60 + number)
        record = {
            "id": identifier,
            "name": f"Lê Văn {own[1]}",
            "unit": "bac",
            "job": f"Thợ {own[2]}",
            "portrait": {"file": photo, "alt": f"Ảnh {own[3]}", "credit": f"Của {own[4]}"},
            "quote": f"Nói {own[5]}.",
            "story": f"Kể {own[6]}.",
            "awards": [{"title": f"Khen {own[7]}", "body": "Tỉnh", "date": "2022-06-01"}],
            "consent": {scope: STATES[state[scope]] for scope in SCOPES if STATES[state[scope]]},
        } | ({"withdrawn": {"date": "2022-07-01", "scopes": withdrawn}} if withdrawn else {})
        who = Somebody(
            id=identifier,
            state=state,
            words={
                "name": (f"Lê Văn {own[1]}", own[1], identifier),
                "photo": (own[3], own[4], photo),
                "story": (own[5], own[6]),
                "social": (),
            },
            always=(own[2], own[7]),
        )
        initiative = {
            "id": f"sk-{number}", "title": f"Việc số {number}", "summary": "Một câu.", "unit": "bac", "field": "ky-thuat",
            "authors": [{"person": identifier, "share_percent": 100, "role": f"Vai {own[8]}"}],
            "sector": "dien", "applied_from": "2022-01-10", "problem": "Vướng.", "solution": "Gỡ.", "status": "approved",
            "approved_by": "Ban", "publish_on": "2022-05-01", "featured": True,
        }  # fmt: skip
        yield (
            who,
            {
                f"data/people/{identifier}.yml": json.dumps(record, ensure_ascii=False),
                f"data/photos/{photo}": content,
                f"data/initiatives/sk-{number}.yml": json.dumps(initiative, ensure_ascii=False),
            },
        )


# --- Consents -----------------------------------------------------------------------------------------

Crowd = tuple[list[Somebody], Outputs]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    changes: dict[str, str | bytes | None] = {}
    everybody = []
    for who, files in people():
        everybody.append(who)
        changes |= files
    return everybody, outputs(write_campaign(tmp_path_factory.mktemp("crowd"), changes), TODAY)


def test_there_is_somebody_for_every_combination_and_everything_is_made(crowd: Crowd) -> None:
    everybody, made = crowd
    assert {tuple(who.agrees(scope) for scope in SCOPES) for who in everybody} == set(product((True, False), repeat=4))
    for scope in SCOPES:
        alone = {who.state[scope] for who in everybody if all(who.agrees(each) for each in SCOPES if each != scope)}
        assert alone == set(STATES)
    assert {each.path.rpartition(".")[2] for each in made.all} >= {
        "md", "xml", "json", "png", "jpg", "avif", "pdf", "zip", "html", "csv", "xlsx", "ics",
    }  # fmt: skip
    assert not made.having("Phiếu Kýr"), "a proof is nobody's business"


@pytest.mark.parametrize("scope", SCOPES)
def test_nothing_of_a_purpose_without_consent_is_anywhere(scope: Scope, crowd: Crowd) -> None:
    everybody, made = crowd
    for who in everybody:
        everything = [*who.always, *(each for words in who.words.values() for each in words)]
        if not who.agrees("name"):
            assert made.having_any(everything) == {}, who.state
        elif scope == "social" and not who.agrees("social"):
            assert made.shared.having_any(everything) == {}, who.state
        elif not who.agrees(scope):
            assert made.having_any(who.words[scope]) == {}, who.state


@pytest.mark.parametrize("scope", SCOPES)
def test_what_is_agreed_to_is_told(scope: Scope, crowd: Crowd) -> None:
    """Otherwise the test above would say nothing."""
    everybody, made = crowd
    for who in everybody:
        if who.agrees("name") and who.agrees(scope):
            assert all(made.having(each) for each in who.words[scope])
            if scope == "social":
                kinds = {path.partition("/")[0] for path in made.shared.having(who.words["name"][0])}
                assert kinds >= {"anh", "chia-se", "in", "api", "feed.xml"}
    framed = [who for who in everybody if "nhung/guong-sang/index.html" in made.having(who.words["name"][0])]
    assert framed


# --- Disclosure ---------------------------------------------------------------------------------------


def closed(**told: object) -> str:
    """A title-only initiative that says a secret wherever it may say anything."""
    secret = count()

    def mat(stem: str = "Mật") -> str:
        return f"{stem} {word(2000 + next(secret))}"

    return json.dumps(
        {
            "id": "bi-quyet", "title": "Bí quyết giữ lửa", "summary": mat(), "unit": "bac", "field": "kin-ky", "sector": "may",
            "authors": [{"person": "le-van-binh", "share_percent": 100, "role": mat()}], "applied_from": "2022-01-23",
            "problem": mat(), "solution": mat(), "novelty": mat(), "applicability": mat(),
            "effects": {"social": f"Bớt đau lưng. {mat()}\n{mat()}", "economic": mat()},
            "benefit": {"vnd_per_year": 7654321, "calculation": mat(), "status": "verified", "verified_by": mat()},
            "photos": [{"file": "mat-kin.jpg", "alt": mat(), "caption": mat(), "credit": mat(), "kind": "before"}],
            "recognition": {"level": "national", "body": mat(), "decision": mat(), "date": "2022-04-23"},
            "awards": [{"title": "Bằng khen Lửa", "body": "Tỉnh Mẫu", "date": "2022-06-01"}],
            "disclosure": "title-only", "status": "approved", "approved_by": mat(), "publish_on": "2022-05-01",
            "featured": True, "portal_code": mat("TLĐ"),
        }
        | told,
        ensure_ascii=False,
    )  # fmt: skip


def test_of_a_closed_initiative_there_is_title_unit_line_and_award(tmp_path: Path) -> None:
    fields = edited(CAMPAIGN, ("  - id: quan-ly\n    name: Quản lý\n", "  - id: kin-ky\n    name: Kín kỹ\n"))
    changes: dict[str, str | bytes | None] = {
        "data/initiatives/bi-quyet.yml": closed(),
        "data/photos/mat-kin.jpg": picture(width_px=90),
    }
    made = outputs(write_campaign(tmp_path, {**fields, **changes}), TODAY)
    secrets = [word(2000 + number) for number in range(40)]
    told = ("23/01/2022", "2022-01-23", "23/04/2022", "2022-04-23", "7654321", "7.654.321", "7,7 triệu", "mat-kin")
    assert made.having_any([*secrets, *told]) == {}
    page = "sang-kien/bi-quyet/index.md"
    for public in ("Bí quyết giữ lửa", "Bớt đau lưng.", "Bằng khen Lửa", "Công đoàn huyện Bắc"):
        assert page in made.having(public)
    places = made.having("Bí quyết giữ lửa") | made.having("bi-quyet")
    assert {each.partition("/")[0] for each in places} >= {
        "anh",
        "chia-se",
        "in",
        "api",
        "feed.xml",
        "nhung",
        "sang-kien",
    }
    parted = ("linh-vuc/kin-ky", "khu-vuc/may", "guong-sang/")
    assert not [each for each in places if each.startswith(parted)], "which field, sector and author is not told"


# --- States -------------------------------------------------------------------------------------------

WAITING = {
    "nhap": {"status": "draft"},
    "cho": {"status": "review"},
    "da-dang": {"publish_on": str(TODAY - DAY)},
    "hom-nay": {"publish_on": str(TODAY)},
    "ngay-mai": {"publish_on": str(TODAY + DAY)},
    "da-go": {"status": "archived"},
}


@pytest.mark.parametrize(
    ("today", "is_preview", "shown"),
    [
        (TODAY, False, {"da-dang", "hom-nay"}),
        (TODAY + DAY, False, {"da-dang", "hom-nay", "ngay-mai"}),
        (TODAY, True, {"nhap", "cho", "da-dang", "hom-nay", "ngay-mai"}),
    ],
)
def test_a_day_shows_what_is_approved_and_due(today: date, is_preview: bool, shown: set[str], tmp_path: Path) -> None:  # noqa: FBT001 - a case
    changes: dict[str, str | bytes | None] = {}
    for number, (identifier, told) in enumerate(WAITING.items()):
        own = [word(3000 + number * 10 + place) for place in range(3)]
        text = TEXTS[INITIATIVE].replace("den-tiet-kiem", identifier).replace("12 tháng", f"12 tháng ({number})")
        record = yaml.safe_load(text) | {"title": own[0], "summary": own[1], "problem": own[2]} | told
        changes[f"data/initiatives/{identifier}.yml"] = json.dumps(record, ensure_ascii=False, default=str)
    made = outputs(write_campaign(tmp_path, changes), today, is_preview=is_preview)
    for number, identifier in enumerate(WAITING):
        found = made.having_any(word(3000 + number * 10 + place) for place in range(3))
        assert (len(found) == 3) == (identifier in shown)
        assert found.keys() | made.having(f"sang-kien/{identifier}") == set() or identifier in shown


def test_a_preview_says_so_on_every_page_picture_and_paper(tmp_path: Path) -> None:
    """Pages say it by their theme (tests/unit/test_desk.py)."""
    made = outputs(write_campaign(tmp_path), TODAY, is_preview=True)
    folders = (f"{routes.CARDS}/", f"{routes.PAPERS}/")
    drawn = [each for each in made.all if each.path.startswith(folders) and "/qr-" not in each.path]
    assert {each.path.rpartition(".")[2] for each in drawn} >= {"png", "pdf", "zip"}
    assert [each.path for each in drawn if words.PREVIEW not in each.text] == []
    heads = [each for each in made.all if each.path.endswith("#og")]
    assert [each.path for each in heads if words.PREVIEW not in each.text] == []
    assert not outputs(tmp_path, TODAY).having("Bản xem trước")


def test_what_a_preview_says_is_drawn(tmp_path: Path) -> None:
    strips, said = [], []
    root = write_campaign(tmp_path)
    for is_preview in (False, True):
        report = progress.report(editorial.publish(parse(root).campaign(), TODAY, is_preview=is_preview))
        made = {each.path.rsplit("-", 1)[0]: each for each in render(report)}
        card, paper = (made[name].content for name in ("anh/chia-se/tien-do-link", "in/tien-do-bac-phieu-a4"))
        assert callable(card)
        assert callable(paper)
        with Image.open(io.BytesIO(card())) as image:
            strips.append(image.convert("L").crop((0, 0, image.width, 4)).getextrema())
        said.append("chưa công bố" in text_of(paper()))
    assert strips[1] == pytest.approx((26, 26), abs=3), "a dark strip over the whole width"
    assert strips[0] != pytest.approx((26, 26), abs=3)
    assert said == [False, True]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)
