"""The words that go with a picture: for a Facebook post, a Zalo group, an article of a Zalo account, and a short one.

Lengths are in code units of UTF-16 (see `lengths`). What is told comes from `stories`; here is how much of it fits,
in whole sentences, and which of a story's openings is used. A quotation stands whole or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from generator import routes
from generator.lengths import beginning, counted, fitted, flat, shortened
from generator.render import words
from generator.render.items import Item, Items, Kind
from generator.render.stories import Opening, Stories, Story

OA_TITLE, OA_DESCRIPTION, SHORT = 150, 300, 120
"""The longest, in code units. Source: the campaign's brief for its Zalo account and for words beside a picture."""
FACEBOOK, ZALO = 1200, 450
"""The longest text without link and hashtags: a post that is read on, and a message that fills half a phone's screen.

Facebook itself takes 63,206 characters; nobody reads them.
"""
WEEK = timedelta(days=7)

_NOTHING = {
    Kind.INITIATIVE: "Một sáng kiến được giới thiệu",
    Kind.PERSON: "Một gương sáng được giới thiệu",
    Kind.UNIT: "Tiến độ của một đơn vị",
    Kind.CAMPAIGN: "Tiến độ của chương trình",
    Kind.LEADERS: "Bảng dẫn đầu",
    Kind.COUNTDOWN: "Thời gian còn lại của chương trình",
    Kind.MILESTONE: "Một dấu mốc của chương trình",
    Kind.REACHED: "Một đơn vị hoàn thành chỉ tiêu",
    Kind.BULLETIN: "Bản tin của chương trình",
}
"""Said when a headline's first word alone is too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """Ready to post: plain text in NFC, without markup.

    `facebook` ends with the link and the hashtags, `zalo` with the link. `short` has no link: it goes with a
    picture that has one beside it. `oa_title` and `oa_description` are for an article, which has a link of its own.
    """

    facebook: str
    zalo: str
    oa_title: str
    oa_description: str
    short: str


class Writer:
    """Writes the captions of a report's items."""

    def __init__(self, items: Items) -> None:
        """Take the items of which the captions tell."""
        self.charter = items.report.publication.charter
        self._items = items
        self._stories = Stories(items.report)

    def of(self, item: Item) -> Captions:
        """The captions of an item."""
        story, opening, facts = self._opened(item)
        link = routes.absolute(self.charter.site_url, item.landing)
        call = story.calls[self.opening(item) % len(story.calls)]
        named = f"{_NOTHING[item.kind]}."
        message = _message([opening.lead, opening.after, story.passage], facts[:1], ZALO - counted(story.mark) - 1)
        gist = _gist(story, OA_DESCRIPTION - counted(story.mark) - 1)
        paragraphs = ["\n\n".join(self.told(item)), f"{flat(call)}: {link}", " ".join(self.charter.hashtags)]
        return Captions(
            facebook="\n\n".join(filter(None, paragraphs)),
            zalo=f"{_ended(message or named, story.mark)}\n{link}",
            oa_title=_headline(item, story.titles, story.tail, OA_TITLE),
            oa_description=_ended(gist or named, story.mark),
            short=_headline(item, (*story.briefs, _NOTHING[item.kind]), story.tail, SHORT),
        )

    def told(self, item: Item) -> tuple[str, ...]:
        """All that is told of an item in whole sentences, by paragraphs: the news first, no link, no hashtags."""
        story, opening, facts = self._opened(item)
        room = FACEBOOK - counted(story.mark)
        paragraphs: list[str] = []
        for part in (opening.lead, opening.after, story.passage):
            kept = beginning(part, room)
            if not kept and not paragraphs:
                kept = shortened(part, room)
            paragraphs.append(kept)
            room -= counted(kept)
        return tuple(filter(None, (*paragraphs, fitted(facts, room), story.mark)))

    def opening(self, item: Item) -> int:
        """Which of its story's openings an item has: of one kind, neighbours in time have different ones."""
        return self._turns[item.address]

    def _opened(self, item: Item) -> tuple[Story, Opening, list[str]]:
        """A story, its opening and the facts that this does not tell."""
        story = self._stories.of(item)
        opening = story.openings[self.opening(item)]
        return story, opening, [fact for fact in story.facts if fact != opening.tells]

    @cached_property
    def _turns(self) -> dict[str, int]:
        turns: dict[str, int] = {}
        for kind in Kind:
            items = [each for each in self._items.all if each.kind is kind]
            if items:  # all of a kind have as many openings
                turns |= _dealt(items, len(self._stories.of(items[0]).openings))
        return turns


def _dealt(items: Sequence[Item], openings: int) -> dict[str, int]:
    """An opening for each item, oldest first, so that a later item changes none of an earlier one's.

    Its address chooses among those that no item of the last seven days has and none of its nearest neighbours, half
    as many as there are openings; when none is left, it takes the one unused for longest.
    """
    dealt: dict[str, int] = {}
    last: dict[int, tuple[date, int]] = {}  # by opening, when it was used
    for turn, item in enumerate(sorted(items, key=lambda each: (each.on, each.address))):
        unused = [
            each
            for each in range(openings)
            if each not in last or (item.on - last[each][0] >= WEEK and turn - last[each][1] > openings // 2)
        ]
        digest = int.from_bytes(sha256(item.address.encode()).digest()[:8], "big")
        chosen = unused[digest % len(unused)] if unused else min(last, key=lambda each: last[each])
        last[chosen] = (item.on, turn)
        dealt[item.address] = chosen
    return dealt


def _message(parts: Iterable[str], facts: Iterable[str], longest: int) -> str:
    """`parts` one after the other, as far as their sentences fit; then the `facts` that fit, each whole.

    Only a first sentence that is longer than all the room is cut.
    """
    said = ""
    for part in filter(None, parts):
        kept = beginning(part, longest - counted(said) - 1)
        said = f"{said} {kept or ('' if said else shortened(part, longest))}".strip()
        if kept != flat(part):
            break
    return fitted([said, *facts], longest)


def _gist(story: Story, longest: int) -> str:
    """What the story comes to: the beginning, leaving room for whose it is, said as fully as fits; then what else fits."""
    first, *rest = story.gist
    least = counted(story.by[-1]) + 1 if story.by else 0
    said = _message([first], (), longest - least if beginning(first, longest - least) else longest)
    by = next((each for each in story.by if counted(f"{said} {each}") <= longest), "")
    return fitted(filter(None, (said, by, *rest)), longest)


def _ended(text: str, mark: str) -> str:
    return f"{text} {mark}".strip()


def _headline(item: Item, heads: Sequence[str], tail: str, longest: int) -> str:
    """The first headline that fits whole, else the beginning of the last; its figures with their day, and its mark, whole."""
    for head in (flat(each).rstrip(" .") for each in heads):
        if head and counted(said := _with_tail(item, head, tail)) <= longest:
            return said
    room = longest - counted(_with_tail(item, "", tail))
    return _with_tail(item, (shortened(heads[-1], room) or _NOTHING[item.kind]).rstrip(" ."), tail)


def _with_tail(item: Item, head: str, tail: str) -> str:
    if not item.illustrative or words.MADE_UP.strip() in head:
        return f"{head}{tail}"
    return f"{head}{tail} (có phần minh họa)" if item.kind is Kind.BULLETIN else f"{head}{tail}{words.MADE_UP}"
