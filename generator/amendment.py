"""A withdrawal written into the file of a person by machine: everything else stays as it is, byte for byte.

YAML can be laid out in more ways than a program can know. So only the simplest change is tried (a word put in, a block
put at the end), and the result is read again: when anything but the withdrawal has changed, nothing is, and an editor is told
what to write.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from generator.model import Scope
from generator.problems import Failure

_KEY = "withdrawn"
_BREAK = re.compile(r"\r\n|\n|\r")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def amended(content: bytes, path: str, scopes: Sequence[Scope], on: date) -> bytes:
    """The file at `path`, which holds `content`, with the withdrawal of `scopes` on a day in it.

    Scopes that were withdrawn before must be among `scopes`. A file that says all of them already stays as it is, its
    earlier day too. Raises Failure, which says what to write, when this cannot be done without changing anything else.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    text = content[len(mark) :].decode(encoding)
    before = _said(text)
    wanted = {"date": on.isoformat(), "scopes": sorted(scopes)}
    if before is not None and _scopes(before.get(_KEY)) == wanted["scopes"]:
        return content
    for changed in _candidates(text, scopes, on) if before is not None else ():
        after = _said(changed)
        if after is None:
            continue
        found = after.pop(_KEY, None)
        others = {key: value for key, value in (before or {}).items() if key != _KEY}
        is_wanted = isinstance(found, dict) and found.get("date") == wanted["date"]
        if after == others and is_wanted and _scopes(found) == wanted["scopes"]:
            return mark + changed.encode(encoding)
    raise Failure(
        f"Không tự ghi được vào {path} mà giữ nguyên phần còn lại. Hãy mở tệp, ghi ở cuối (hoặc sửa chỗ đã có) như sau, "
        f"rồi chạy lại lệnh này:\n{_block(scopes, on)}"
    )


def _block(scopes: Sequence[Scope], on: date, indent: str = "", newline: str = "\n") -> str:
    lines = (f"{_KEY}:", f"  date: {on.isoformat()}", f"  scopes: [{', '.join(scopes)}]")
    return "".join(f"{indent}{line}{newline}" for line in lines)


def _scopes(found: object) -> list[str]:
    scopes = found.get("scopes") if isinstance(found, dict) else None
    return sorted(map(str, scopes)) if isinstance(scopes, list) else []


def _said(text: str) -> dict[str, Any] | None:
    """What a file says: texts and dates as they are written, but for spaces at an end.

    None when it is no mapping, or has aliases: those may make it endless.
    """
    try:
        if any(isinstance(each, yaml.AliasEvent) for each in yaml.parse(text, Loader=yaml.CSafeLoader)):
            return None
        found = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes nothing but texts, lists and mappings
    except (yaml.YAMLError, RecursionError):
        return None
    bare = _bare(found)
    return bare if isinstance(bare, dict) else None


def _bare(found: Any) -> Any:  # noqa: ANN401 - whatever a file says
    if isinstance(found, dict):
        return {str(key): _bare(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_bare(each) for each in found]
    return found.rstrip() if isinstance(found, str) else found


@dataclass(frozen=True, slots=True)
class _Put:
    """A text that takes the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def _candidates(text: str, scopes: Sequence[Scope], on: date) -> Iterator[str]:
    """The file with the withdrawal in it, as it may be right."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    lines = [0, *(found.end() for found in _BREAK.finditer(text))]
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        if key.value == _KEY:
            yield from _added(text, lines, value, scopes, on)
            return
    found = _BREAK.search(text)
    newline = found[0] if found else "\n"
    indent = " " * root.start_mark.column
    ended = text if not text or text[-1] in "\r\n" else text + newline
    yield ended + _block(scopes, on, indent, newline)
    last = re.search(r"^\.\.\.(?=\s|$)", text, re.MULTILINE)
    if last:
        yield text[: last.start()] + _block(scopes, on, indent, newline) + text[last.start() :]


def _added(text: str, lines: Sequence[int], value: yaml.Node, scopes: Sequence[Scope], on: date) -> Iterator[str]:
    """The file with another day, and with the scopes that are new behind the last one there is."""
    parts = {key.value: part for key, part in value.value} if isinstance(value, yaml.MappingNode) else {}
    day, listed = parts.get("date"), parts.get("scopes")
    if not isinstance(day, yaml.ScalarNode) or not isinstance(listed, yaml.SequenceNode) or not listed.value:
        return
    new = [each for each in scopes if each not in {item.value for item in listed.value}]
    last = listed.value[-1]
    end = _place(lines, last.end_mark)
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    changes = [_Put(_place(lines, day.start_mark), _place(lines, day.end_mark), on.isoformat())]
    if listed.flow_style:
        changes.append(_Put(end, end, "".join(f", {each}" for each in new)))
    else:
        start = lines[last.start_mark.line]
        dash = text[
            start : _place(lines, last.start_mark)
        ]  # the last one's indentation, its dash and the space behind it
        line_end = _BREAK.search(text, end)
        at = line_end.start() if line_end else len(text)
        changes.append(_Put(at, at, "".join(f"{newline}{dash}{each}" for each in new)))
    for change in sorted(changes, key=lambda each: each.start, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    yield text


def _place(lines: Sequence[int], mark: yaml.Mark) -> int:
    return int(lines[mark.line] + mark.column)
