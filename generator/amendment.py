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


Entry = tuple[str, list[str]]
"""A withdrawal as it is written: its day, and its scopes."""


def amended(content: bytes, path: str, scopes: Sequence[Scope], on: date) -> bytes:
    """The file at `path`, which holds `content`, with the withdrawal of `scopes` on a day in it.

    What was withdrawn before keeps its day; a file that says all of it already stays as it is. Raises Failure, which says
    what to write, when this cannot be done without changing anything else.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    text = content[len(mark) :].decode(encoding)
    before = _said(text)
    entries = _entries((before or {}).get(_KEY))
    known = {scope for _day, listed in entries or () for scope in listed}
    new = [scope for scope in scopes if scope not in known]
    if before is not None and not new:
        return content
    wanted = _with(entries or [], new, on)
    for changed in _candidates(text, new, on) if before is not None and entries is not None else ():
        after = _said(changed)
        if after is None:
            continue
        found = _entries(after.pop(_KEY, None))
        others = {key: value for key, value in (before or {}).items() if key != _KEY}
        if after == others and found is not None and _same(found, wanted):
            return mark + changed.encode(encoding)
    raise Failure(
        f"Không tự ghi được vào {path} mà giữ nguyên phần còn lại. Hãy mở tệp, ghi ở cuối (hoặc sửa chỗ đã có) như sau, "
        f"rồi chạy lại lệnh này:\n{_block(wanted)}"
    )


def _with(entries: Sequence[Entry], new: Sequence[str], on: date) -> list[Entry]:
    """The withdrawals with those of a day: added to the ones of that day, or behind all."""
    if not any(_is_day(day, on) for day, _scopes in entries):
        return [*entries, (on.isoformat(), list(new))]
    return [(day, [*scopes, *new] if _is_day(day, on) else scopes) for day, scopes in entries]


def _is_day(text: str, on: date) -> bool:
    return text in (on.isoformat(), f"{on:%d/%m/%Y}", f"{on.day}/{on.month}/{on.year}")


def _same(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    return [(day, sorted(scopes)) for day, scopes in one] == [(day, sorted(scopes)) for day, scopes in other]


def _block(entries: Sequence[Entry], indent: str = "", newline: str = "\n") -> str:
    dash, deeper = ("", "") if len(entries) == 1 else ("- ", "  ")
    lines = [f"{_KEY}:"]
    for day, scopes in entries:
        lines += [f"  {dash}date: {day}", f"  {deeper}scopes: [{', '.join(scopes)}]"]
    return "".join(f"{indent}{line}{newline}" for line in lines)


def _entries(found: object) -> list[Entry] | None:
    """The withdrawals that a file has, written as one or as a list of them; None when it is neither."""
    listed = found if isinstance(found, list) else [] if found is None else [found]
    entries = [
        (str(each["date"]), [str(scope) for scope in each["scopes"]])
        for each in listed
        if isinstance(each, dict) and "date" in each and isinstance(each.get("scopes"), list) and each["scopes"]
    ]
    return entries if len(entries) == len(listed) else None


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


def _candidates(text: str, new: Sequence[str], on: date) -> Iterator[str]:
    """The file with the withdrawal in it, as it may be right."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    lines = [0, *(found.end() for found in _BREAK.finditer(text))]
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        if key.value == _KEY and isinstance(value, yaml.CollectionNode) and value.value:
            changes = _added(text, lines, value, new, on)
            for change in sorted(changes, key=lambda each: each.start, reverse=True):
                text = text[: change.start] + change.text + text[change.end :]
            yield text
            return
    newline = _newline(text)
    indent = " " * root.start_mark.column
    block = _block([(on.isoformat(), list(new))], indent, newline)
    yield (text if not text or text[-1] in "\r\n" else text + newline) + block
    last = re.search(r"^\.\.\.(?=\s|$)", text, re.MULTILINE)
    if last:
        yield text[: last.start()] + block + text[last.start() :]


def _added(text: str, lines: Sequence[int], value: yaml.CollectionNode, new: Sequence[str], on: date) -> Iterator[_Put]:
    """What has to be put in: scopes behind those of the same day, or a withdrawal behind the last one there is."""
    items = value.value if isinstance(value, yaml.SequenceNode) else [value]
    for item in items:
        parts = {key.value: part for key, part in item.value}
        if _is_day(parts["date"].value, on):
            yield _listed(text, lines, parts["scopes"], new)
            return
    end, newline = _end(lines, value), _newline(text)
    said = (f"date: {on.isoformat()}", f"scopes: [{', '.join(new)}]")
    if value.flow_style:
        opens, closes = ("", "") if isinstance(value, yaml.SequenceNode) else ("[", "]")
        start, end = _place(lines, value.start_mark), _end(lines, items[-1])
        yield _Put(start, start, opens)
        yield _Put(end, end, f", {{{', '.join(said)}}}{closes}")
        return
    if isinstance(value, yaml.SequenceNode):
        first = items[-1].start_mark
        dash = text[lines[first.line] : _place(lines, first)]  # its indentation, its dash and the space behind it
    else:
        first = value.start_mark
        dash = text[lines[first.line] : _place(lines, first)] + "- "
        yield _Put(_place(lines, first), _place(lines, first), "- ")
        for start in lines[first.line + 1 :]:
            if start < end and text[start] == " ":  # a comment that begins its line may stay there
                yield _Put(start, start, "  ")
    at = _line_end(text, end)
    yield _Put(at, at, f"{newline}{dash}{said[0]}{newline}{' ' * len(dash)}{said[1]}")


def _listed(text: str, lines: Sequence[int], scopes: yaml.SequenceNode, new: Sequence[str]) -> _Put:
    """The new scopes, behind the last one that is listed."""
    last = scopes.value[-1]
    end = _place(lines, last.end_mark)
    if scopes.flow_style:
        return _Put(end, end, "".join(f", {each}" for each in new))
    start = lines[last.start_mark.line]
    dash = text[start : _place(lines, last.start_mark)]  # the last one's indentation, its dash and the space behind it
    at = _line_end(text, end)
    return _Put(at, at, "".join(f"{_newline(text)}{dash}{each}" for each in new))


def _newline(text: str) -> str:
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def _line_end(text: str, place: int) -> int:
    found = _BREAK.search(text, place)
    return found.start() if found else len(text)


def _end(lines: Sequence[int], node: yaml.Node) -> int:
    """Where the last thing in a node ends; what is laid out in lines ends, for YAML, only where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return _place(lines, node.end_mark)


def _place(lines: Sequence[int], mark: yaml.Mark) -> int:
    return int(lines[mark.line] + mark.column)
