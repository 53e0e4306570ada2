"""Small pages for frames on other sites, what tells other programs of them (oEmbed), and the page with the code to paste.

A frame is shown where the campaign has no say: it names only people who agreed to social networks, and holds
everything in one file, so that a site need load nothing. Its addresses are relative, those in a code to paste full.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from typing import Any

from generator import encodings, routes
from generator.editorial import HonouredPerson, PublishedInitiative
from generator.model import Snapshot, Unit
from generator.progress import Band, Standing
from generator.render import markdown, palette, words
from generator.render.cards import LINK
from generator.render.facets import cover
from generator.render.items import Item, Items, Kind
from generator.render.outputs import Output
from generator.render.portions import Ground, Portion
from generator.render.shapes import environment
from generator.render.shell import Head, Shell
from generator.routes import Page

LEADERS = 5
INITIATIVES = 4
PEOPLE = 4
"""In a frame that is wide enough; a narrow one shows the first three of each."""
UNITS_LISTED = 200  # as on the search page
WIDTH_PX = 600
CACHE_SECONDS = 86_400  # whoever asks again the next day has the day's figures

# For the frame's own file: its style is in it, its script is not, and it sends nothing to anybody; no icon is asked for.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """A page for a frame: `embed` is its own address, `page` that of what it stands for.

    `title` says what is in the frame to those who cannot see it, `name` and `said` present it to an editor, `more`
    is the link to `page`. `height_px` is what it needs in a frame of 320 px or more, which no script gives a height.
    """

    page: Page
    template: str
    title: str
    name: str
    said: str
    more: str
    height_px: int
    made_from: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def embed(self) -> Page:
        """Where it stands."""
        found = routes.embedded(self.page)
        if found is None:
            raise ValueError(f"no frame stands for {self.page}")
        return found


def embeds(items: Items, ground: Ground) -> Iterator[Portion]:
    """The pages for frames with their oEmbed files, their two scripts, and the page that shows them."""
    return _Embeds(items).all(ground)


class _Embeds:
    """Hands each template what it shows."""

    def __init__(self, items: Items) -> None:
        self.items, self.report, self.shell = items, items.report, Shell(items.report, items)
        self.publication = items.report.publication
        self.charter = self.publication.charter
        brand = self.charter.brand
        self.environment = environment(
            AVIF=encodings.AVIF,
            absolute=self._absolute,
            charter=self.charter,
            code=self._code,
            colours={
                "light": "".join(palette.declared(palette.heads(brand) | palette.light(brand))),
                "dark": "".join(palette.declared(palette.dark(brand))),
            },
            cover_of=cover,
            photo_files=routes.photo_files,
            mark=palette.mark(brand),
            policy=POLICY,
            report=self.report,
            routes=routes,
            words=words,
        )

    def all(self, ground: Ground) -> Iterator[Portion]:
        units = [*self._units()]
        whole = [self._progress(), *units[:1], self._initiatives(), self._people()]
        for widget in (*whole, *units[1:]):
            yield ground.portion(self.frame, widget, seen=[self._first(widget)])
        yield ground.portion(self.scripts)
        yield ground.portion(self.page, whole, units)

    def frame(self, widget: Widget) -> Iterator[Output]:
        """A page for a frame, and what programs are told of it."""
        yield self._frame(widget)
        yield self._told(widget)

    def scripts(self) -> Iterator[Output]:
        yield _script(routes.EMBED_HOST_SCRIPT, "embed_host.js")
        yield _script(routes.EMBED_FRAME_SCRIPT, "embed_frame.js")

    # --- What there is to show ---

    def _progress(self) -> Widget:
        leaders = [each for each in self.report.peers if each.aim and each.aim.band is not Band.LOW][:LEADERS]
        return Widget(
            page=routes.PROGRESS,
            template="embed_progress",
            title="Tiến độ chiến dịch",
            name="Tiến độ chiến dịch",
            said="Số đã đạt, chỉ tiêu, ngày của số liệu và những đơn vị dẫn đầu.",
            more="Bảng tiến độ đầy đủ",
            height_px=630,
            made_from="data/progress.csv",
            values={"leaders": leaders, "made_up": any(words.is_made_up(each) for each in leaders)},
        )

    def _units(self) -> Iterator[Widget]:
        """A widget for each unit, best of the peers first, then the others; of those absent too."""
        peers = [each for each in self.report.peers if each.unit]
        others = [each for each in self.report.standings if each not in peers]
        for standing in (*peers, *others):
            if standing.unit:
                yield self._unit(standing.unit, standing)
        for unit in self.report.absent:
            yield self._unit(unit, None)

    def _unit(self, unit: Unit, standing: Standing | None) -> Widget:
        peers = self.report.peers if standing in self.report.peers else ()
        ended = unit.valid_to if unit.valid_to and unit.valid_to < self.report.today else None
        told = [each for each in self.publication.tally.reports(unit) if self._counted(each) is not None]
        return Widget(
            page=routes.unit(unit),
            template="embed_unit",
            title=f"Tiến độ của {unit.name}",
            name=unit.name,
            said="Số đã đạt, chỉ tiêu, thứ hạng và mức thay đổi của một đơn vị.",
            more="Tiến độ của đơn vị",
            height_px=580,
            made_from="data/units.csv, data/progress.csv",
            values={
                "unit": unit,
                "standing": standing,
                "ranked": sum(each.rank_by_share is not None for each in peers),
                "successor": self.publication.tally.units.get(unit.successor or "") if ended else None,
                "ended": ended,
                "last": told[-1] if ended and told else None,
            },
        )

    def _counted(self, each: Snapshot) -> int | None:
        return each.submitted if self.charter.counting == "submitted" else each.valid

    def _initiatives(self) -> Widget:
        return Widget(
            page=routes.INITIATIVES,
            template="embed_initiatives",
            title="Sáng kiến tiêu biểu" if self._featured else "Sáng kiến mới",
            name="Sáng kiến tiêu biểu",
            said="Những sáng kiến tiêu biểu mới nhất, kèm ảnh và nơi làm ra.",
            more="Tất cả sáng kiến",
            height_px=780,
            made_from="data/initiatives/",
            values={"listed": self._chosen},
        )

    def _people(self) -> Widget:
        return Widget(
            page=routes.PEOPLE,
            template="embed_people",
            title="Gương sáng",
            name="Gương sáng",
            said="Những người vừa có việc đáng kể: chân dung, công việc và một câu nói của họ.",
            more="Tất cả gương sáng",
            height_px=840,
            made_from="data/people/",
            values={"listed": self._shared},
        )

    @property
    def _featured(self) -> list[PublishedInitiative]:
        return [each for each in self.publication.initiatives if each.featured]

    @property
    def _chosen(self) -> list[PublishedInitiative]:
        """Those that are featured, else the newest; one with a picture first, which stands large."""
        chosen = (self._featured or [*self.publication.initiatives])[:INITIATIVES]
        return sorted(chosen, key=lambda each: cover([each]) is None)

    @property
    def _shared(self) -> list[HonouredPerson]:
        """Who agreed to social networks, newest in the news first."""
        told = [each for each in self.items.all if each.kind is Kind.PERSON]
        told.sort(key=lambda each: each.on, reverse=True)
        return [each.subject for each in told[:PEOPLE] if isinstance(each.subject, HonouredPerson)]

    # --- Files ---

    def _frame(self, widget: Widget) -> Output:
        text = self.environment.get_template(f"{widget.template}.html.jinja").render(
            link=widget.embed.link, widget=widget, **widget.values
        )
        path = f"{widget.embed.folder}index.html"
        return Output(path=path, content=text.strip() + "\n", made_from=widget.made_from)

    def _told(self, widget: Widget) -> Output:
        """What a program is told that found the page or its frame. *Source*: oEmbed 1.0, 2.3.4."""
        told: dict[str, object] = {
            "version": "1.0",
            "type": "rich",
            "title": f"{widget.title} · {self.charter.short_name}",
            "author_name": self.charter.organiser.name,
            "provider_name": self.charter.short_name,
            "provider_url": self._absolute(routes.HOME),
            "cache_age": CACHE_SECONDS,
            "width": WIDTH_PX,
            "height": widget.height_px,
            "html": self._tag(widget),
        }
        if self.charter.organiser.url:
            told["author_url"] = self.charter.organiser.url
        return Output(
            path=routes.oembed(widget.embed),
            content=json.dumps(told | self._thumbnail(widget), ensure_ascii=False, indent=2) + "\n",
            made_from=widget.made_from,
        )

    def _thumbnail(self, widget: Widget) -> dict[str, object]:
        """The link preview of what the frame tells first; its three fields stand together or not at all."""
        item = self._first(widget)
        if item is None:
            return {}
        card = self.shell.cards.of(item, LINK)
        return {
            "thumbnail_url": self._absolute(card.path),
            "thumbnail_width": card.format.width_px,
            "thumbnail_height": card.format.height_px,
        }

    def _first(self, widget: Widget) -> Item | None:
        """What a frame tells first."""
        listed = widget.values.get("listed")
        if not listed:
            return self.items.at(widget.page)
        first = listed[0]
        return self.items.at(
            routes.initiative(first) if isinstance(first, PublishedInitiative) else routes.person(first)
        )

    def page(self, whole: list[Widget], units: list[Widget]) -> Iterator[Output]:
        """The page that shows them, with the code to paste."""
        page = routes.EMBEDS
        head = Head(
            kind="embeds",
            title="Nhúng vào trang của đơn vị",
            description="Khung nhỏ để đặt lên trang web của đơn vị: luôn là số liệu mới nhất, chỉ cần chép một đoạn mã.",
            eyebrow="Cho người làm trang web",
            made_from="data/",
            scripts=("share.js", "embeds.js"),
        )
        body = self.environment.get_template("embeds.md.jinja").render(
            link=page.link, widgets=whole, unit_widget=units[0] if units else None,
            units=units[:UNITS_LISTED], more_units=len(units[UNITS_LISTED:]),
        )  # fmt: skip
        return self.shell.outputs(page, markdown.Markdown(body), head)

    def _tag(self, widget: Widget) -> str:
        """The frame as HTML: light, because most sites around are; it may be told otherwise.

        Checkers want pixels for the width, but where an editor's system takes the style away 100% still fits a phone.
        """
        address, title = escape(f"{self._absolute(widget.embed)}#sang"), escape(widget.title)
        return (
            f'<iframe src="{address}" title="{title}" width="100%" height="{widget.height_px}" loading="lazy" '
            f'style="display:block;max-width:{WIDTH_PX}px;border:0;border-radius:12px"></iframe>'
        )

    def _code(self, widget: Widget) -> str:
        """What an editor pastes: the frame, and the script that it can do without."""
        return f'{self._tag(widget)}\n<script src="{escape(self._absolute(routes.EMBED_HOST_SCRIPT))}" async></script>'

    def _absolute(self, to: Page | str) -> str:
        return routes.absolute(self.charter.site_url, to)


def _script(path: str, name: str) -> Output:
    source = files("generator.render").joinpath("templates", name).read_text("utf-8")
    return Output(path=path, content=source, made_from="sangkien")
