"""What a page says of itself: its front matter, which the theme makes into head, heading, crumbs and footer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator import routes, vietnamese
from generator.progress import Report
from generator.render import linked_data, markdown
from generator.render.cards import LINK, Card, Cards
from generator.render.items import Items
from generator.render.outputs import Listed, Output
from generator.routes import Page

Trail = tuple[tuple[str, Page], ...]
"""Titles and pages on the way down to a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A page's own words about itself.

    `trail` are the pages between the home page and this one, `about` what it describes, `card` the link
    preview when it is another item's than the page's own, `updated` the day of its newest fact (None when no day is known), `leaf` its number in
    a list of `leaves` pages, `scripts` files of the theme's assets, `made_from` the source for the editor. `has_lead` says whether the
    description stands below the title, `indexed` whether search engines are to know the page, `is_markdown` whether its
    body is yet to become HTML, `illustrative` whether what it tells is made up, for its own link preview to say so.
    """

    kind: str
    title: str
    description: str
    made_from: str
    eyebrow: str | None = None
    trail: Trail = ()
    about: Sequence[linked_data.Thing] = ()
    card: Card | None = None
    updated: date | None = None
    leaf: int = 1
    leaves: int = 1
    scripts: tuple[str, ...] = ()
    has_lead: bool = True
    indexed: bool = True
    illustrative: bool = False
    is_markdown: bool = False

    @property
    def full_title(self) -> str:
        """The title, and from the second page of a list on the number of the page."""
        return f"{self.title}, trang {self.leaf}" if self.leaf > 1 else self.title


class Shell:
    """Puts front matter on the pages of a report."""

    def __init__(self, report: Report, items: Items) -> None:
        """The shell of `report`'s pages."""
        self.report, self.items = report, items
        self.charter = report.publication.charter
        self.cards = Cards(report)

    def outputs(self, page: Page, body: markdown.Markdown, head: Head) -> Iterator[Output]:
        """`body` as the Markdown file of `page`, and its link preview, which other pages may have too."""
        first = routes.first_leaf(page, head.leaf)
        trail = (("Trang chủ", routes.HOME), *head.trail)
        if head.leaf > 1:
            trail += ((head.title, first),)
        about = [*head.about]
        if page != routes.HOME:
            about.append(linked_data.breadcrumbs(self.charter, [*trail, (head.full_title, page)]))
        card = head.card or self._card(first, head)
        values = {
            "title": head.full_title,
            "description": head.description,
            "kind": head.kind,
            "eyebrow": head.eyebrow,
            "lead": head.description if head.has_lead else None,
            "crumbs": [{"title": title, "link": page.link(to)} for title, to in trail] if len(trail) > 1 else None,
            "section": page.folder.split("/")[0] + "/" if page.address else "",
            "updated": head.updated.isoformat() if head.updated else None,
            "previous_page": page.link(routes.leaf(first, head.leaf - 1)) if head.leaf > 1 else None,
            "next_page": page.link(routes.leaf(first, head.leaf + 1)) if head.leaf < head.leaves else None,
            "og_type": "article" if head.kind in ("initiative", "authored", "bulletin") else "website",
            "og_image": self._shared(card),
            "oembed": self._embedded(page, head),
            "linked_data": linked_data.document(self.charter, about),
            "scripts": list(head.scripts) or None,
            "markup": None if head.is_markdown else "html",  # read by mkdocs.py
            "robots": None if head.indexed else "noindex",
        }
        front = markdown.front_matter(values | self._everywhere)
        made = f"<!-- Tệp này do sangkien tạo ra từ {head.made_from}; hãy sửa ở đó, đừng sửa ở đây. -->\n"
        yield Output(
            path=page.file,
            content=f"{front}\n{made}\n{body.strip()}\n",
            made_from=head.made_from,
            listed=Listed(address=routes.absolute(self.charter.site_url, page), updated=head.updated)
            if head.indexed
            else None,
        )
        yield card.output()

    @cached_property
    def _everywhere(self) -> dict[str, object]:
        organiser = self.charter.organiser
        return {
            "notice": self.charter.illustrative,
            "as_of": vietnamese.day(self.report.as_of) if self.report.has_reports else None,
            "organiser": organiser.name,
            "organiser_url": organiser.url,
            "organiser_email": organiser.email,
            "facebook": self.charter.social.facebook,
            "zalo": self.charter.social.zalo,
            "theme_color": self.charter.brand.primary,
            "search": {"exclude": True},  # Zensical's index, which we do not use, refuses pages as long as ours
        }

    def _card(self, page: Page, head: Head) -> Card:
        """The link preview of a page: its item's, or one of its own; the home page's is the campaign's progress."""
        item = self.items.at(routes.PROGRESS if page == routes.HOME else page)
        if item:
            return self.cards.of(item, LINK)
        return self.preview(page, head.title, head.eyebrow, illustrative=head.illustrative)

    def preview(self, page: Page, title: str, eyebrow: str | None = None, *, illustrative: bool = False) -> Card:
        """A link preview that is no item's."""
        return self.cards.page(page.address.replace("/", "-"), title, eyebrow, illustrative=illustrative)

    def _embedded(self, page: Page, head: Head) -> dict[str, str] | None:
        """What programs are told of the page's frame for other sites, where it has one."""
        frame = routes.embedded(page)
        if frame is None:
            return None
        return {"url": routes.absolute(self.charter.site_url, routes.oembed(frame)), "title": head.full_title}

    def _shared(self, card: Card) -> dict[str, object]:
        """The picture shown where the page is shared, by its full address."""
        return {
            "url": routes.absolute(self.charter.site_url, card.path),
            "type": card.media_type,
            "width": card.format.width_px,
            "height": card.format.height_px,
            "alt": card.alt,
        }
