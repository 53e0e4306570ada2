"""The gate lets through what is approved, due, consented to and disclosed, and nothing else: no field, no file, no byte."""

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from campaigns import CAMPAIGN, PROGRESS, TEXTS, picture, write_campaign
from hypothesis import given
from hypothesis import strategies as st
from made import together
from records import START, TODAY, campaign, charter, initiative, person, published, snapshot
from records import picture as record_of_picture

from generator import editorial, progress, publish
from generator.editorial import HonouredPerson, Publication
from generator.model import SCOPES, AuthoredPage, PageFront, Post, SupportTeam
from generator.parse import parse
from generator.render import render
from generator.vietnamese import fold, slug
from generator.write import write

DAY = timedelta(days=1)
YES: dict[str, object] = {"given": START, "proof": "Phiếu 1"}
ALL = dict.fromkeys(map(str, SCOPES), YES)


# --- Initiatives: approved and due ------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_approved_is_out(status: str) -> None:
    assert published(initiatives=(initiative("den", status=status),)).initiatives == ()


@pytest.mark.parametrize(("publish_on", "shown"), [(TODAY - DAY, 1), (TODAY, 1), (TODAY + DAY, 0), (None, 0)])
def test_an_initiative_is_in_from_its_day_on(publish_on: date | None, shown: int) -> None:
    assert len(published(initiatives=(initiative("den", publish_on=publish_on),)).initiatives) == shown


def test_initiatives_come_featured_first_then_newest_then_by_id() -> None:
    listed = (
        initiative("a-cu", publish_on=START),
        initiative("c-moi", publish_on=TODAY),
        initiative("b-moi", publish_on=TODAY),
        initiative("d-tieu-bieu-cu", publish_on=START, featured=True),
        initiative("e-tieu-bieu-moi", publish_on=TODAY, featured=True),
    )
    expected = ["e-tieu-bieu-moi", "d-tieu-bieu-cu", "b-moi", "c-moi", "a-cu"]
    for order in (listed, listed[::-1]):
        assert [each.id for each in published(initiatives=order).initiatives] == expected


def test_people_come_by_given_name_in_vietnamese_order() -> None:
    names = {
        "binh": "Nguyễn Văn Bình",
        "anh": "Trần Thị Ánh",
        "dao": "Lê Thị Đào",
        "dung": "Phạm Dung",
        "binh-2": "Lê Bình",
    }
    people = tuple(person(identifier, name=name, consent=ALL) for identifier, name in names.items())
    assert [each.id for each in published(people=people).people] == ["anh", "binh-2", "binh", "dung", "dao"]


# --- People: consent, purpose by purpose --------------------------------------------------------------

days = st.integers(-3, 3).map(lambda offset: TODAY + offset * DAY)


@st.composite
def consents(draw: st.DrawFn) -> dict[str, Any] | None:
    given_on = draw(days)
    expires = draw(st.none() | st.integers(0, 4).map(lambda length: given_on + length * DAY))
    return draw(st.sampled_from([None, {"given": given_on, "proof": "Phiếu 1", "expires": expires}]))


held_consents = st.tuples(*(consents() for _scope in SCOPES)).map(lambda each: dict(zip(SCOPES, each, strict=True)))
withdrawals = st.none() | st.builds(
    lambda on, scopes: {"date": on, "scopes": sorted(scopes)}, days, st.sets(st.sampled_from(SCOPES), min_size=1)
)


def may(scope: str, consent: Mapping[str, Any], withdrawn: Mapping[str, Any] | None, today: date) -> bool:
    """What the promise on the privacy page means, said once more and in other words than the code's."""
    given = consent[scope]
    if given is None:
        return False
    if withdrawn is not None and scope in withdrawn["scopes"]:
        return False
    return bool(given["given"] <= today <= (given["expires"] or date.max))


