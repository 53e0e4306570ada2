"""What is taken along of an item: its pictures, its words, what is printed of it, and all of that in one archive."""

import io
import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from urllib.parse import quote
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from generator import routes
from generator.editorial import HonouredPerson
from generator.model import Post
from generator.render.captions import Captions, Writer
from generator.render.cards import FORMATS, LINK, PORTRAIT, SQUARE, STORY, Card, Cards
from generator.render.items import Item, Items
from generator.render.kin import written_by
from generator.render.outputs import Output
from generator.render.papers import Paper, Papers

_ARCHIVE_FORMAT = 1
_ARCHIVE_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest an archive can say: the same bytes whenever it is made
_UNIX, _READABLE = 3, 0o644 << 16
_WORDS_FILE = "loi-chia-se.txt"

# How a saved picture is called: its reader finds it again among a hundred others.
_SAVED = {LINK: "lien-ket", SQUARE: "vuong", PORTRAIT: "dung", STORY: "story"}


@dataclass(frozen=True, kw_only=True)
class Pack:
    """An item with everything to tell it.

    `link` is the full address that is posted: of a page whose link preview is the item's. `told` is all there is to
    tell, by paragraphs; `posts` where it was told, newest first.
    """

    item: Item
    link: str
    cards: tuple[Card, ...]
    captions: Captions
    told: tuple[str, ...]
    papers: tuple[Paper, ...]
    posts: tuple[Post, ...]

    @property
    def name(self) -> str:
        """What the names of its files begin with."""
        return self.item.address.replace("/", "-")

    @property
    def facebook(self) -> str:
        """Where Facebook asks its reader to share the link.

        Source: https://developers.facebook.com/docs/plugins/share-button (the address behind the button).
        """
        return f"https://www.facebook.com/sharer/sharer.php?u={quote(self.link, safe='')}"

    @property
    def card(self) -> Card:
        """The picture for a chat, where a square one is seen largest."""
        return next(each for each in self.cards if each.format is SQUARE)

    def saved(self, file: Card | Paper) -> str:
        """The name under which a picture or a paper is saved: readable, unlike the one it is published under."""
        if isinstance(file, Card):
            return f"{self.name}-{_SAVED[file.format]}{file.sheet.ending}"
        return f"{self.name}-{file.name}.pdf"

    @property
    def words(self) -> str:
        """All words of the item as one text, for who works without this site at hand."""
        said = self.captions
        parts = [
            ("Zalo, tin nhắn", said.zalo),
            ("Facebook", said.facebook),
            ("Zalo OA, tiêu đề", said.oa_title),
            ("Zalo OA, mô tả", said.oa_description),
            ("Câu ngắn", said.short),
            ("Mô tả ảnh cho người không nhìn thấy", "\n".join(dict.fromkeys(each.alt for each in self.cards))),
            ("Liên kết", self.link),
        ]
        return "\n\n\n".join(f"[{title}]\n{text}" for title, text in parts) + "\n"

    @property
    def files(self) -> tuple[Card | Paper, ...]:
        """What the archive holds besides words."""
        return (*self.cards, *self.enclosed)

    @property
    def enclosed(self) -> tuple[Paper, ...]:
        """The papers in the archive: not those on A3, which are the ones on A4 enlarged."""
        return tuple(each for each in self.papers if not each.name.endswith("-a3"))

    @cached_property
    def archive_path(self) -> str:
        """The archive, named by what it holds."""
        held = [_ARCHIVE_FORMAT, [(self.saved(each), each.path) for each in self.files], self.words]
        digest = blake2b(json.dumps(held).encode(), digest_size=8).hexdigest()
        return f"{routes.CARDS}/{self.name}-tron-bo-{digest}.zip"

    def archive(self) -> Output:
        """Pictures, words and papers in one file; beside the outputs of the cards, whose drawings are kept for it."""
        drawn = {said: None for each in self.files for said in each.output().says}
        return Output(
            path=self.archive_path,
            content=self._archived,
            made_from=self.cards[0].output().made_from,
            says=(*drawn, self.words),
        )

    def _archived(self) -> bytes:
        made = io.BytesIO()
        with ZipFile(made, "w", ZIP_STORED) as archive:  # pictures and PDF are compressed already
            for name, content in self._contents():
                entry = ZipInfo(f"{self.name}/{name}", _ARCHIVE_DAY)
                entry.create_system, entry.external_attr = _UNIX, _READABLE
                archive.writestr(entry, content)
        return made.getvalue()

    def _contents(self) -> list[tuple[str, bytes]]:
        text = self.words.replace("\n", "\r\n").encode("utf-8-sig")  # as the notepads of old Windows read it
        return [
            *((self.saved(each), _content(each.output())) for each in self.files),
            (_WORDS_FILE, text),
        ]


class Packs:
    """The packs of items."""

    def __init__(self, items: Items) -> None:
        """Take the items of which the packs tell."""
        report = items.report
        self.site_url = report.publication.charter.site_url
        self._cards, self._writer, self._papers = Cards(report), Writer(items), Papers(report)
        self._posts: dict[str, list[Post]] = {}
        for post in sorted(report.publication.posts, key=lambda each: each.date, reverse=True):
            self._posts.setdefault(post.item, []).append(post)
        self._written = written_by(report.publication.initiatives)
        self._made: dict[str, Pack] = {}

    def posts(self, item: Item) -> tuple[Post, ...]:
        """Where an item was told, newest first."""
        return tuple(self._posts.get(item.address, ()))

    def seen(self, item: Item) -> tuple[object, ...]:
        """What the pack of an item depends on besides the item itself and the ground of the site."""
        subject = item.subject
        written = self._written.get(subject.id, ()) if isinstance(subject, HonouredPerson) else ()
        return written, self._writer.opening(item), self.posts(item)

    def of(self, item: Item) -> Pack:
        """The pack of an item that is told."""
        if item.address not in self._made:
            self._made[item.address] = Pack(
                item=item,
                link=routes.absolute(self.site_url, item.landing),
                cards=tuple(self._cards.of(item, each) for each in FORMATS),
                captions=self._writer.of(item),
                told=self._writer.told(item),
                papers=self._papers.of(item),
                posts=self.posts(item),
            )
        return self._made[item.address]


def _content(output: Output) -> bytes:
    content = output.content() if callable(output.content) else output.content
    return content.encode() if isinstance(content, str) else content
