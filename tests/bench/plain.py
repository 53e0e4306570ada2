"""What a built page says, as plain Markdown: the text that a page of a stock theme is given to be measured beside ours.

Headings, paragraphs, lists, tables and links stay; drawings, pictures, forms and what a script fills do not.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import html5lib

from generator.render.markdown import inline

_LEFT_OUT = frozenset({"svg", "img", "picture", "form", "button", "template", "script", "style", "noscript"})
_BLOCKS = frozenset(
    {
        *("article", "aside", "blockquote", "details", "div", "dl", "dd", "dt", "fieldset", "figcaption", "figure"),
        *(
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "header",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "section",
            "summary",
            "table",
            "ul",
        ),
    }
)


def plain(page: Path, url: str) -> str:
    """The Markdown of what stands in the <main> of the built page `page`, whose full address is `url`."""
    tree = html5lib.parse(page.read_bytes(), transport_encoding="utf-8", namespaceHTMLElements=False)
    main = tree.find(".//main")
    if main is None:
        raise ValueError(f"{page} has no <main>")
    return "\n\n".join(_blocks(main, url)) + "\n"


def _blocks(element: ET.Element, url: str) -> Iterator[str]:
    """The blocks at or below an element, in order."""
    if _is_left_out(element):
        return
    if element.tag == "table":
        yield _table(element, url)
    elif re.fullmatch("h[1-4]", element.tag):
        yield f"{'#' * int(element.tag[1])} {_inline(element, url)}"
    elif element.tag == "li" and not _holds_blocks(element):
        yield f"- {_inline(element, url)}"
    elif not _holds_blocks(element):
        if text := _inline(element, url):
            yield text
    else:
        if text := inline(element.text or ""):
            yield text
        for child in element:
            yield from _blocks(child, url)
            if text := inline(child.tail or ""):
                yield text


def _is_left_out(element: ET.Element) -> bool:
    is_comment = not isinstance(element.tag, str)
    return is_comment or _name(element) in _LEFT_OUT or element.get("aria-hidden") == "true"


def _name(element: ET.Element) -> str:
    """The element's name; a drawing's stands after its namespace."""
    return str(element.tag).rpartition("}")[2]


def _holds_blocks(element: ET.Element) -> bool:
    return any(each.tag in _BLOCKS for each in element.iter() if each is not element)


def _inline(element: ET.Element, url: str) -> str:
    """The text of an element on one line, with its links."""
    return " ".join(_written(element, url).split())


def _written(element: ET.Element, url: str) -> str:
    if _is_left_out(element):
        return ""
    parts = [_spaced(element.text or "")]
    for child in element:
        parts += [_written(child, url), _spaced(child.tail or "")]
    text = "".join(parts)
    return f"[{text.strip()}]({urljoin(url, element.get('href', ''))})" if element.tag == "a" and text.strip() else text


def _spaced(text: str) -> str:
    """`text` as Markdown, with the space that parts it from its neighbours."""
    before, after = (" " if text[end : end + 1].isspace() else "" for end in (0, len(text) - 1))
    return f"{before}{inline(text)}{after}"


def _table(table: ET.Element, url: str) -> str:
    rows = [[_inline(cell, url) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], "|---" * width + "|", *lines[1:]])