@given(held_consents, withdrawals, days)
def test_a_person_shows_what_they_agree_to_that_day_and_nothing_else(
    consent: Mapping[str, Any], withdrawn: Mapping[str, Any] | None, today: date
) -> None:
    who = person(
        "binh",
        consent=consent,
        awards=[{"title": "Bằng khen", "body": "Tỉnh"}],
        **({"withdrawn": withdrawn} if withdrawn else {}),
    )
    shown = published(today, people=(who,), initiatives=(initiative("den"),))
    agreed = {scope: may(scope, consent, withdrawn, today) for scope in SCOPES}
    assert bool(shown.people) == agreed["name"]
    (told,) = shown.initiatives
    assert [credit.person for credit in told.credits] == list(shown.people)
    assert told.unnamed == (0 if agreed["name"] else 1)
    if not agreed["name"]:
        assert "Bình" not in repr(shown)
        return
    (one,) = shown.people
    assert (one.portrait is not None) == agreed["photo"]
    assert (one.quote is not None) == (one.story is not None) == agreed["story"]
    assert one.may_share == agreed["social"]
    assert "Phiếu" not in repr(shown)


@pytest.mark.parametrize("scope", SCOPES)
def test_consent_holds_from_its_first_day_to_its_last(scope: str) -> None:
    held = {**ALL, scope: {"given": TODAY, "proof": "Phiếu 1", "expires": TODAY + DAY}}

    def shown(on: date) -> bool:
        people = published(on, people=(person("binh", consent=held),)).people
        return bool(people) and _scope_of(people[0], scope)

    assert [shown(TODAY + offset * DAY) for offset in (-1, 0, 1, 2)] == [False, True, True, False]


def _scope_of(one: HonouredPerson, scope: str) -> bool:
    return {
        "name": True,
        "photo": one.portrait is not None,
        "story": one.story is not None and one.quote is not None,
        "social": one.may_share,
    }[scope]


@pytest.mark.parametrize("scope", ["photo", "story", "social"])
def test_withdrawing_one_purpose_leaves_the_others_and_counts_at_once(scope: str) -> None:
    """Also for a campaign frozen on a day before: nobody is brought back."""
    who = person("binh", consent=ALL, withdrawn={"date": TODAY, "scopes": [scope]})
    for day in (TODAY - DAY, TODAY, TODAY + DAY):
        (shown,) = published(day, people=(who,)).people
        assert [each for each in SCOPES if not _scope_of(shown, each)] == [scope]


def test_consent_to_everything_but_the_name_shows_nothing() -> None:
    consent = {scope: YES for scope in SCOPES if scope != "name"}
    assert published(people=(person("binh", consent=consent),)).people == ()


# --- What the future holds ----------------------------------------------------------------------------


def dated(on: date) -> Publication:
    """Publish a campaign in which everything that has a date has this one."""
    award = {"title": "Bằng khen", "body": "Tỉnh", "date": on}
    return editorial.publish(
        campaign(
            charter=charter(
                milestones=[{"at": on, "title": "Mốc", "source": "Bản tin"}],
                declared=[{"date": on, "submitted": 1, "target": 300, "percent": "0,3%", "source": "Công văn"}],
            ),
            snapshots=(snapshot(on, "bac", 1),),
            initiatives=(initiative("den", awards=[award], recognition={"level": "unit", "body": "Xã", "date": on}),),
            people=(person("binh", consent=ALL, awards=[award]),),
            posts=(Post(date=on, item="tien-do", channel="zalo", url="https://zalo.example.org/1"),),
        ),
        TODAY,
    )


@pytest.mark.parametrize(("on", "shown"), [(TODAY, 1), (TODAY + DAY, 0)])
def test_milestones_totals_reports_posts_and_honours_wait_for_their_day(on: date, shown: int) -> None:
    publication = dated(on)
    (told,), (one,) = publication.initiatives, publication.people
    assert told.disclosed is not None
    assert {
        "milestones": len(publication.charter.milestones),
        "declared": len(publication.charter.declared),
        "reports": len(publication.tally.reports(publication.tally.units["bac"])),
        "posts": len(publication.posts),
        "awards": len(told.awards),
        "recognition": int(told.disclosed.recognition is not None),
        "honours": len(one.awards),
    } == dict.fromkeys(["milestones", "declared", "reports", "posts", "awards", "recognition", "honours"], shown)


