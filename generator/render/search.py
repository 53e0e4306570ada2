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
from collections.abc import Iterator
from hashlib import sha256

from generator import routes
from generator.render import words
from generator.render.findable import Findable, Kind, Known, findables
from generator.render.index import Index
from generator.render.items import Items
from generator.render.outputs import Output
from generator.render.portions import Ground, Portion
from generator.vietnamese import spelling, syllables

FORMAT = 1
DIGITS = 10  # of a file's name: in one campaign of 60,000 two of 6,000 files would share one, and are refused
KINDS: tuple[Kind, ...] = ("initiative", "person", "unit", "page")

ABBREVIATIONS = {short: tuple(syllables(full)) for short, full in words.ABBREVIATIONS.items()}


class Made:
    """What was made the last time: of a few texts more or less, or others, the next is made the quicker for it."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.index, self.known = Index(spoken), Known()
        self.records: dict[int, tuple[Findable, Output]] = {}


def search(items: Items, last: Made, ground: Ground) -> Iterator[Portion]:
    """A file for each thing to be found, the parts of the index, and the table of contents."""
    publication = items.report.publication
    told = publication.initiatives, publication.people, items.bulletins, publication.pages
    yield ground.portion(_Search(items, last).outputs, seen=told)


class _Search:
    """What can be found in the items of a report."""

    def __init__(self, items: Items, last: Made) -> None:
        self.items, self.last, self.index = items, last, last.index

    def outputs(self) -> Iterator[Output]:
        found = findables(self.items, self.last.known)
        made = {id(each): self.last.records.get(id(each)) or (each, _record_of(each)) for each in found}
        self.last.records = made
        files = [file for _each, file in made.values()]
        yield from files
        records = [_name(file) for file in files]
        contents: dict[str, object] = {
            "format": FORMAT,
            "kinds": [sum(each.kind == kind for each in found) for kind in KINDS],
            "abbreviations": {short: " ".join(full) for short, full in ABBREVIATIONS.items()},
            "records": "".join(records),
        }
        self.index.update(((each.title, *each.names), each.text) for each in found)
        for name, postings in (("syllables", self.index.syllables), ("pairs", self.index.pairs)):
            shards = [(key, _file(text, "data/")) for key, text in postings.shards()]
            yield from (file for _key, file in shards)
            first, names = [key for key, _file in shards], [_name(file) for _key, file in shards]
            contents[name] = {"first": first, "files": "".join(names)}
        yield Output(path=routes.SEARCH_CONTENTS, content=_json(contents) + "\n", made_from="data/")


def spoken(text: str) -> list[str]:
    """The spellings of the syllables of `text` in order, abbreviations said in full.

    >>> spoken("LĐLĐ huyện")
    ['liên', 'đoanF', 'lao', 'đôngJ', 'huyênJ']
    """
    return [spelling(said) for each in syllables(text) for said in ABBREVIATIONS.get(each, (each,))]


def _record_of(each: Findable) -> Output:
    said = {"address": each.page.folder, "title": each.title, "about": each.about, "text": each.text}
    return _file(_json(said), each.made_from)


def _file(text: str, made_from: str) -> Output:
    """A file named by what it holds: it may be kept for ever, and an old table of contents never meets a new one."""
    name = sha256(text.encode()).hexdigest()[:DIGITS]
    return Output(path=f"{routes.SEARCH_DATA}/{name}.json", content=text + "\n", made_from=made_from, is_named=True)


def _name(file: Output) -> str:
    return file.path.removeprefix(f"{routes.SEARCH_DATA}/").removesuffix(".json")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
