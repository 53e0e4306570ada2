"""What renderers yield: files of the docs tree, with what they were made from."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to stand in the docs tree.

    `path` is relative to the tree, with forward slashes. `content` is text, bytes, or a function that
    makes the bytes when they are needed (photos are many and large); `key` then says what the bytes
    depend on, so that an unchanged file need not be made again. `made_from` names the source for the
    editor who wonders, such as `data/units.csv`.
    """

    path: str
    content: str | bytes | Callable[[], bytes]
    made_from: str
    key: str = field(default="")
