"""An index that was brought up to date is the one that would be made anew."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.render.index import Index, Text

words = st.lists(st.sampled_from(["đề", "de", "tài", "tai", "lúa"]), max_size=4).map(" ".join)
texts = st.tuples(st.lists(words, max_size=2).map(tuple), st.lists(words, max_size=2).map("\n".join))
several = st.lists(texts, max_size=6)


def written(index: Index) -> list[tuple[str, str]]:
    return [*index.syllables.shards(), *index.pairs.shards()]


def new(of: list[Text]) -> Index:
    index = Index(str.split)
    index.update(of)
    return index


@given(several, several, st.lists(st.tuples(st.integers(0, 5), texts), max_size=3))
def test_brought_up_to_date_it_is_as_made_anew(
    first: list[Text], second: list[Text], changes: list[tuple[int, Text]]
) -> None:
    index = new(first)
    written(index)
    index.update(second)
    assert written(index) == written(new(second))
    many = [*second, *[((), "lúa")] * 30]  # among many, few have changed
    index.update(many)
    for number, text in changes:
        many[number] = text
        index.update(many)
        assert written(index) == written(new(many))


@given(several)
def test_every_key_has_the_numbers_of_the_texts_that_have_it(of: list[Text]) -> None:
    shards = [json.loads(text) for _first, text in new(of).pairs.shards()]
    found = {key: spelled for shard in shards for spellings in shard.values() for key, spelled in spellings.items()}
    for number, (names, told) in enumerate(of):
        named = {f"{one} {other}" for name in names for one, other in pairwise(name.split())}
        said = {f"{one} {other}" for line in told.split("\n") for one, other in pairwise(line.split())}
        for key in named | said:
            lists = [[sum(steps[: place + 1]) for place in range(len(steps))] for steps in found[key]]
            assert (number in lists[0], number in lists[1]) == (key in named, key not in named)
