"""What is new, for feed readers and calendars: Atom, JSON Feed, iCalendar.

Days come from the data, never from the clock: the same data gives the same bytes. An entry's id is made of the
site's host, the campaign's first day and an address that never changes; that of an award, of its day and its title.

Source: RFC 4287 (Atom), RFC 4151 (tag URIs), JSON Feed 1.1 (jsonfeed.org), RFC 5545 and 7986 (iCalendar).
"""

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from generator import routes
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import Award, Milestone
from generator.render import words
from generator.render.accounts import Account, Part, account
from generator.render.captions import Writer
from generator.render.cards import LINK, Card, Cards
from generator.render.items import Item, Items, Kind
from generator.render.markdown import html_prose
from generator.render.outputs import Output
from generator.render.packs import Packs
from generator.render.portions import Ground, Portion
from generator.vietnamese import day, slug

LONGEST = 50
"""Entries of a feed: some months of a lively campaign."""
LINE_OCTETS = 75
"""The longest line of a calendar file, its end not counted. Source: RFC 5545, 3.1."""
VIETNAM = timezone(timedelta(hours=7))

_ATOM = "http://www.w3.org/2005/Atom"
_LABELS = {
    Kind.INITIATIVE: "Sáng kiến",
    Kind.PERSON: "Gương sáng",
    Kind.MILESTONE: "Dấu mốc",
    Kind.REACHED: "Về đích",
    Kind.BULLETIN: "Bản tin",
}
_AWARD = ("award", "Khen thưởng")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something new about an item: the item itself, or an `award` given to it."""

    id: str
    item: Item
    award: Award | None = None
    published: datetime
    updated: datetime


def feeds(items: Items, packs: Packs, ground: Ground) -> Iterator[Portion]:
    """feed.xml, feed.json and lich.ics."""
    feed, calendar = Feed(items), Calendar(items)
    yield ground.portion(feed.outputs, feed.entries, seen=[packs.seen(each.item) for each in feed.entries])
    yield ground.portion(calendar.outputs, calendar.milestones)


class Feed:
    """The newest entries of a report, in two formats."""

    def __init__(self, items: Items) -> None:
        """Take the items of which the feed tells."""
        self.report, self.charter = items.report, items.report.publication.charter
        self._writer, self._cards = Writer(items), Cards(self.report)
        found = [each for item in items.all for each in self._entries(item)]
        self.entries = tuple(sorted(found, key=lambda each: (-each.updated.timestamp(), each.id))[:LONGEST])

    def outputs(self, _entries: Sequence[Entry]) -> Iterator[Output]:
        """The feed in both formats."""
        yield Output(path=routes.FEED_ATOM, content=self.atom(), made_from="data/")
        yield Output(path=routes.FEED_JSON, content=self.json(), made_from="data/")

    @property
    def updated(self) -> datetime:
        """When the newest entry became news; without any, the campaign's first day."""
        return max((each.updated for each in self.entries), default=_midnight(self.charter.period.start))

    def atom(self) -> bytes:
        """The feed as an Atom document."""
        ET.register_namespace("", _ATOM)
        feed = ET.Element(_in_atom("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
        _add(feed, "id", self._tag(""))
        _add(feed, "title", self.charter.short_name)
        _add(feed, "subtitle", self.charter.name)
        _add(feed, "updated", self.updated.isoformat())
        author = _add(feed, "author")
        _add(author, "name", self.charter.organiser.name)
        if self.charter.organiser.url:
            _add(author, "uri", self.charter.organiser.url)
        _add(feed, "link", rel="self", type="application/atom+xml", href=self._absolute(routes.FEED_ATOM))
        _add(feed, "link", rel="alternate", type="text/html", href=self._absolute(routes.HOME))
        for each in self.entries:
            self._add_entry(feed, each)
        ET.indent(feed)
        document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
        return document + b"\n"

    def json(self) -> str:
        """The feed as a JSON Feed document."""
        author = {"name": self.charter.organiser.name}
        if self.charter.organiser.url:
            author["url"] = self.charter.organiser.url
        values = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.charter.short_name,
            "description": self.charter.name,
            "home_page_url": self._absolute(routes.HOME),
            "feed_url": self._absolute(routes.FEED_JSON),
            "language": "vi",
            "authors": [author],
            "items": [self._json_item(each) for each in self.entries],
        }
        return json.dumps(values, ensure_ascii=False, indent=1) + "\n"

    def _entries(self, item: Item) -> Iterator[Entry]:
        """What is new about an item. A person given an award on a known day is told of by the award alone."""
        subject = item.subject
        awards = subject.awards if isinstance(subject, HonouredPerson | PublishedInitiative) else ()
        given = [each for each in awards if each.date]
        if item.kind in _LABELS and not (given and isinstance(subject, HonouredPerson)):
            days = [*self._days(item)]
            yield Entry(id=self._tag(item.address), item=item, published=min(days), updated=max(days))
        for name, award in _named(given).items():
            if award.date:
                at = _midnight(award.date)
                id_ = self._tag(f"{item.address}/khen-thuong/{name}")
                yield Entry(id=id_, item=item, award=award, published=at, updated=at)

    def _days(self, item: Item) -> Iterator[datetime]:
        """When something of an item became news: of a person that may be several days.

        A bulletin becomes news on the day up to which it tells, and none of its content is of a later one.
        """
        each = item.subject
        if isinstance(each, Milestone) and each.time:
            yield datetime.combine(each.at, time.fromisoformat(each.time), VIETNAM)
            return
        if isinstance(each, HonouredPerson):
            yield from map(_midnight, self._written.get(each.id, []) or [item.on])
        else:
            yield _midnight(item.on)

    @cached_property
    def _written(self) -> dict[str, list[date]]:
        """The days on which initiatives of each person were published."""
        written: dict[str, list[date]] = {}
        for each in self.report.publication.initiatives:
            for credit in each.credits:
                written.setdefault(credit.person.id, []).append(each.published_on)
        return written

    def _title(self, each: Entry) -> str:
        item, is_person = each.item, each.item.kind is Kind.PERSON
        if each.award:
            return _marked(item, f"{self._honoured(item)} được trao {_unmarked(item, each.award.title)}")
        return _marked(item, f"Gương sáng: {item.title}" if is_person else item.title)

    def _honoured(self, item: Item) -> str:
        return item.title if item.kind is Kind.PERSON else f"Sáng kiến “{item.title}”"

    def _account(self, each: Entry) -> Account:
        """All there is to tell, the news first: of an award that it was given, as far as the beginning does not say so."""
        told = self._writer.told(each.item)
        found = account(each.item, told)
        if not each.award or not each.award.date:
            return found
        title, on = _unmarked(each.item, each.award.title), day(each.award.date)
        said, fact = f"được {each.award.body} trao {title}, ngày {on}.", f"Sáng kiến được trao {title}, ngày {on}."
        said = f"{self._honoured(each.item)} {said}"
        parts = tuple(part._replace(prose=_without(part.prose, fact)) for part in found.parts)
        leads = title in told[0] and on in told[0]
        return Account(
            gist=found.gist if leads and found.gist.startswith(told[0]) else f"{said} {found.gist}",
            parts=parts if leads else (Part("", said), *parts),
        )

    def _categories(self, each: Entry) -> list[tuple[str, str]]:
        """Terms with their labels."""
        found = [_AWARD] if each.award else []
        found.append((each.item.kind.value, _LABELS[each.item.kind]))
        subject = each.item.subject
        if isinstance(subject, PublishedInitiative) and subject.field:
            found.append((subject.field.id, subject.field.name))
        return found

    def _add_entry(self, feed: ET.Element, each: Entry) -> None:
        entry, card, told = _add(feed, "entry"), self._cards.of(each.item, LINK), self._account(each)
        _add(entry, "id", each.id)
        _add(entry, "title", self._title(each))
        _add(entry, "published", each.published.isoformat())
        _add(entry, "updated", each.updated.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=self._absolute(each.item.landing))
        _add(entry, "link", rel="enclosure", type=card.media_type, href=self._absolute(card.path))
        for term, label in self._categories(each):
            _add(entry, "category", term=term, label=label)
        _add(entry, "summary", told.gist)
        _add(entry, "content", f"{_html(told.parts)}{self._image(card)}", type="html")

    def _json_item(self, each: Entry) -> dict[str, object]:
        card, told = self._cards.of(each.item, LINK), self._account(each)
        return {
            "id": each.id,
            "url": self._absolute(each.item.landing),
            "title": self._title(each),
            "content_html": _html(told.parts),
            "content_text": "\n\n".join(filter(None, (each for part in told.parts for each in part))),
            "summary": told.gist,
            "image": self._absolute(card.path),
            "date_published": each.published.isoformat(),
            "date_modified": each.updated.isoformat(),
            "tags": [label for _, label in self._categories(each)],
        }

    def _image(self, card: Card) -> str:
        size = f'width="{card.format.width_px}" height="{card.format.height_px}"'
        return f'<p><img src="{html.escape(self._absolute(card.path))}" {size} alt="{html.escape(card.alt)}"></p>'

    def _tag(self, address: str) -> str:
        start = self.charter.period.start.isoformat()
        return f"tag:{_host(self.charter.site_url)},{start}:{self.charter.id}{f'/{address}' if address else ''}"

    def _absolute(self, to: routes.Page | str) -> str:
        return routes.absolute(self.charter.site_url, to)


class Calendar:
    """The campaign's deadlines and milestones, as days of a calendar."""

    def __init__(self, items: Items) -> None:
        """Take the items among which the milestones are."""
        self.report, self.charter = items.report, items.report.publication.charter
        self.milestones = [each for each in items.all if isinstance(each.subject, Milestone)]

    def outputs(self, _milestones: Sequence[Item]) -> Iterator[Output]:
        """The calendar."""
        yield Output(path=routes.CALENDAR, content=self.text(), made_from="data/campaign.yml")

    def text(self) -> bytes:
        """The calendar file, its lines ended and folded as the format wants them."""
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//{_host(self.charter.site_url)}//sangkien//VI",
            "CALSCALE:GREGORIAN",
            _property("NAME", self.charter.short_name),
            _property("X-WR-CALNAME", self.charter.short_name),
            *self._deadlines(),
            *(line for each in self.milestones for line in self._milestone(each)),
            "END:VCALENDAR",
        ]
        return "".join(f"{_folded(line)}\r\n" for line in lines).encode()

    def _deadlines(self) -> Iterator[str]:
        end, name = self.charter.period.end, self.charter.short_name
        for phase in self.charter.phases:
            if phase.end != end:
                days = ("DTSTART;VALUE=DATE:" + _compact(phase.end), _next(phase.end))
                yield from self._event(
                    f"giai-doan-{phase.start.isoformat()}", days, f"Kết thúc {phase.name} · {name}", routes.PROGRESS
                )
        days = ("DTSTART;VALUE=DATE:" + _compact(end), _next(end))
        yield from self._event("ket-thuc", days, f"Ngày cuối · {name}", routes.PROGRESS)

    def _milestone(self, item: Item) -> Iterator[str]:
        each = item.subject
        if not isinstance(each, Milestone):
            raise TypeError("a milestone's item is about one")
        when: Sequence[str] = ("DTSTART;VALUE=DATE:" + _compact(each.at), _next(each.at))
        if each.time:
            at = datetime.combine(each.at, time.fromisoformat(each.time), VIETNAM).astimezone(UTC)
            when = (f"DTSTART:{at:%Y%m%dT%H%M%SZ}",)
        yield from self._event(item.address, when, _marked(item, item.title), item.landing, words.source(each))

    def _event(
        self, key: str, when: Sequence[str], title: str, page: routes.Page, description: str | None = None
    ) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield f"UID:{self.charter.id}/{key}@{_host(self.charter.site_url)}"
        yield f"DTSTAMP:{_compact(self.report.as_of)}T000000Z"
        yield from when
        yield _property("SUMMARY", title)
        if description:
            yield _property("DESCRIPTION", description)
        yield f"URL:{routes.absolute(self.charter.site_url, page)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), VIETNAM)


