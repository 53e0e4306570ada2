"""Where an item is taken from: its page under /chia-se/, its pictures, its papers, and all in one archive.

Those pages are tools, not readings: made for a phone, kept out of search engines and of the site's own search. What is
posted leads to a reading: to the item's own page, or, where the site tells it among other things, to a small one made here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Any

import segno

from generator import routes
from generator.lengths import counted
from generator.model import Post
from generator.render import markdown, words
from generator.render.cards import LINK, PORTRAIT, SQUARE, STORY
from generator.render.items import Former, Item, Items, Kind
from generator.render.outputs import Output
from generator.render.packs import Pack, Packs
from generator.render.portions import Ground, Portion
from generator.render.shapes import environment
from generator.render.shell import Head, Shell
from generator.routes import Page

WEEK = 7
"""Proposals in a list: one a day. And the days for which news is new."""

LISTED = 100
"""Of a kind, on the page of all; more are reached from their own pages."""

SHARE_SCRIPT = "share.js"
LINE_CHARACTERS = 38  # of a caption, in its box on a small phone

KIND = {
    Kind.INITIATIVE: "Sáng kiến",
    Kind.PERSON: "Gương sáng",
    Kind.UNIT: "Tiến độ đơn vị",
    Kind.CAMPAIGN: "Tiến độ toàn chiến dịch",
    Kind.LEADERS: "Bảng dẫn đầu",
    Kind.COUNTDOWN: "Đếm ngược",
    Kind.MILESTONE: "Dấu mốc",
    Kind.REACHED: "Hoàn thành chỉ tiêu",
    Kind.BULLETIN: "Bản tin",
}
ONWARD = {
    Kind.LEADERS: ("Xem bảng tiến độ đầy đủ", ""),
    Kind.COUNTDOWN: ("Xem tiến độ từng đơn vị", ""),
    Kind.MILESTONE: ("Xem các dấu mốc", "#sk-milestones"),
    Kind.REACHED: ("Xem tiến độ của đơn vị", ""),
}
"""What leads on from the small page of an item to the page on which the site tells it, and the place on that page."""
CHANNEL = {"facebook": "Facebook", "zalo": "Zalo", "website": "Trang web", "other": "Nơi khác"}
OWN_CHANNELS = ("facebook", "zalo")  # those an item is missing from when it is not there

# What a reader would most like to hear of first. A week takes one of each before it takes a second.
_TELLING = (
    Kind.REACHED, Kind.INITIATIVE, Kind.PERSON, Kind.BULLETIN, Kind.CAMPAIGN, Kind.MILESTONE, Kind.LEADERS, Kind.UNIT,
    Kind.COUNTDOWN,
)  # fmt: skip
_STORIES = (Kind.INITIATIVE, Kind.PERSON)  # never old; a number of last spring is

_FORMAT_TAB = {LINK: "Liên kết", SQUARE: "Vuông", PORTRAIT: "Đứng", STORY: "Story"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Items of one sort on the page of all; `more` are not listed, and reached from `section`."""

    id: str
    title: str
    items: tuple[Item, ...]
    more: int
    section: Page


def share(items: Items, packs: Packs, ground: Ground) -> Iterator[Portion]:
    """The share pages; pictures, papers and archives of the items that are told."""
    return _Pages(items, packs).all(ground)


def fresh(items: Items, posts: Callable[[Item], Iterable[Post]]) -> list[Item]:
    """What became news in the last `WEEK` days, or since the last post of all, and was not posted since; a week's choice.

    `posts` gives where an item was posted. One of each kind comes before a second of any.
    """
    last = max((post.date for item in items.told for post in posts(item)), default=items.report.today)
    since = min(last, items.report.today - timedelta(days=WEEK))
    new = [
        each
        for each in items.told
        if since < each.on <= items.report.today and all(post.date < each.on for post in posts(each))
    ]
    return _mixed(sorted(new, key=lambda each: -each.on.toordinal()))[:WEEK]


def untold(items: Items, posts: Callable[[Item], Iterable[Post]], but: Iterable[Item]) -> list[Item]:
    """Stories of initiatives and people that were posted nowhere yet, `but` for some; a week's choice."""
    left_out = {each.address for each in but}
    stories = [each for each in items.told if each.kind in _STORIES and each.address not in left_out]
    return _mixed(each for each in stories if not any(posts(each)))[:WEEK]


def _mixed(items: Iterable[Item]) -> list[Item]:
    """The items in rounds: one of each kind, in the order of telling, then the second of each."""
    turns = {kind: count() for kind in Kind}
    ranked = [(next(turns[each.kind]), _TELLING.index(each.kind), each) for each in items]
    return [each for _turn, _kind, each in sorted(ranked, key=lambda entry: entry[:2])]


