"""The gate: (Campaign, today) to Publication, which holds only what may be shown that day.

Approved, due, consented, disclosed as far as allowed. Renderers are handed a Publication and never a
Campaign, so what is not in here cannot leak: there is nothing to forget to hide. The classes below say
by their fields what the public may learn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from generator import lengths
from generator.model import (
    AuthoredPage,
    Award,
    Benefit,
    Campaign,
    Charter,
    Effects,
    Initiative,
    Person,
    Picture,
    Portrait,
    Post,
    Recognition,
    Sector,
    SolutionField,
    SupportTeam,
    Unit,
)
from generator.tally import Tally
from generator.vietnamese import day, person_sort_key


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Shown = TypeVar("Shown", bound=_Identified)

ONE_LINE = 160
"""As `lengths` counts: what a title-only initiative may say of its effect is one sentence, and no story."""

HELD_BACK = "Nội dung giải pháp đang được giữ theo yêu cầu bảo hộ."
"""What is said in the place of an effect that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPhoto:
    """A picture that may be shown, with its words."""

    picture: Picture
    alt: str
    caption: str | None
    kind: str
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HonouredPerson:
    """Someone who agreed to be named. `portrait` and the story are None without consent to them.

    `listed_as` is the name by which lists are ordered, last word first. `may_share` says whether anything of theirs may be made for social networks.
    """

    id: str
    name: str
    unit: Unit
    job: str
    portrait: PublishedPhoto | None
    quote: str | None
    story: str | None
    awards: tuple[Award, ...]
    may_share: bool
    illustrative: bool
    listed_as: str
    sort_key: tuple[object, ...] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A named author's part in an initiative."""

    person: HonouredPerson
    share_percent: int | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """What an initiative disclosed in full tells beyond its title."""

    problem: str
    solution: str
    novelty: str | None
    applicability: str | None
    effects: Effects
    benefit: Benefit | None
    photos: tuple[PublishedPhoto, ...]
    applied_from: date
    recognition: Recognition | None
    portal_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedInitiative:
    """An initiative as the public may read it on the day.

    `credits` are the authors who agreed to be named; `unnamed` counts the others, who stand as the
    collective of the unit. `disclosed`, `field` and `sector` are None when only the title may be known; `summary` is
    then the one line of effect.
    """

    id: str
    title: str
    summary: str
    unit: Unit
    field: SolutionField | None
    sector: Sector | None
    credits: tuple[Credit, ...]
    unnamed: int
    disclosed: Disclosed | None
    awards: tuple[Award, ...]
    featured: bool
    published_on: date
    illustrative: bool
    waits: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Everything that may be shown on `today`, and nothing else.

    In a preview there are also initiatives that wait: `waits` says for what. Consents count there as everywhere.

    Initiatives come featured first, then newest first; people in Vietnamese order of names. `tally`
    holds no report after `today`, `charter` no milestone or declared total after it.
    """

    today: date
    charter: Charter
    logo: Picture | None
    tally: Tally
    initiatives: tuple[PublishedInitiative, ...]
    people: tuple[HonouredPerson, ...]
    support_teams: tuple[SupportTeam, ...]
    posts: tuple[Post, ...]
    pages: tuple[AuthoredPage, ...]
    is_preview: bool = False


def publish(
    campaign: Campaign,
    today: date,
    consented_on: date | None = None,
    *,
    is_preview: bool = False,
    before: Publication | None = None,
) -> Publication:
    """Open the gate for `today` (the campaign's own day, not the clock's).

    Consents are judged on `consented_on`, the day on which the site will be read, else on `today`. What is to be shown of
    a person or an initiative just as `before` is the same object as there.
    """
    asked_on = consented_on or today
    units = _by_id(campaign.units)
    shown_people = _by_id(before.people) if before else {}
    people = {
        person.id: _as_before(_honoured(person, units, campaign.pictures, today, asked_on), shown_people)
        for person in campaign.people
        if person.agrees_to("name", asked_on)
    }
    shown_initiatives = _by_id(before.initiatives) if before else {}
    around = _Around(
        units=units,
        fields=_by_id(campaign.charter.fields),
        sectors=_by_id(campaign.charter.sectors),
        pictures=campaign.pictures,
        people=people,
        today=today,
    )
    initiatives = [
        _as_before(_published(initiative, initiative.publish_on or today, around), shown_initiatives)
        for initiative in campaign.initiatives
        if initiative.is_public_on(today) or (is_preview and initiative.status != "archived")
    ]
    shown = {f"sang-kien/{each.id}" for each in initiatives} | {f"guong-sang/{each}" for each in people}
    return Publication(
        today=today,
        charter=_charter_on(campaign.charter, today),
        logo=campaign.pictures.get(campaign.charter.brand.logo or ""),
        tally=Tally(campaign.units, [each for each in campaign.snapshots if each.date <= today]),
        initiatives=tuple(sorted(initiatives, key=lambda i: (not i.featured, -i.published_on.toordinal(), i.id))),
        people=tuple(sorted(people.values(), key=lambda person: (person.sort_key, person.id))),
        support_teams=campaign.support_teams,
        posts=tuple(
            post
            for post in campaign.posts
            if post.date <= today and (post.item in shown or not post.item.startswith(("sang-kien/", "guong-sang/")))
        ),
        pages=campaign.pages,
        is_preview=is_preview,
    )


def _by_id(records: Iterable[Shown]) -> dict[str, Shown]:
    return {each.id: each for each in records}


def _as_before(now: Shown, before: Mapping[str, Shown]) -> Shown:
    """What is shown now; the very object of before when that is equal, so that what was made of it can be kept."""
    old = before.get(now.id)
    return old if old is not None and old == now else now


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What an initiative names, by id, and the day."""

    units: Mapping[str, Unit]
    fields: Mapping[str, SolutionField]
    sectors: Mapping[str, Sector]
    pictures: Mapping[str, Picture]
    people: Mapping[str, HonouredPerson]
    today: date


