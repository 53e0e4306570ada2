"""What a page says of itself: its front matter, which the theme makes into head, heading, crumbs and footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator import routes, vietnamese
from generator.editorial import PublishedPhoto
from generator.progress import Report
from generator.render import linked_data, markdown
from generator.render.outputs import Output
from generator.routes import Page

Trail = tuple[tuple[str, Page], ...]
"""Titles and pages on the way down to a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A page's own words about itself.

    `trail` are the pages between the home page and this one, `about` what it describes, `photo` the picture
    shown where it is shared, `updated` the day of its newest fact (None when no day is known), `leaf` its number in
    a list of `leaves` pages, `scripts` files of the theme's assets, `made_from` the source for the editor. `has_lead` says whether the
    description stands below the title.
    """

    kind: str
    title: str
    description: str
    made_from: str
    eyebrow: str | None = None
    trail: Trail = ()
    about: Sequence[linked_data.Thing] = ()
    photo: PublishedPhoto | None = None
    updated: date | None = None
    leaf: int = 1
    leaves: int = 1
    scripts: tuple[str, ...] = ()
    has_lead: bool = True

    @property
    def full_title(self) -> str:
        """The title, and from the second page of a list on the number of the page."""
        return f"{self.title}, trang {self.leaf}" if self.leaf > 1 else self.title


class Shell:
    """Puts front matter on the pages of a report."""

    def __init__(self, report: Report) -> None:
        """The shell of `report`'s pages."""
        self.report = report
        self.charter = report.publication.charter

    def output(self, page: Page, body: markdown.Markdown, head: Head) -> Output:
        """`body` as the Markdown file of `page`."""
        first = routes.first_leaf(page, head.leaf)
        trail = (("Trang chủ", routes.HOME), *head.trail)
        if head.leaf > 1:
            trail += ((head.title, first),)
        about = [*head.about]
        if page != routes.HOME:
            about.append(linked_data.breadcrumbs(self.charter, [*trail, (head.full_title, page)]))
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
            "og_type": "article" if head.kind in ("initiative", "authored") else "website",
            "og_image": self._shared(head.photo),
            "linked_data": linked_data.document(self.charter, about),
            "scripts": list(head.scripts) or None,
        }
        front = markdown.front_matter(values | self._everywhere)
        made = f"<!-- Tệp này do sangkien tạo ra từ {head.made_from}; hãy sửa ở đó, đừng sửa ở đây. -->\n"
        return Output(path=page.file, content=f"{front}\n{made}\n{body.strip()}\n", made_from=head.made_from)

    @cached_property
    def _everywhere(self) -> dict[str, object]:
        organiser = self.charter.organiser
        return {
            "notice": self.charter.illustrative,
            "as_of": vietnamese.day(self.report.as_of) if self.report.has_reports else None,
            "organiser": organiser.name,
            "organiser_url": organiser.url,
            "organiser_email": organiser.email,
            "theme_color": self.charter.brand.primary,
            "search": {"exclude": True},  # Zensical's index, which we do not use, refuses pages as long as ours
        }

    def _shared(self, photo: PublishedPhoto | None) -> dict[str, object] | None:
        """The picture shown where the page is shared, by its full address."""
        if photo is None:
            return None
        path, width_px, height_px = routes.photo_files(photo)[0]
        url = routes.absolute(self.charter.site_url, path)
        return {"url": url, "width": width_px, "height": height_px, "alt": photo.alt}
