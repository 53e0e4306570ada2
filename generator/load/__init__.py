"""Bytes to raw values, each with its file:line:column. Knows no domain, guesses nothing, loses nothing."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from generator.load.documents import Document
from generator.load.files import Files
from generator.load.images import LARGEST_IMAGE_BYTES, Image, images
from generator.load.raw import Listed, Mapped, Raw
from generator.load.sheets import Sheet
from generator.problems import Location, Rule
from generator.written import Written

# A record is a page of text; a register of the whole country is a million rows of about 200 bytes.
# Anything larger is a mistake (a photo saved under the wrong name) and would stall the build.
LARGEST_YAML_BYTES = 1_000_000
LARGEST_PAGE_BYTES = 300_000
LARGEST_CSV_BYTES = 20_000_000
LARGEST_REGISTER_BYTES = 400_000_000


class Folder(Files):
    """A campaign's root, whose folders are read and never left, and the problems met in them."""

    def yaml(self, path: str) -> Raw | None:
        """The one document of a YAML file, or None after saying why there is none."""
        text = self.text(path, LARGEST_YAML_BYTES)
        return None if text is None else Document(path, text, self).document()

    def scalars(self, path: str) -> Mapped | None:
        """The scalars at the top of a YAML file whose other values are another program's, with tags of its own."""
        text = self.text(path, LARGEST_YAML_BYTES, required=False)
        return None if text is None else Document(path, text, self).scalars()

    def scalars_below(self, path: str, key: str) -> tuple[Written, ...]:
        """The texts below a top key of such a file, keys among them, in file order."""
        text = self.text(path, LARGEST_YAML_BYTES, required=False)
        return () if text is None else Document(path, text, self).scalars_below(key)

    def names(self, path: str) -> Mapping[str, tuple[Written, ...]]:
        """What is named at each key of such a file, as `Document.names`."""
        text = self.text(path, LARGEST_YAML_BYTES, required=False)
        return {} if text is None else Document(path, text, self).names()

    def page(self, path: str) -> tuple[Raw | None, str, int] | None:
        """Front matter, body, and the line the body begins on, of a Markdown file; None if it cannot be read."""
        text = self.text(path, LARGEST_PAGE_BYTES)
        if text is None:
            return None
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        parts = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.DOTALL)
        if not parts:
            self.report(
                Location(path),
                Rule.FIELD_MISSING,
                "Cần phần đầu trang giữa hai dòng ---, nhưng không thấy.",
                'Thêm ở đầu tệp: ---, dòng title: "…", dòng description: "…", rồi ---.',
            )
            return None
        front = Document(path, "\n" + parts.group(1), self).document()
        return front, text[parts.end() :], text.count("\n", 0, parts.end()) + 1

    def csv(self, path: str, known: Sequence[str], needed: Sequence[str], *, required: bool) -> Iterator[Mapped]:
        """The rows of a CSV file as Excel may have saved it; none, after saying why, if it cannot be read.

        Empty cells and empty rows are left out; `known` are the columns there can be, `needed` those
        there must be.
        """
        largest_bytes = LARGEST_REGISTER_BYTES if path.endswith("/register.csv") else LARGEST_CSV_BYTES
        text = self.text(path, largest_bytes, required=required)
        return iter(()) if text is None else Sheet(path, known, needed, self).rows(text)

    def images(self, paths: Sequence[str]) -> list[Image | None]:
        """As `images.images`."""
        return images(self, paths)


__all__ = [
    "LARGEST_CSV_BYTES",
    "LARGEST_IMAGE_BYTES",
    "LARGEST_YAML_BYTES",
    "Folder",
    "Image",
    "Listed",
    "Mapped",
    "Raw",
]
