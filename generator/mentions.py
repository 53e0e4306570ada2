"""Where a text names somebody, in every way in which the text may be meant.

`generator.names` knows how a name may be written; this module reads each text as it stands, percent-encoded, with
character references, with JSON escapes, without its markup, and knows whose name it is when two are nearly the same.
Pure; what files are is not known here.
"""

import html
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator import names
from generator.passages import Passages, by_lines
from generator.vietnamese import fold

_SNIPPET = 50  # characters on either side
_LAYERS = 3  # of escapes within escapes: a page's text in a feed is escaped twice

_ESCAPED = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,5})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")  # begins with its sign: found ten times as fast
# What a comment holds is bounded, for a page may be written to keep its reader busy.
_TAG = re.compile(r"<(?:!--[^\n]{0,400}?-->|[^<>\n]*>)")
_LONG_TAG = re.compile(r"<(?:!--.{0,400}?-->|[^<>]*>)", re.DOTALL)
_LINK = re.compile(r"!?\[\^[^\]\n]*\]|\]\([^)\n]*\)|\]\[[^\]\n]*\]|\{[^}\n]*\}")  # footnotes, targets, attributes

_LONG_NAME = 3  # syllables: in that order they meet by chance in no sentence
_JOINT = re.compile(rf"(?:[-–—_*~`+/\\\[\]\s]|{names.PARTED}(?!{names.PARTED})|\.(?!\s))*")
_KEY = 8  # letters
_MIXED = np.uint64(0x9E3779B97F4A7C15)  # spreads keys evenly. Source: Knuth, multiplicative hashing
_BITS = 20
_STRETCH = 1 << 16  # letters looked at in one go: what is computed of them stays in the processor's cache
_APART = f"\n{names.BREAK}\n".encode()  # no escape and no tag goes over it


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Who is sought: the name, the id that makes addresses, and what names the files of pictures that show them.

    Any of them may be empty. `also` are other texts of theirs, such as the sentences of their story.

    `others` are the names of people who may be named: what is spelled as one of them is theirs, and what is
    written without marks is nobody's when two names differ in nothing else.
    """

    name: str
    id: str
    pictures: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    in_prose: bool = False
    """Whether a name of one or two syllables counts only where nothing parts them but spaces, hyphens and markup."""

    @cached_property
    def named(self) -> list[list[str]]:
        """The words of the name and of the id."""
        return [found for found in map(names.words, (self.name, self.id)) if found]

    @cached_property
    def told(self) -> list[list[str]]:
        """The words of each other text."""
        return [found for found in map(names.words, self.also) if found]

    @cached_property
    def squeezed(self) -> tuple[bytes, ...]:
        """One of these is in the squeezed form of every text that has anything of theirs."""
        return tuple(sorted({names.squeezed("".join(words)) for words in (*self.named, *self.told)}))

    @cached_property
    def patterns(self) -> Mapping[bool, list[tuple[list[str], re.Pattern[str], bool]]]:
        """By whether they stand alone: the words of each text that is sought, what finds them, and whether it is a name."""
        each = [*((words, True) for words in self.named), *((words, False) for words in self.told)]
        return {
            alone: [(words, names.pattern([words], alone=alone), is_name) for words, is_name in each]
            for alone in (True, False)
        }

    @cached_property
    def _spelled(self) -> str:
        return names.spelled(self.name)

    @cached_property
    def _spelled_others(self) -> frozenset[str]:
        return frozenset(map(names.spelled, self.others)) - {self._spelled}

    @cached_property
    def _has_twin(self) -> bool:
        """Whether somebody's name differs from theirs only in its marks."""
        return any(fold(each) == fold(self.name) for each in self.others if names.spelled(each) != self._spelled)

    def is_meant(self, said: str) -> bool:
        """Whether `said`, which has the letters of the name, is theirs."""
        if self.in_prose and not self._is_whole(said):
            return False
        if names.spelled(names.apart(said, names.words(self.name))) in self._spelled_others:
            return False
        return not (self._has_twin and said.isascii() and said.lower() != self.id)

    def _is_whole(self, said: str) -> bool:
        """Whether the syllables of a short name are meant as one: "Lê An", "LêAn", not "lean" nor "… lê. An …"."""
        name = names.words(self.name)
        composed = unicodedata.normalize("NFKC", said)
        joint = re.sub(r"(?!_)\w|[\u0300-\u036f]", "", composed)
        if len(name) >= _LONG_NAME or joint:
            return len(name) >= _LONG_NAME or bool(_JOINT.fullmatch(joint))
        first = len(name[0])
        is_camel = composed[first - 1].islower() and composed[first : first + 1].isupper()
        return len(name) == 1 or is_camel or names.spelled(names.apart(said, name)) == self._spelled