class _Pages:
    """The page of an item, and that of all."""

    def __init__(self, items: Items, packs: Packs) -> None:
        self.items, self.report = items, items.report
        self.shell, self.packs = Shell(items.report, items), packs
        self.environment = environment(
            filters={"counted": counted, "rows": _rows},
            CHANNEL=CHANNEL, KIND=KIND, OWN_CHANNELS=OWN_CHANNELS, TAB=_FORMAT_TAB, packs=self.packs,
            report=self.report, routes=routes,
        )  # fmt: skip

    def all(self, ground: Ground) -> Iterator[Portion]:
        new = fresh(self.items, self.packs.posts)
        old = untold(self.items, self.packs.posts, new)
        told = [(each.address, each.title, each.on, each.told, self.packs.posts(each)) for each in self.items.told]
        yield ground.portion(self.index, new, old, seen=[told, *map(self.packs.seen, (*new, *old))])
        for each in self.items.told:
            yield ground.portion(self.item, each, seen=self.packs.seen(each))
        for gone in self.items.former:
            standing = self.items.at(gone.page)
            yield ground.portion(self.former, gone, standing)

    def item(self, item: Item) -> Iterator[Output]:
        """The page of an item, that to which its posts lead, and everything that is taken from there."""
        pack = self.packs.of(item)
        yield from self.shared(pack)
        if item.landing != item.page:
            yield from self.landing(pack)
        yield from (card.output() for card in pack.cards)
        yield pack.archive()
        yield from (paper.output() for paper in pack.papers)
        yield Output(path=_code_file(pack.link), content=partial(_code, pack.link), made_from="data/")

    def index(self, new: list[Item], old: list[Item]) -> Iterator[Output]:
        """What to tell this week, what was told nowhere yet, and everything."""
        return self._page(
            routes.SHARE,
            "shares",
            Head(
                kind="shares",
                title="Chia sẻ",
                description="Ảnh và lời viết sẵn cho từng sáng kiến, từng người, từng con số: chọn một mục rồi gửi đi.",
                made_from="data/, data/posts.csv",
                indexed=False,
            ),
            fresh=new,
            untold=old,
            shelves=self._shelves(),
        )

    def shared(self, pack: Pack) -> Iterator[Output]:
        """The page of an item."""
        item = pack.item
        return self._page(
            item.share_page,
            "share",
            Head(
                kind="share",
                title=f"Chia sẻ: {item.title}",
                description=f"Ảnh và lời viết sẵn để chia sẻ: {item.title}.",
                eyebrow=KIND[item.kind],
                made_from="data/, data/posts.csv",
                trail=(("Chia sẻ", routes.SHARE),),
                card=pack.cards[0],
                scripts=(SHARE_SCRIPT,),
                has_lead=False,
                indexed=False,
            ),
            pack=pack,
            item=item,
            captions=(
                ("zalo", "Tin nhắn Zalo", pack.captions.zalo),
                ("facebook", "Bài Facebook", pack.captions.facebook),
                ("ngan", "Câu ngắn", pack.captions.short),
                ("oa-tieu-de", "Zalo OA: tiêu đề", pack.captions.oa_title),
                ("oa-mo-ta", "Zalo OA: mô tả", pack.captions.oa_description),
            ),
            code=_code_file(pack.link),
        )

    def landing(self, pack: Pack) -> Iterator[Output]:
        """Where a post leads whose item the site tells among other things."""
        item = pack.item
        return self._page(
            item.landing,
            "landing",
            Head(
                kind="landing",
                title=item.title,
                description=pack.captions.oa_description,
                eyebrow=KIND[item.kind] if KIND[item.kind] != item.title else words.dated(self.report).capitalize(),
                made_from="data/",
                trail=(("Tiến độ", routes.PROGRESS),),
                updated=item.on,
                scripts=(SHARE_SCRIPT,),
                has_lead=False,
            ),
            pack=pack,
            item=item,
            onward=ONWARD[item.kind],
        )

    def former(self, each: Former, standing: Item | None) -> Iterator[Output]:
        """What is read where an item was told once: an address once published works for ever.

        `standing` is the item that the site tells where these pages lead on to.
        """
        for page in each.pages:
            yield from self._page(
                page,
                "former",
                Head(
                    kind="landing",
                    title=each.title,
                    description=each.said,
                    made_from="data/",
                    card=self.shell.cards.of(standing, LINK) if standing else None,
                    indexed=False,
                ),
                former=each,
            )

    def _shelves(self) -> list[Shelf]:
        """Every item that is told, newest first."""
        sorts: tuple[tuple[str, str, tuple[Kind, ...], Page], ...] = (
            ("sang-kien", "Sáng kiến", (Kind.INITIATIVE,), routes.INITIATIVES),
            ("guong-sang", "Gương sáng", (Kind.PERSON,), routes.PEOPLE),
            ("don-vi", "Đơn vị", (Kind.REACHED, Kind.UNIT), routes.PROGRESS),
            ("chien-dich", "Toàn chiến dịch", (Kind.CAMPAIGN, Kind.LEADERS, Kind.COUNTDOWN, Kind.MILESTONE), routes.PROGRESS),
            ("ban-tin", "Bản tin", (Kind.BULLETIN,), routes.BULLETINS),
        )  # fmt: skip
        shelves = []
        for id_, title, kinds, section in sorts:
            found = [each for each in self.items.told if each.kind in kinds]
            found.sort(key=lambda each: -each.on.toordinal())
            if found:
                more = len(found) - LISTED
                shelves.append(
                    Shelf(id=id_, title=title, items=tuple(found[:LISTED]), more=max(0, more), section=section)
                )
        return shelves

    def _page(self, page: Page, template: str, head: Head, **values: Any) -> Iterator[Output]:  # noqa: ANN401 - what the template shows
        text = self.environment.get_template(f"{template}.md.jinja").render(link=page.link, here=page, **values)
        return self.shell.outputs(page, markdown.Markdown(text), head)


def _rows(text: str) -> int:
    """How many lines a caption takes on a small phone."""
    return sum(max(1, -(-len(line) // LINE_CHARACTERS)) for line in text.split("\n"))


def _code_file(link: str) -> str:
    """Where the QR code of an address stands: a file of its own, because one takes as long to make as ten pages."""
    return f"{routes.CARDS}/qr-{sha256(f'{segno.__version__} {link}'.encode()).hexdigest()[:16]}.svg"


def _code(link: str) -> bytes:
    """A QR code of an address as SVG: dark on light whatever the page's colours, with its quiet zone."""
    target = BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(target, kind="svg", border=4, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return target.getvalue()
