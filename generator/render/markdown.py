"""Data to Markdown: the only place where text from data becomes markup.

Every character that could mean something to Markdown or HTML is written as a character reference, so
whatever an editor types is shown as typed, in any Markdown engine.
"""

import html
import json
import re
from collections.abc import Mapping

import markdown
from markupsafe import Markup

from generator.vietnamese import slug


class Markdown(Markup):
    """Text that is safe to stand in a Markdown file as it is. Made only in this module."""

    __slots__ = ()


_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&#|~^=!$@\"']")
_LINE_START = re.compile(r"^(\d*)([.)+\-:])(?=[\s.)+\-:]|$)")
_PARAGRAPH = re.compile(r"\n\s*\n")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|t[dh]|dt|dd|blockquote|pre)>")
_TAG = re.compile(r"<[^>]*>")


def inline(text: str) -> Markdown:
    """`text` as one run of Markdown that shows it as it is; line breaks become spaces.

    >>> inline("2 * 3 < 7")
    Markdown('2 &#42; 3 &#60; 7')
    """
    flat = " ".join(text.split())
    escaped = _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", flat)
    return Markdown(_LINE_START.sub(_guarded, escaped))


def _guarded(found: re.Match[str]) -> str:
    """The start of a line that would open a list, a rule or a definition, made harmless."""
    return f"{found.group(1)}&#{ord(found.group(2))};"


def prose(text: str) -> Markdown:
    """Paragraphs apart by blank lines; a paragraph of lines that begin with `- ` becomes a list."""
    blocks = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            blocks.append("\n".join(f"- {inline(line[2:])}" for line in lines))
        elif lines:
            blocks.append(str(inline(" ".join(lines))))
    return Markdown("\n\n".join(blocks))


def html_prose(text: str) -> Markdown:
    """The same for text inside an HTML block, where Markdown is not read."""
    blocks = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{Markup.escape(line[2:])}</li>" for line in lines)
            blocks.append(f"<ul>{items}</ul>")
        elif lines:
            blocks.append(f"<p>{Markup.escape(' '.join(lines))}</p>")
    return Markdown("".join(blocks))


def html_lines(text: str) -> Markdown:
    r"""Text whose line breaks count, inside an HTML block: they are written so that no line is empty, which would end it.

    >>> html_lines("một\n\nhai")
    Markdown('một&#10;&#10;hai')
    """
    return Markdown(str(Markup.escape(text)).replace("\n", "&#10;"))


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def contact(text: str) -> Markdown:
    """A work contact inside an HTML block: its mail addresses can be tapped, and do not break."""
    parts, done = [], 0
    for found in _MAIL.finditer(text):
        address = Markup.escape(found.group())
        parts += [
            Markup.escape(text[done : found.start()]),
            f'<a class="sk-mail" href="mailto:{address}">{address}</a>',
        ]
        done = found.end()
    return Markdown("".join([*parts, Markup.escape(text[done:])]))


def authored(text: str) -> Markdown:
    """Markdown an editor wrote by hand, with an address for every heading that has none.

    MkDocs' own addresses lose đ ("Đổi mới" becomes "oi-moi").
    """
    lines, fenced, used = [], False, set(re.findall(r"\{:?\s*#([^\s}]+)", text))
    for line in text.split("\n"):
        fenced ^= line.startswith(("```", "~~~"))
        heading = None if fenced else re.match(r"(#{2,6})\s+(.*?)\s*#*$", line)
        if heading and not heading.group(2).endswith("}"):
            anchor = slug(heading.group(2)) or "muc"
            while anchor in used:
                anchor += "-2"
            used.add(anchor)
            lines.append(f"{heading.group(1)} {heading.group(2)} {{#{anchor}}}")
        else:
            lines.append(line)
    return Markdown("\n".join(lines))


def plain(text: str) -> str:
    """The words of Markdown an editor wrote by hand, without any mark, a block a line.

    >>> plain("Mỗi *đoàn viên* <!-- sangkien: x --> [xem](a.md).")
    'Mỗi đoàn viên xem.'
    """
    marked = markdown.markdown(text, extensions=["attr_list", "tables"])
    shown = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", _COMMENT.sub("", marked))))
    lines = (" ".join(line.split()) for line in shown.splitlines())
    return "\n".join(line for line in lines if line)


def front_matter(values: Mapping[str, object]) -> Markdown:
    """Front matter holding `values`; None is left out. JSON is YAML, and needs no quoting rules of ours."""
    lines = [f"{key}: {_yaml(value)}" for key, value in values.items() if value is not None]
    return Markdown("---\n" + "\n".join(lines) + "\n---\n")


def _yaml(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found.group()):04x}", text)