class Crowd:
    """Many who are sought at once: which texts are worth a closer look, in a time that hardly grows with their number."""

    def __init__(self, sought: Iterable[Sought]) -> None:
        """Those who are sought."""
        self._by_needle: dict[bytes, list[Sought]] = defaultdict(list)
        for each in sought:
            for needle in each.squeezed:
                self._by_needle[needle].append(each)
        self._short = [needle for needle in self._by_needle if len(needle) < _KEY]
        self._by_key: dict[bytes, list[bytes]] = defaultdict(list)
        for needle in self._by_needle.keys() - set(self._short):
            self._by_key[needle[-_KEY:]].append(needle)
        self._is_key = np.zeros(1 << _BITS, dtype=bool)
        self._is_key[_hashed(b"".join(self._by_key))[::_KEY]] = True

    def __bool__(self) -> bool:
        return bool(self._by_needle)

    def within(self, text: str) -> list[Sought]:
        """Those who may be in a text, in whatever way it is read: `places` tells of each whether they are, and where."""
        found = self._needles(b"\0".join(map(names.squeezed, _readings(text))))
        return [each for needle in sorted(found) for each in self._by_needle[needle]]

    def among(self, texts: Passages) -> list[int]:
        """The numbers of those texts that are worth a closer look: in no other is any of those sought.

        They are read line by line, each line once: no escape goes over two, and few tags do. A text that has such a tag
        is worth a look.
        """
        lines = Passages(texts.each, by_lines)
        escaped = [number for number, line in enumerate(lines.each) if b"&" in line or b"%" in line or b"\\" in line]
        every, some = _Lines(lines.each), _Lines([lines.each[number] for number in escaped])
        readings = [every.squeezed(every.text), every.squeezed(every.unmarked(every.text))]
        plain, bare = _unescaped(some.text), some.unmarked(some.text)
        other = plain if bare == some.text else _unescaped(bare)
        for before, reading in ((0, plain), (1, some.unmarked(other)), (1, some.unmarked(plain))):
            told = readings[before].copy()
            for number, line in zip(escaped, some.squeezed(reading), strict=False):
                told[number] = line
            readings.append(told)
        if every.is_broken or some.is_broken:
            return list(range(len(texts.of)))
        joined = zip(*(texts.joined(lines.joined(told)) for told in readings), strict=True)
        squeezed = (b"\0".join(set(each)) for each in joined)  # most readings of a text are the same
        found = {number for number, each in enumerate(squeezed) if self._needles(each)}
        unsure = every.unsure | {escaped[number] for number in some.unsure}
        return sorted(found | texts.with_any(lines.with_any(unsure)))

    def _needles(self, squeezed: bytes) -> set[bytes]:
        """What is sought of what stands in squeezed texts."""
        found = {needle for needle in self._short if needle in squeezed}
        for first in range(0, len(squeezed) - _KEY + 1, _STRETCH):
            hashed = _hashed(squeezed[first : first + _STRETCH + _KEY - 1])
            for at in np.flatnonzero(self._is_key.take(hashed)).tolist():
                end = first + at + _KEY
                keyed = self._by_key.get(squeezed[end - _KEY : end], ())
                found |= {each for each in keyed if squeezed.endswith(each, 0, end)}
        return found


