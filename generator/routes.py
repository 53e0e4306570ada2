"""Every public path and address, in one place.

An initiative's address is `/sang-kien/<id>/`: ids are readable slugs and permanent, so the address does
not depend on a title that may still be edited.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from generator.encodings import JPEG, Encoding
from generator.model import AuthoredPage, Picture


class Identified(Protocol):
    """Anything with a permanent id."""

    @property
    def id(self) -> str:
        """The slug that makes its address."""


class Addressed(Protocol):
    """Anything with an id made of its own words."""

    @property
    def address(self) -> str:
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
        shared = 0  # letters of the folders that both are in
        while (end := here.find("/", shared) + 1) and there.startswith(here[shared:end], shared):
            shared = end
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
SEARCH = Page("tim-kiem")
BULLETINS = Page("ban-tin")
SHARE = Page("chia-se")
LEADERS = Page("xep-hang")
COUNTDOWN = Page("dem-nguoc")
MARKS = Page("moc")
"""No page: the folder of those that tell one milestone, or one unit that reached its target."""
EMBEDS = Page("nhung")
EMBEDDED_PROGRESS = Page("nhung/tien-do")
EMBEDDED_UNITS = Page("nhung/don-vi")
EMBEDDED_INITIATIVES = Page("nhung/noi-bat")
EMBEDDED_PEOPLE = Page("nhung/guong-sang")
"""Small pages for frames on other sites; of units one each, below that folder."""
GUIDE = Page("gui-sang-kien")
"""The authored page that tells how to write up and submit, when there is one."""

SECTIONS = (
    HOME, PROGRESS, INITIATIVES, ENTERPRISE, FIELDS, SECTORS, PEOPLE, SUPPORT, DATA, SEARCH, BULLETINS, SHARE, EMBEDS,
)  # fmt: skip
RESERVED = frozenset(page.address or "index" for page in (*SECTIONS, LEADERS, COUNTDOWN, MARKS)) | {
    "404", "anh", "api", "assets", "in",
}  # fmt: skip
"""Names at the top of the site that no authored page may take, today's and those promised for later."""

# A phone's whole width at three and at two pixels a point, and a card.
PHOTO_WIDTHS_PX = (1200, 800, 480)
# A person's own page at two pixels a point; half a phone's width at two or three; a small round one at three.
PORTRAIT_WIDTHS_PX = (640, 360, 200)

ASSETS = "assets"
"""Where style sheets, scripts and fonts are: in a folder of it that is named by what they hold."""
PHOTOS = "anh"
CARDS = "anh/chia-se"
"""Pictures made for sharing: files named by what they hold."""
PAPERS = "in"
"""What is made to be printed, likewise."""
EMBED_HOST_SCRIPT = "nhung/nhung.js"
"""What another site may load to give its frames the height they need; the frames' own is beside it."""
EMBED_FRAME_SCRIPT = "nhung/khung.js"
FEED_ATOM = "feed.xml"
FEED_JSON = "feed.json"
CALENDAR = "lich.ics"
API = "api/v1"
PROGRESS_CSV = "du-lieu/tien-do.csv"
PROGRESS_XLSX = "du-lieu/tien-do.xlsx"
HISTORY_CSV = "du-lieu/lich-su.csv"
INITIATIVES_CSV = "du-lieu/sang-kien.csv"
UNITS_CSV = "du-lieu/don-vi.csv"
DATA_PACKAGE = "du-lieu/datapackage.json"
CATALOGUE_JSON = "sang-kien/danh-muc.json"
SEARCH_CONTENTS = "tim-kiem/muc-luc.json"
SEARCH_DATA = "tim-kiem/du-lieu"
"""Where the parts of the index are: files named by what they hold."""
DOWNLOADS = (
    PROGRESS_CSV, PROGRESS_XLSX, HISTORY_CSV, INITIATIVES_CSV, UNITS_CSV, DATA_PACKAGE, FEED_ATOM, FEED_JSON, CALENDAR,
    f"{API}/index.json",
)  # fmt: skip
"""Files made for readers, which an authored page may link to."""


def absolute(site_url: str, to: Page | str) -> str:
    """The full address of a page or of a file of the site that stands at `site_url`."""
    return f"{site_url.rstrip('/')}/{to if isinstance(to, str) else to.folder}"


def leaf(first: Page, number: int) -> Page:
    """Page `number`, from 1, of a list that begins at `first`."""
    return first if number == 1 else Page(f"{first.folder}trang/{number}")


def first_leaf(page: Page, number: int) -> Page:
    """The page on which the list begins of which `page` is number `number`."""
    return page if number == 1 else Page(page.address.removesuffix(f"/trang/{number}"))


def below(section: Page, id_: str) -> Page:
    """The page of one member of a section."""
    return Page(f"{section.folder}{id_}")


def unit(each: Identified) -> Page:
    """A unit's progress."""
    return below(PROGRESS, each.id)


def told(each: Identified) -> Page:
    """All initiatives of a unit that has too many for its own page."""
    return Page(f"{unit(each).folder}sang-kien")


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


def periods(day: date) -> tuple[str, str]:
    """The month and the quarter of a day, as they stand in addresses: "2022-11", "2022-quy-4"."""
    return f"{day:%Y-%m}", f"{day.year}-quy-{(day.month - 1) // 3 + 1}"


def bulletin(period: Identified) -> Page:
    """What changed in a month or a quarter."""
    return below(BULLETINS, period.id)


def reached(unit_: Identified) -> Page:
    """That a unit reached its target."""
    return below(MARKS, unit_.id)


def milestone(each: Addressed) -> Page:
    """Something worth remembering."""
    return below(MARKS, each.address)


def shared(address: str) -> Page:
    """Picture and words of an item, to be taken along."""
    return below(SHARE, address)


def embedded(page: Page) -> Page | None:
    """The small page that stands for `page` in frames on other sites; None where there is none."""
    section, _, id_ = page.address.partition("/")
    if id_:
        return below(EMBEDDED_UNITS, id_) if section == PROGRESS.address and "/" not in id_ else None
    whole = {PROGRESS: EMBEDDED_PROGRESS, INITIATIVES: EMBEDDED_INITIATIVES, PEOPLE: EMBEDDED_PEOPLE}
    return whole.get(page)


def oembed(embedded_page: Page) -> str:
    """What other programs are told of a page for frames (oEmbed)."""
    return f"{embedded_page.folder}oembed.json"


def authored(each: AuthoredPage) -> Page:
    """A page of content/."""
    return Page(each.name)


class PhotoFile(NamedTuple):
    """A published file of a picture, and its size."""

    path: str
    width_px: int
    height_px: int


def photo_files(photo: Shown, encoding: Encoding = JPEG) -> list[PhotoFile]:
    """A picture's published files in one encoding, largest first; none is enlarged.

    A name says all that is in the file, and how it was made, so that what stands there need not be made again;
    it never says what the source was called: that may be a person's name.
    """
    picture = photo.picture
    wanted = PORTRAIT_WIDTHS_PX if photo.kind == "portrait" else PHOTO_WIDTHS_PX
    widths = sorted({min(width, picture.width_px) for width in wanted}, reverse=True)
    return [
        PhotoFile(
            path=f"{PHOTOS}/{picture.digest[:16]}-{width}{encoding.ending}",
            width_px=width,
            height_px=max(1, round(picture.height_px * width / picture.width_px)),
        )
        for width in widths
    ]
