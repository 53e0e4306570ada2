"""The index that overrides/assets/search.js searches: small files, of which a search loads the few it needs.

A syllable of Vietnamese without its marks says little: "de tai" stands in nearly every text as "để … tại". So
pairs of neighbours are indexed beside single syllables, and a phrase is found by its pairs. Every key is folded;
below it stand its spellings, so that the one that was typed can come first.

Pagefind 1.5.2 was measured first, on the folded texts of 5,540 things to find (tests/bench/search.py): a phrase of
five syllables loaded 490 kB and took a second without a slow phone's hindrance, it knew no spellings, making the
index took 7 s and 1.0 GB, and the same texts in another order of the disk gave other bytes. This takes 90 kB, 4 s
and 0.1 GB.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain, groupby, islice, pairwise
from operator import itemgetter, sub

from generator import routes
from generator.render import words
from generator.render.findable import Findable, Kind, findables
from generator.render.items import Items
from generator.render.outputs import Output
from generator.vietnamese import fold, spelling, syllables, toneless

FORMAT = 1
DIGITS = 10  # of a file's name: of 6,000 files, one pair in 60,000 campaigns would share a name, and be refused
SHARD = 24_000  # bytes before compression, about 7 kB after it: what a search should load for one key
KINDS: tuple[Kind, ...] = ("initiative", "person", "unit", "page")

ABBREVIATIONS = {short: tuple(syllables(full)) for short, full in words.ABBREVIATIONS.items()}

Numbers = tuple[list[int], list[int]]
"""What has a key in a name, and what has it in its text only: numbers of `findables`, ascending."""


def search(items: Items) -> Iterator[Output]:
    """A file for each thing to be found, the parts of the index, and the table of contents."""
    found = findables(items)
    records: list[str] = []
    for each in found:
        file = _file(_record(each), each.made_from)
        records.append(_name(file))
        yield file
    contents: dict[str, object] = {
        "format": FORMAT,
        "kinds": [sum(each.kind == kind for each in found) for kind in KINDS],
        "abbreviations": {short: " ".join(full) for short, full in ABBREVIATIONS.items()},
        "records": "".join(records),
    }
    for name, postings in zip(("syllables", "pairs"), _postings(found), strict=True):
        first: list[str] = []
        files: list[str] = []
        for key, text in _shards(postings):
            file = _file(text, "data/")
            first.append(key)
            files.append(_name(file))
            yield file
        contents[name] = {"first": first, "files": "".join(files)}
    yield Output(path=routes.SEARCH_CONTENTS, content=_json(contents) + "\n", made_from="data/")


def spoken(text: str) -> list[str]:
    """The spellings of the syllables of `text` in order, abbreviations said in full.

    >>> spoken("LĐLĐ huyện")
    ['liên', 'đoanF', 'lao', 'đôngJ', 'huyênJ']
    """
    return [spelling(said) for each in syllables(text) for said in ABBREVIATIONS.get(each, (each,))]


def _record(each: Findable) -> str:
    return _json({"address": each.page.folder, "title": each.title, "about": each.about, "text": each.text})


def _postings(found: Iterable[Findable]) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """What has each syllable, and what has each pair of neighbours, by their spellings."""
    single: dict[str, Numbers] = {}
    pairs: dict[tuple[str, str], Numbers] = {}
    for number, each in enumerate(found):
        named = [spoken(name) for name in (each.title, *each.names)]
        told = [spoken(line) for line in each.text.split("\n")]
        syllables_named, pairs_named = set(chain(*named)), set(chain(*map(pairwise, named)))
        for place, keys in enumerate((syllables_named, set(chain(*told)) - syllables_named)):
            for key in keys:
                single.setdefault(key, ([], []))[place].append(number)
        for place, both in enumerate((pairs_named, set(chain(*map(pairwise, told))) - pairs_named)):
            for pair in both:
                pairs.setdefault(pair, ([], []))[place].append(number)
    return single, {f"{one} {other}": numbers for (one, other), numbers in pairs.items()}


def _shards(postings: Mapping[str, Numbers]) -> Iterator[tuple[str, str]]:
    """The postings by folded key, in parts of about `SHARD` bytes: the first key of each, and its text."""
    folded = sorted((fold(toneless(spelled)), spelled) for spelled in postings)
    first, size = "", 0
    part: list[str] = []
    for key, group in groupby(folded, key=itemgetter(0)):
        spellings = {spelled: [_steps(numbers) for numbers in postings[spelled]] for _key, spelled in group}
        first = first if part else key
        part.append(f"{_json(key)}:{_json(spellings)}")
        size += len(part[-1])
        if size >= SHARD:
            yield first, _together(part)
            part, size = [], 0
    if part:
        yield first, _together(part)


def _together(entries: Iterable[str]) -> str:
    return "{" + ",".join(entries) + "}"


def _steps(numbers: list[int]) -> list[int]:
    """Ascending numbers as the steps between them, which are small and compress well."""
    return [*islice(numbers, 1), *map(sub, islice(numbers, 1, None), numbers)]


def _file(text: str, made_from: str) -> Output:
    """A file named by what it holds: it may be kept for ever, and an old table of contents never meets a new one."""
    name = sha256(text.encode()).hexdigest()[:DIGITS]
    return Output(path=f"{routes.SEARCH_DATA}/{name}.json", content=text + "\n", made_from=made_from)


def _name(file: Output) -> str:
    return file.path.removeprefix(f"{routes.SEARCH_DATA}/").removesuffix(".json")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