class _Lines:
    """Many lines that are read at once. `unsure` are the numbers of those with a tag that may go over several.

    `is_broken`: somebody wrote a `BREAK`, and nobody knows any more which line is which.
    """

    def __init__(self, lines: Sequence[bytes]) -> None:
        self.text = _APART.join(lines).decode()
        self.unsure: set[int] = set()
        self.is_broken = False
        self._count = len(lines)
        self._squeezed: dict[str, list[bytes]] = {}

    def unmarked(self, text: str) -> str:
        """A reading without its tags."""
        bare = _TAG.sub(names.PARTED, text)
        if "<" in bare:
            self.unsure.update(number for number, line in enumerate(bare.split(names.BREAK)) if "<" in line)
        return bare

    def squeezed(self, text: str) -> list[bytes]:
        """A reading, line by line."""
        if text not in self._squeezed:
            self._squeezed[text] = names.squeezed_parts(text)
            self.is_broken |= len(self._squeezed[text]) != max(1, self._count)
        return self._squeezed[text]


def _hashed(letters: bytes) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """A number of `_BITS` bits for every `_KEY` bytes in a row."""
    keys = np.ndarray((max(0, len(letters) - _KEY + 1),), "<u8", letters, strides=(1,))
    return ((keys * _MIXED) >> np.uint64(64 - _BITS)).view(np.int64)


def linkless(text: str) -> str:
    """Markdown without where its links lead, its footnotes and attributes: what a reader reads; lines are kept."""
    return _LINK.sub(names.PARTED, text) if "]" in text or "{" in text else text


def places(text: str, sought: Sought, *, alone: bool = True) -> Iterator[tuple[int, str]]:
    """Line and surroundings of each place in a text where the one sought appears, in whatever way it is read.

    What one reading of a line shows is not told again for another reading of it.
    """
    told: Counter[int] = Counter()
    for reading in _readings(text) if sought.squeezed else ():
        squeezed = names.squeezed(reading)
        if any(each in squeezed for each in sought.squeezed):
            found = defaultdict(list)
            for line, said in _matches(reading, sought, alone=alone):
                found[line].append(said)
            for line, said_there in found.items():
                yield from ((line, said) for said in said_there[told[line] :])
                told[line] = max(told[line], len(said_there))


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, without escapes, without markup, and without markup that was escaped.

    Every line is where it was. What stands in a tag may have tags in it as well, escaped: `plain` without markup.
    """
    plain, bare = _unescaped(text), _unmarked(text)
    yield text
    for reading, before in (
        (plain, text),
        (bare, text),
        (_unmarked(_unescaped(bare)), bare),
        (_unmarked(plain), plain),
    ):
        if reading != before:
            yield reading


def _unmarked(text: str) -> str:
    """`text` with `PARTED` for each tag, and the lines of those that go over several."""
    if "<" not in text:
        return text
    bare = _TAG.sub(names.PARTED, text)
    if "<" in bare:  # a tag over several lines: rare, and three times as slow
        bare = _LONG_TAG.sub(lambda tag: names.PARTED + "\n" * tag[0].count("\n"), text)
    return bare


def _unescaped(text: str) -> str:
    """`text` without escapes, and without those that were escaped."""
    for _layer in range(_LAYERS):
        plain = text
        if "\\" in plain:
            plain = _ESCAPED.sub(_character, plain)
        if "%" in plain:
            plain = _PERCENT.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode(errors="ignore"), plain)
        if "&" in plain:
            plain = html.unescape(plain)
        if plain == text:
            break
        text = plain
    return text


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    code = int(digits, 16) if digits else 0x20
    return chr(code) if code < sys.maxunicode else ""


def _matches(text: str, sought: Sought, *, alone: bool) -> Iterator[tuple[int, str]]:
    """Line and surroundings of each match in one reading of a text."""
    ends: dict[int, int] = {}  # an address may begin with the name: one place
    for words, pattern, is_name in sought.patterns[alone]:
        for start, end in names.spans(text, words, pattern):
            if not is_name or sought.is_meant(text[start:end]):
                ends[start] = max(end, ends.get(start, 0))
    for start, end in sorted(ends.items()):
        around = text[max(0, start - _SNIPPET) : end + _SNIPPET].replace(names.PARTED, "")
        yield text.count("\n", 0, start) + 1, " ".join(around.encode(errors="replace").decode().split())
