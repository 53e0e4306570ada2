"""Many texts cut into passages: what most of them share is then looked at once.

Two thirds of a site's pages are the same passages over and over: its head, its menu, its foot. Pure; what a passage
says is not known here.
"""

from collections.abc import Callable, Iterable, Sequence

_CUT = b"\xff"  # in no UTF-8


def by_tags(text: bytes) -> list[bytes]:
    """A text, cut where a line begins with a tag; the end of the line before goes."""
    return text.replace(b"\n<", _CUT + b"<").split(_CUT)


def by_lines(text: bytes) -> list[bytes]:
    """The lines of a text, without their ends."""
    return text.split(b"\n")


class Passages:
    """Texts, in UTF-8, and the passages they are made of: `each` once, and `of` each of the texts its numbers."""

    def __init__(self, texts: Iterable[bytes], cut: Callable[[bytes], list[bytes]] = by_tags) -> None:
        """Cut the texts."""
        numbers: dict[bytes, int] = {}
        self.of = [[numbers.setdefault(each, len(numbers)) for each in cut(text)] for text in texts]
        self.each = list(numbers)

    def joined(self, told: Sequence[bytes]) -> list[bytes]:
        """For each of the texts what is `told` of its passages."""
        return [told[own[0]] if len(own) == 1 else b"".join(map(told.__getitem__, own)) for own in self.of]

    def with_any(self, marked: set[int]) -> set[int]:
        """The numbers of the texts that have one of the `marked` passages."""
        return {number for number, own in enumerate(self.of) if not marked.isdisjoint(own)} if marked else set()
