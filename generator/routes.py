"""Every public path and address, in one place.

An initiative's address is `/sang-kien/<id>/`: ids are readable slugs and permanent, so the address does
not depend on a title that may still be edited.
"""

from dataclasses import dataclass
from posixpath import commonprefix
from typing import Protocol

from generator.model import AuthoredPage, Picture


class Identified(Protocol):
    """Anything with a permanent id."""

    @property
    def id(self) -> str:
        """The slug that makes its address."""


class Shown(Protocol):
    """A picture in its place."""

    @property
    def picture(self) -> Picture:
        """The image."""

    @property
    def kind(self) -> str:
        """What it shows: "portrait", "before", "after" or "other"."""


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A page of the site by its address: "" is the home page, "tien-do" is `/tien-do/`."""

    address: str

    @property
    def file(self) -> str:
        """The Markdown file, relative to the docs folder.

        Each page has a folder of its own, as its address says: then a relative link is the same for the
        file and for the address, and every engine leaves it as it is.
        """
        return f"{self.folder}index.md"

    def link(self, to: "Page | str") -> str:
        """The relative address, from this page, of another page or of a file of the site."""
        here, there = self.folder, to if isinstance(to, str) else to.folder
        shared = commonprefix((here, there)).rfind("/") + 1
        return "../" * here.count("/", shared) + there[shared:] or "./"

    @property
    def folder(self) -> str:
        """The address as the beginning of others: "" or "tien-do/"."""
        return f"{self.address}/" if self.address else ""


HOME = Page("")
PROGRESS = Page("tien-do")
INITIATIVES = Page("sang-kien")
ENTERPRISE = Page("cong-nhan-doanh-nghiep")
PEOPLE = Page("guong-sang")
FIELDS = Page("linh-vuc")
SECTORS = Page("khu-vuc")
SUPPORT = Page("ho-tro")
DATA = Page("du-lieu")
GUIDE = Page("gui-sang-kien")
"""The authored page that tells how to write up and submit, when there is one."""

SECTIONS = (HOME, PROGRESS, INITIATIVES, ENTERPRISE, FIELDS, SECTORS, PEOPLE, SUPPORT, DATA)
RESERVED = frozenset(page.address or "index" for page in SECTIONS) | {
    "404", "anh", "api", "assets", "ban-tin", "chia-se", "nhung", "tim-kiem",
}  # fmt: skip
"""Names at the top of the site that no authored page may take, today's and those promised for later."""

# What fills a phone at three pixels a point, and what fills a card.
PHOTO_WIDTHS_PX = (1200, 480)
PORTRAIT_WIDTHS_PX = (640, 240)

PROGRESS_CSV = "du-lieu/tien-do.csv"
PROGRESS_XLSX = "du-lieu/tien-do.xlsx"
HISTORY_CSV = "du-lieu/lich-su.csv"
INITIATIVES_CSV = "du-lieu/sang-kien.csv"
DOWNLOADS = (PROGRESS_CSV, PROGRESS_XLSX, HISTORY_CSV, INITIATIVES_CSV)


def below(section: Page, id_: str) -> Page:
    """The page of one member of a section."""
    return Page(f"{section.folder}{id_}")


def unit(each: Identified) -> Page:
    """A unit's progress."""
    return below(PROGRESS, each.id)


def initiative(each: Identified) -> Page:
    """An initiative's story."""
    return below(INITIATIVES, each.id)


def person(each: Identified) -> Page:
    """A person's story."""
    return below(PEOPLE, each.id)


def field(each: Identified) -> Page:
    """The initiatives of a kind of solution."""
    return below(FIELDS, each.id)


def sector(each: Identified) -> Page:
    """The initiatives of a branch of work."""
    return below(SECTORS, each.id)


def authored(each: AuthoredPage) -> Page:
    """A page of content/."""
    return Page(each.name)


def photo_files(photo: Shown) -> list[tuple[str, int, int]]:
    """File, width and height in pixels of a picture's published sizes, largest first; none is enlarged.

    Files are named by what they show and never by what their source was called: that may be a name.
    """
    picture = photo.picture
    wanted = PORTRAIT_WIDTHS_PX if photo.kind == "portrait" else PHOTO_WIDTHS_PX
    widths = sorted({min(width, picture.width_px) for width in wanted}, reverse=True)
    return [
        (f"anh/{picture.digest[:16]}-{width}.jpg", width, max(1, round(picture.height_px * width / picture.width_px)))
        for width in widths
    ]
