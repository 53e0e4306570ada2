"""Which texts have which keys, written in small parts; an index that differs in a few texts is made of the last one.

A key is a syllable, or two neighbours, in its spelling; what is written stands under folded keys, below each its
spellings, and for each of these the numbers of the texts that have it in a name, and in the rest only.
"""

import json
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from operator import sub

from generator.vietnamese import fold, toneless

SHARD = 24_000  # bytes before compression, about 7 kB after it: what a search should load for one key

Text = tuple[tuple[str, ...], str]
"""Names, and the rest, a paragraph a line."""

Keys = tuple[set[str], set[str]]
"""Those in names, and those only in the rest."""

_NONE: Keys = set(), set()
_MANY = 0.2  # of all texts: when more have changed, everything is made anew as quickly


class Index:
    """The keys of texts, which are known by their numbers: `syllables` alone, and `pairs` of neighbours."""

    def __init__(self, spoken: Callable[[str], list[str]]) -> None:
        """An index of nothing; `spoken` gives the spellings of a text's syllables in order."""
        self._spoken = spoken
        self._texts: list[Text] = []
        self.syllables, self.pairs = Postings(), Postings()

    def update(self, texts: Iterable[Text]) -> None:
        """Let it be the index of `texts` and of no others."""
        new = list(texts)
        changed = [
            number for number, (before, after) in enumerate(zip(self._texts, new, strict=False)) if before != after
        ]
        if len(new) != len(self._texts) or len(changed) > _MANY * len(new):
            changed, self._texts = [*range(len(new))], []
            self.syllables, self.pairs = Postings(), Postings()
        for number in changed:
            before = self._keys(self._texts[number]) if self._texts else (_NONE, _NONE)
            after = self._keys(new[number])
            self.syllables.move(number, before[0], after[0])
            self.pairs.move(number, before[1], after[1])
        self._texts = new

    def _keys(self, text: Text) -> tuple[Keys, Keys]:
        names, told = [self._spoken(each) for each in text[0]], [self._spoken(each) for each in text[1].split("\n")]
        return _both(chain(*names), chain(*told)), _both(_pairs(names), _pairs(told))


class Postings:
    """For each key the numbers of what has it, ascending, and how that is written."""

    def __init__(self) -> None:
        """No keys."""
        self._numbers: dict[str, tuple[list[int], list[int]]] = {}
        self._spellings: dict[str, list[str]] = {}  # by folded key
        self._entries: dict[str, str] = {}  # by folded key, as they are written
        self._touched: set[str] = set()  # keys of which that is no longer true

    def move(self, number: int, before: Keys, after: Keys) -> None:
        """Let a number have other keys than before."""
        for place in (0, 1):
            gone, new = before[place] - after[place], after[place] - before[place] if before[place] else after[place]
            for key in gone:
                numbers = self._numbers[key][place]
                del numbers[bisect_left(numbers, number)]
            for key in new:
                numbers = self._numbers.setdefault(key, ([], []))[place]
                if numbers and numbers[-1] > number:
                    insort(numbers, number)
                else:
                    numbers.append(number)
            self._touched |= gone | new

    def shards(self) -> Iterator[tuple[str, str]]:
        """All of it in parts of about `SHARD` bytes: the first key of each, and its text."""
        self._write()
        first, size = "", 0
        part: list[str] = []
        for key in sorted(self._entries):
            entry = self._entries[key]
            first = first if part else key
            part.append(entry)
            size += len(entry)
            if size >= SHARD:
                yield first, _together(part)
                part, size = [], 0
        if part:
            yield first, _together(part)

    def _write(self) -> None:
        """Write what was touched since the last time."""
        folded: dict[str, set[str]] = defaultdict(set)
        for key in self._touched:
            folded[fold(toneless(key))].add(key)
        for short, keys in folded.items():
            known = {*self._spellings.get(short, ()), *keys}
            spellings = sorted(key for key in known if any(self._numbers[key]))
            for key in known.difference(spellings):
                del self._numbers[key]
            self._spellings[short] = spellings
            said = {key: [_steps(numbers) for numbers in self._numbers[key]] for key in spellings}
            self._entries[short] = f"{_json(short)}:{_json(said)}"
            if not spellings:
                del self._spellings[short], self._entries[short]
        self._touched.clear()


def _both(named: Iterable[str], told: Iterable[str]) -> Keys:
    of_names = set(named)
    return of_names, set(told) - of_names


def _pairs(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    return chain.from_iterable(map(" ".join, pairwise(line)) for line in lines)


def _together(entries: Iterable[str]) -> str:
    return "{" + ",".join(entries) + "}"


def _steps(numbers: list[int]) -> list[int]:
    """Ascending numbers as the steps between them, which are small and compress well."""
    return [*islice(numbers, 1), *map(sub, islice(numbers, 1, None), numbers)]


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