def _named(awards: Sequence[Award]) -> dict[str, Award]:
    """An item's awards by ids of their own days and titles, so that one more moves no other.

    Two of one day and title are told apart by who gave them; the same twice is one piece of news.
    """
    named: dict[str, Award] = {}
    for award in awards:
        name = f"{award.date}-{slug(award.title)}".rstrip("-")
        if name in named and named[name].body != award.body:
            name = f"{name}-{slug(award.body)}"
        named.setdefault(name, award)
    return named


def _marked(item: Item, title: str) -> str:
    return f"{title} (minh họa)" if item.illustrative and "(minh họa)" not in title else title


def _unmarked(item: Item, title: str) -> str:
    """The title of an award: what tells of it is marked as a whole."""
    return title.removesuffix("(minh họa)").strip() if item.illustrative else title


def _html(parts: Sequence[Part]) -> str:
    return "".join(f"{_heading(part)}{html_prose(part.prose)}" for part in parts if part.prose)


def _heading(part: Part) -> str:
    return f"<h3>{html.escape(part.heading)}</h3>" if part.heading else ""


def _without(text: str, said: str) -> str:
    """`text` without a sentence."""
    return " ".join(text.replace(said, "").split()) if said in text else text


def _host(site_url: str) -> str:
    """The site's host in letters that an id may have."""
    return (urlsplit(site_url).hostname or "localhost").encode("idna").decode()


def _in_atom(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new child of an Atom element; a character that XML cannot hold is left out."""
    child = ET.SubElement(parent, _in_atom(name), attributes)
    child.text = text and "".join(each for each in text if each >= " " or each in "\t\n")
    return child


def _property(name: str, text: str) -> str:
    """A property of a calendar that holds a text. Source: RFC 5545, 3.3.11."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return f"{name}:{escaped}"


def _folded(line: str) -> str:
    """A line of a calendar in parts of at most 75 octets, each but the first after a space; no character is cut."""
    parts, room = [""], LINE_OCTETS
    for letter in line:
        if len(letter.encode()) > room:
            parts.append("")
            room = LINE_OCTETS - 1
        parts[-1] += letter
        room -= len(letter.encode())
    return "\r\n ".join(parts)


def _compact(on: date) -> str:
    return f"{on:%Y%m%d}"


def _next(on: date) -> str:
    """An event of a whole day ends where the next begins."""
    return f"DTEND;VALUE=DATE:{_compact(on + timedelta(days=1))}"
