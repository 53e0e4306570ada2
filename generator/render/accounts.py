"""What an item tells to who reads it away from the site: all of it, in parts with headings, and its gist.

A caption is made to be posted, a page to be looked at; an account is read in a program for news, which shows text.
It says what the gate let through and names only who agreed to be shared, as captions do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.bulletins import Bulletin
from generator.editorial import Disclosed, HonouredPerson, PublishedInitiative
from generator.lengths import beginning, flat, sentence, sentences
from generator.render import telling
from generator.render.items import Item
from generator.render.stories import mark

_GIST = 300
"""Of each part, so many code units of whole sentences are in the gist: what was wrong, what was done, what came of it."""
_PARAGRAPH = re.compile(r"\n\s*\n")


class Part(NamedTuple):
    """A text as editors write it (paragraphs apart by a blank line, lists of "- ") under its heading, maybe none."""

    heading: str
    prose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`gist` is one paragraph that says it all; `parts` are what there is to read, in order."""

    gist: str
    parts: tuple[Part, ...]


def account(item: Item, told: tuple[str, ...]) -> Account:
    """The account of an item of which `told` are the paragraphs of its caption, the news first."""
    match item.subject:
        case PublishedInitiative() as each:
            gist = " ".join([sentence(each.summary), *_course(each.disclosed), mark(item)]).strip()
            return Account(gist=gist, parts=(*(Part("", said) for said in told), *_solution(each.disclosed)))
        case HonouredPerson() as person:
            gist, whole = " ".join(told), flat(person.story or "")
            others = tuple(Part("", said) for said in told if not whole.startswith(said))  # the story begins with it
            return Account(gist=gist, parts=(*others, *([Part("Câu chuyện", person.story)] if person.story else [])))
        case Bulletin() as bulletin:
            parts = [Part(part.heading, " ".join(part.sentences)) for part in telling.paragraphs(bulletin, shared=True)]
            gist = f"{telling.summary(bulletin)} {mark(item)}".strip()
            return Account(gist=gist, parts=(Part("", sentence(telling.headline(bulletin))), *parts))
        case _:
            return Account(gist=" ".join(told), parts=tuple(Part("", said) for said in told))


def _course(told: Disclosed | None) -> Iterator[str]:
    """From what was wrong to what came of it, in the first sentences of each."""
    if told is None:
        return
    effects = told.effects.economic or told.effects.social
    for heading, prose in (("Trước đây", told.problem), ("Giải pháp", told.solution), ("Hiệu quả", effects)):
        if said := _first(prose):
            yield f"{heading}: {said}"


def _first(prose: str | None) -> str:
    """The first sentences of a text before its first list, and without the one that announces it."""
    running = ""
    for paragraph in _PARAGRAPH.split((prose or "").strip()):
        if paragraph.lstrip().startswith("- "):
            break
        running = f"{running} {paragraph}"
    return beginning(" ".join(each for each in sentences(running) if not each.endswith(":")), _GIST)


def _solution(told: Disclosed | None) -> Iterator[Part]:
    """What only an initiative disclosed in full tells, as its page does."""
    if told is None:
        return
    worth = told.benefit.calculation if told.benefit else None
    effects = "\n\n".join(filter(None, (told.effects.economic, told.effects.social)))
    for heading, prose in (
        ("Trước đây", told.problem),
        ("Giải pháp", told.solution),
        ("Điểm mới", told.novelty),
        ("Hiệu quả", effects),
        ("Cách tính giá trị làm lợi", worth),
        ("Có thể áp dụng ở đâu", told.applicability),
    ):
        if prose:
            yield Part(heading, prose)