def test_a_post_about_what_is_not_shown_is_out() -> None:
    posts = tuple(
        Post(date=START, item=item, channel="zalo", url="https://zalo.example.org/1")
        for item in ("sang-kien/den", "sang-kien/nhap", "guong-sang/binh", "guong-sang/hoa", "tien-do/bac", "tien-do")
    )
    shown = published(
        posts=posts,
        people=(person("binh", consent=ALL), person("hoa", name="Trần Thị Hoa")),
        initiatives=(initiative("den"), initiative("nhap", status="draft")),
    )
    assert [post.item for post in shown.posts] == ["sang-kien/den", "guong-sang/binh", "tien-do/bac", "tien-do"]


def test_support_teams_and_pages_are_public_as_they_are() -> None:
    team = SupportTeam(unit="bac", name="Tổ hỗ trợ", contact="Thường trực")
    front = PageFront(title="Giới thiệu", description="Một câu.")
    page = AuthoredPage(name="gioi-thieu", front=front, body="Chữ.", body_line=5)
    shown = published(support_teams=(team,), pages=(page,))
    assert shown.support_teams == (team,)
    assert shown.pages == (page,)


# --- Title only ---------------------------------------------------------------------------------------


def test_title_only_tells_the_title_and_one_line_of_effect() -> None:
    held_back = initiative(
        "bi-quyet",
        disclosure="title-only",
        authors=[{"person": "binh", "role": "MẬT vai trò"}, {"person": "hoa"}],
        summary="MẬT tóm tắt",
        problem="MẬT vấn đề",
        solution="MẬT giải pháp",
        novelty="MẬT điểm mới",
        applicability="MẬT áp dụng",
        effects={"economic": "MẬT kinh tế", "social": "Bớt đau lưng.\nMẬT dòng sau"},
        benefit={"vnd_per_year": 1, "calculation": "MẬT cách tính", "status": "verified", "verified_by": "MẬT nơi"},
        photos=[{"file": "chan-dung.jpg", "alt": "MẬT ảnh", "caption": "MẬT chú thích", "credit": "MẬT người chụp"}],
        recognition={"level": "unit", "body": "MẬT nơi công nhận", "decision": "MẬT số"},
        portal_code="MẬT-01",
        approved_by="MẬT nơi duyệt",
    )
    (told,) = published(initiatives=(held_back,), people=(person("binh", consent=ALL),)).initiatives
    assert told.title == "Sáng kiến bi-quyet"
    assert told.summary == "Bớt đau lưng."
    assert told.disclosed is None
    assert told.credits == ()
    assert told.unnamed == 2
    assert "MẬT" not in repr(told)


@pytest.mark.parametrize(
    ("effects", "line"),
    [
        ({"economic": "Đỡ tiền.\nNhiều."}, "Đỡ tiền."),
        ({"social": "- Bớt bụi ở công ty A. Bí quyết."}, "Bớt bụi ở công ty A."),
        ({"social": "Đỡ cho chị em ở TP. Phan Rang. Bí quyết."}, "Đỡ cho chị em ở TP. Phan Rang."),
        (
            {"social": "Bớt bụi, " + "đỡ mệt " * 15 + "mỗi ca, rồi " + "đỡ nóng " * 15},
            f"Bớt bụi, {'đỡ mệt ' * 15}mỗi ca…",
        ),
        ({"social": "Bớt " + "bụi " * 60}, f"Bớt {'bụi ' * 38}bụi…"),
        ({}, "Nội dung giải pháp đang được giữ theo yêu cầu bảo hộ."),
    ],
)
def test_title_only_falls_back_on_what_it_may_say(effects: Mapping[str, str], line: str) -> None:
    (told,) = published(initiatives=(initiative("bi-quyet", disclosure="title-only", effects=effects),)).initiatives
    assert told.summary == line