def _charter_on(charter: Charter, today: date) -> Charter:
    return charter.model_copy(
        update={
            "milestones": tuple(each for each in charter.milestones if each.at <= today),
            "declared": tuple(each for each in charter.declared if each.date <= today),
        }
    )


def _honoured(
    person: Person, units: Mapping[str, Unit], pictures: Mapping[str, Picture], today: date, asked_on: date
) -> HonouredPerson:
    tells = person.agrees_to("story", asked_on)
    portrait = person.portrait if person.agrees_to("photo", asked_on) else None
    return HonouredPerson(
        id=person.id,
        name=person.name,
        unit=units[person.unit],
        job=person.job,
        portrait=_portrait(portrait, pictures) if portrait else None,
        quote=person.quote if tells else None,
        story=person.story if tells else None,
        awards=_given(person.awards, today),
        may_share=person.agrees_to("social", asked_on),
        illustrative=person.illustrative,
        listed_as=person.sort_name or person.name,
        sort_key=person_sort_key(person.sort_name or person.name),
    )


def _portrait(portrait: Portrait, pictures: Mapping[str, Picture]) -> PublishedPhoto:
    return PublishedPhoto(
        picture=pictures[portrait.file], alt=portrait.alt, caption=None, kind="portrait", credit=portrait.credit
    )


def _published(initiative: Initiative, published_on: date, around: _Around) -> PublishedInitiative:
    people, today = around.people, around.today
    open_in_full = initiative.disclosure == "full"
    named = [author for author in initiative.authors if author.person in people] if open_in_full else []
    return PublishedInitiative(
        id=initiative.id,
        title=initiative.title,
        summary=initiative.summary if open_in_full else _one_line(initiative.effects),
        unit=around.units[initiative.unit],
        field=around.fields[initiative.field] if open_in_full else None,
        sector=around.sectors[initiative.sector] if open_in_full else None,
        credits=tuple(
            Credit(person=people[author.person], share_percent=author.share_percent, role=author.role)
            for author in named
        ),
        unnamed=len(initiative.authors) - len(named),
        disclosed=_disclosed(initiative, around.pictures, today) if open_in_full else None,
        awards=_given(initiative.awards, today),
        featured=initiative.featured,
        published_on=published_on,
        illustrative=initiative.illustrative,
        waits=None if initiative.is_public_on(today) else _waits(initiative),
    )


def _waits(initiative: Initiative) -> str:
    if initiative.status == "approved" and initiative.publish_on:
        return f"Hẹn đăng {day(initiative.publish_on)}"
    return "Nháp" if initiative.status == "draft" else "Chờ duyệt"


def _given(awards: tuple[Award, ...], today: date) -> tuple[Award, ...]:
    """The awards that are not announced for a day to come."""
    return tuple(award for award in awards if award.date is None or award.date <= today)


def _disclosed(initiative: Initiative, pictures: Mapping[str, Picture], today: date) -> Disclosed:
    recognition = initiative.recognition
    known = recognition is not None and (recognition.date is None or recognition.date <= today)
    return Disclosed(
        problem=initiative.problem,
        solution=initiative.solution,
        novelty=initiative.novelty,
        applicability=initiative.applicability,
        effects=initiative.effects,
        benefit=initiative.benefit,
        photos=tuple(
            PublishedPhoto(
                picture=pictures[photo.file],
                alt=photo.alt,
                caption=photo.caption,
                kind=photo.kind,
                credit=photo.credit,
            )
            for photo in initiative.photos
        ),
        applied_from=initiative.applied_from,
        recognition=recognition if known else None,
        portal_code=initiative.portal_code,
    )


def _one_line(effects: Effects) -> str:
    """The first sentence of what an initiative brought, which is all a title-only one may say.

    Of a longer one than fits it is the part up to a pause: no word is cut.
    """
    told = effects.social or effects.economic
    line = next((found.strip() for each in (told or "").splitlines() if (found := each.strip().removeprefix("- "))), "")
    first = next(iter(lengths.sentences(line)), "")
    return lengths.shortened(first, ONE_LINE) or HELD_BACK
