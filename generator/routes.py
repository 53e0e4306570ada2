"""Every public path and address, in one place.

An initiative's address is `/sang-kien/<id>/`: ids are readable slugs and permanent, so the address does
not depend on a title that may still be edited.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import commonprefix

from generator.editorial import HonouredPerson, Publication, PublishedInitiative, PublishedPhoto
from generator.model import AuthoredPage, Sector, SolutionField, Unit


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A page of the site by its address: "" is the home page, "tien-do" is `/tien-do/`."""

    address: str
    is_index: bool = False

    @property
    def file(self) -> str:
        """The Markdown file, relative to the docs folder."""
        if not self.address:
            return "index.md"
        return f"{self.address}/index.md" if self.is_index else f"{self.address}.md"

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
PROGRESS = Page("tien-do", is_index=True)
INITIATIVES = Page("sang-kien", is_index=True)
ENTERPRISE = Page("cong-nhan-doanh-nghiep")
PEOPLE = Page("guong-sang", is_index=True)
FIELDS = Page("linh-vuc", is_index=True)
SECTORS = Page("khu-vuc", is_index=True)
SUPPORT = Page("ho-tro")
DATA = Page("du-lieu")
GUIDE = Page("gui-sang-kien")
"""The authored page that tells how to write up and submit, when there is one."""

# What fills a phone at three pixels a point, and what fills a card.
PHOTO_WIDTHS_PX = (1200, 480)
PORTRAIT_WIDTHS_PX = (640, 240)

PROGRESS_CSV = "du-lieu/tien-do.csv"
PROGRESS_XLSX = "du-lieu/tien-do.xlsx"
HISTORY_CSV = "du-lieu/lich-su.csv"
INITIATIVES_CSV = "du-lieu/sang-kien.csv"


def unit(each: Unit) -> Page:
    """A unit's progress."""
    return Page(f"{PROGRESS.address}/{each.id}")


def initiative(each: PublishedInitiative) -> Page:
    """An initiative's story."""
    return Page(f"{INITIATIVES.address}/{each.id}")


def person(each: HonouredPerson) -> Page:
    """A person's story."""
    return Page(f"{PEOPLE.address}/{each.id}")


def field(each: SolutionField) -> Page:
    """The initiatives of a kind of solution."""
    return Page(f"{FIELDS.address}/{each.id}")


def sector(each: Sector) -> Page:
    """The initiatives of a branch of work."""
    return Page(f"{SECTORS.address}/{each.id}")


def authored(each: AuthoredPage) -> Page:
    """A page of content/."""
    return Page(each.name)


def photo_files(photo: PublishedPhoto) -> list[tuple[str, int, int]]:
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


def pages(publication: Publication) -> Iterator[Page]:
    """Every page of the site."""
    yield from (HOME, PROGRESS, INITIATIVES, ENTERPRISE, FIELDS, SECTORS, PEOPLE, SUPPORT, DATA)
    yield from (unit(each) for each in publication.tally.units.values())
    yield from (initiative(each) for each in publication.initiatives)
    yield from (field(each) for each in publication.charter.fields)
    yield from (sector(each) for each in publication.charter.sectors)
    yield from (person(each) for each in publication.people)
    yield from (authored(each) for each in publication.pages)