def test_full_disclosure_tells_all_but_who_approved() -> None:
    told_in_full = initiative(
        "den",
        authors=[{"person": "binh", "share_percent": 60, "role": "Vẽ"}, {"person": "hoa", "share_percent": 40}],
        photos=[{"file": "chan-dung.jpg", "alt": "Ảnh", "kind": "before"}],
        approved_by="MẬT nơi duyệt",
    )
    (told,) = published(initiatives=(told_in_full,), people=(person("binh", consent=ALL),)).initiatives
    assert told.disclosed is not None
    assert told.disclosed.problem == "Vướng."
    assert [photo.picture for photo in told.disclosed.photos] == [record_of_picture()]
    assert [(credit.person.id, credit.share_percent, credit.role) for credit in told.credits] == [("binh", 60, "Vẽ")]
    assert told.unnamed == 1
    assert "MẬT" not in repr(told)


# --- From files to files: not one byte ----------------------------------------------------------------


class Secrets:
    """Hands out unique words that stand nowhere else, and remembers them."""

    def __init__(self) -> None:
        """Begin without any."""
        self.words: list[str] = []

    def __call__(self, stem: str = "Kín") -> str:
        number = len(self.words)
        letters = "".join("aàảãáạăâ"[number // 8**place % 8] for place in range(3))
        self.words.append(f"Đẫm{letters}ửng{stem}Ơ{number}")
        return self.words[-1]

    def identifier(self) -> str:
        self.words.append(f"an-kin-{len(self.words)}-sau")
        return self.words[-1]

    def photo(self, files: dict[str, str | bytes | None]) -> str:
        """Name a picture that is like no other; neither its name nor its digest may be seen."""
        name = f"{self.identifier()}.jpg"
        content = picture(width_px=100 + len(self.words))
        files[f"data/photos/{name}"] = content
        self.words.append(_digest(content))
        return name


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def _yaml(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, default=str)  # JSON is YAML


def secret_campaign() -> tuple[dict[str, str | bytes | None], list[str]]:
    """Changes that put a secret into every field that must not be seen, and the secrets."""
    secret = Secrets()
    files: dict[str, str | bytes | None] = {}
    consent: dict[str, object] = {scope: {"given": "2022-02-01", "proof": secret()} for scope in SCOPES}
    future, past = "2022-07-16", "2022-03-01"

    def add_person(held: Mapping[str, object], *, shown: bool = False, **fields: object) -> str:
        identifier = "le-thi-sen" if shown else secret.identifier()
        record = {
            "id": identifier,
            "name": "Lê Thị Sen" if shown else f"Đoàn Thị {secret()}",
            "unit": "bac",
            "job": "Thợ hàn" if shown else secret(),
            "portrait": {"file": secret.photo(files), "alt": secret(), "credit": secret()},
            "quote": secret(),
            "story": secret(),
            "awards": [{"title": secret(), "body": secret(), "decision": secret(), "date": future if shown else past}],
            "consent": held,
            **fields,
        }
        files[f"data/people/{identifier}.yml"] = _yaml(record)
        return identifier

    hidden = [
        add_person({}),
        add_person({scope: consent[scope] for scope in SCOPES if scope != "name"}),
        add_person({**consent, "name": {"given": future, "proof": secret()}}),
        add_person({**consent, "name": {"given": past, "proof": secret(), "expires": "2022-07-14"}}),
        add_person(consent, withdrawn={"date": "2022-07-15", "scopes": ["name"]}),
        add_person(consent, withdrawn={"date": past, "scopes": list(SCOPES)}),
    ]
    add_person({"name": consent["name"]}, shown=True)

    def add_initiative(**fields: object) -> str:
        identifier = str(fields.get("id") or secret.identifier())
        record = {
            "id": identifier,
            "title": secret(),
            "summary": secret(),
            "authors": [{"person": hidden[0], "role": secret()}, {"person": "le-van-binh", "role": secret()}],
            "unit": "bac",
            "field": "ky-thuat",
            "sector": "dien",
            "applied_from": past,
            "problem": secret(),
            "solution": secret(),
            "novelty": secret(),
            "applicability": secret(),
            "effects": {"economic": secret(), "social": secret()},
            "benefit": {"vnd_per_year": 1, "calculation": secret(), "status": "verified", "verified_by": secret()},
            "photos": [{"file": secret.photo(files), "alt": secret(), "caption": secret(), "credit": secret()}],
            "recognition": {"level": "unit", "body": secret(), "decision": secret(), "date": past},
            "awards": [{"title": secret(), "body": secret(), "decision": secret(), "date": past}],
            "portal_code": secret(),
            "status": "approved",
            "approved_by": secret(),
            "publish_on": past,
            **fields,
        }
        files[f"data/initiatives/{identifier}.yml"] = _yaml(record)
        return identifier

    unseen = [
        add_initiative(status="draft"),
        add_initiative(status="review"),
        add_initiative(status="archived"),
        add_initiative(publish_on=future),
    ]
    add_initiative(
        id="bi-quyet",
        title="Bí quyết giữ lại",
        disclosure="title-only",
        effects={"social": f"Đỡ mỏi tay.\n{secret()}", "economic": secret()},
        awards=[],
    )
    items = [*(f"sang-kien/{each}" for each in unseen), *(f"guong-sang/{each}" for each in hidden)]
    posts = [f"2022-05-02,{item},zalo,https://zalo.example.org/{secret.identifier()}" for item in items]
    posts.append(f"{future},tien-do,zalo,https://zalo.example.org/{secret.identifier()}")
    files["data/posts.csv"] = "date,item,channel,url\n" + "\n".join(posts) + "\n"
    files[PROGRESS] = f"{TEXTS[PROGRESS]}{future},bac,70,50,{secret()}\n"
    files[CAMPAIGN] = TEXTS[CAMPAIGN].replace(
        "milestones:\n", f"milestones:\n  - at: {future}\n    title: {secret()}\n    source: {secret()}\n"
    )
    return files, secret.words


def forms(word: str) -> set[bytes]:
    """Every form of a word that could slip out: normalised, folded, as an address, in capitals, escaped."""
    shapes = {word, fold(word), slug(word), word.upper(), word.lower(), json.dumps(word)[1:-1]}
    return {unicodedata.normalize(form, shape).encode() for form in ("NFC", "NFD") for shape in shapes}


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and every file in a packed one, by name."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        yield path.relative_to(folder).as_posix(), content
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                yield from ((f"{path.name}/{name}", packed.read(name)) for name in packed.namelist())


def found(folder: Path, word: str) -> set[str]:
    """The files in which, or in whose path, a form of `word` is."""
    wanted = forms(word)
    return {path for path, content in contents(folder) for form in wanted if form in content or form in path.encode()}


def test_no_secret_reaches_the_docs_tree(tmp_path: Path) -> None:
    changes, secrets = secret_campaign()
    root = write_campaign(tmp_path / "campaign", changes)
    problems, _day = publish.check(root, TODAY)
    assert [each for each in problems if not each.is_question] == []
    docs = tmp_path / "docs"
    write([together(render(progress.report(editorial.publish(parse(root).campaign(), TODAY))))], docs)

    everything = b"\n".join(path.encode() + b"\n" + content for path, content in contents(docs))
    leaked = {word for word in secrets for form in forms(word) if form in everything}
    assert {word: found(docs, word) for word in leaked} == {}

    # What is public does show, in text, in a path and in the packed workbook: the search can find.
    assert "sang-kien/bi-quyet/index.md" in found(docs, "Bí quyết giữ lại")
    assert "sang-kien/bi-quyet/index.md" in found(docs, "Đỡ mỏi tay.")
    assert "guong-sang/le-thi-sen/index.md" in found(docs, "Lê Thị Sen")
    assert "tien-do.xlsx/xl/sharedStrings.xml" in found(docs, "Công đoàn huyện Bắc")
    assert len(secrets) > 150
