"""What a solution brought in đồng: an estimate that somebody stands for, never added up, and no measure of anybody."""

import json
import re
from collections.abc import Mapping
from itertools import combinations, permutations
from pathlib import Path

import pytest
from campaigns import TODAY, write_campaign
from made import Outputs, Told, outputs

from generator.vietnamese import integer, money

VALUES = {"mot": 11_000_013, "hai": 22_000_029, "ba": 44_000_057, "bon": 88_000_111}
DECLARED = ("hai", "bon")


def written(tmp_path: Path, values: Mapping[str, int]) -> Outputs:
    """Four initiatives with a value, two of them verified, and one whose effect is no money."""
    changes: dict[str, str | bytes | None] = {"data/initiatives/den-tiet-kiem.yml": None, "data/posts.csv": None}
    for identifier in (*values, "xa-hoi"):
        record: dict[str, object] = {
            "id": identifier, "title": f"Việc {identifier}", "summary": "Một câu.", "authors": [{"person": "le-van-binh"}], "unit": "bac",
            "field": "ky-thuat", "sector": "dien", "applied_from": "2022-01-10", "problem": "Vướng.", "solution": "Gỡ.",
            "effects": {"social": "Bớt đau lưng."}, "status": "approved", "approved_by": "Ban", "publish_on": "2022-05-01", "featured": True,
        }  # fmt: skip
        if identifier in values:
            status = (
                {"status": "declared"} if identifier in DECLARED else {"status": "verified", "verified_by": "Hội đồng"}
            )
            record["benefit"] = {"vnd_per_year": values[identifier], "calculation": f"Theo sổ {identifier}."} | status
        changes[f"data/initiatives/{identifier}.yml"] = json.dumps(record, ensure_ascii=False)
    return outputs(write_campaign(tmp_path, changes), TODAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    return written(tmp_path_factory.mktemp("values"), VALUES)


def told(made: Outputs, vnd: int) -> list[Told]:
    """The outputs in which a value stands, in figures or in words."""
    wanted = re.compile(rf"(?<![\d.,])(?:{vnd}|{re.escape(integer(vnd))}|{re.escape(money(vnd))})(?![\d.,]*\d)")
    return [each for each in made.all if wanted.search(each.text)]


def test_values_are_told_in_many_places_and_never_added_up(made: Outputs) -> None:
    """No sum can count a duplicate twice, or mix what is verified with what is not, where there is none."""
    kinds = {re.split(r"[/.]", each.path)[0] for each in told(made, VALUES["mot"])}
    assert kinds >= {"sang-kien", "api", "chia-se", "anh", "in", "ban-tin"}
    sums = {sum(some) for size in (2, 3, 4) for some in combinations(VALUES.values(), size)}
    assert {total: [each.path for each in told(made, total)] for total in sums if told(made, total)} == {}


def test_every_value_says_who_stands_for_it(made: Outputs) -> None:
    for identifier, vnd in VALUES.items():
        said = r"tự khai|\"declared\"" if identifier in DECLARED else r"xác minh|\"verified\""
        listed = {"sang-kien/danh-muc.json"}  # which says so by a column of its own
        assert [
            each.path for each in told(made, vnd) if not re.search(said, each.text) and each.path not in listed
        ] == []
    catalogue = next(each.text for each in made.all if each.path == "sang-kien/danh-muc.json")
    assert '"verified"' in catalogue


def test_a_value_that_nobody_verified_is_on_no_picture_and_in_no_bulletin(made: Outputs) -> None:
    for identifier in DECLARED:
        places = [each.path for each in told(made, VALUES[identifier])]
        assert not [each for each in places if each.startswith("ban-tin/") or each.endswith((".png", ".jpg"))]


@pytest.mark.parametrize("values", list(permutations(VALUES.values()))[5::12])
def test_nothing_is_ranked_by_money(values: tuple[int, ...], made: Outputs, tmp_path: Path) -> None:
    """With other values nothing stands in another place; but where bulletins name the largest ones that were verified."""
    other = written(tmp_path, dict(zip(VALUES, values, strict=True)))

    def order(outputs: Outputs) -> dict[str, list[str]]:
        pages = [each for each in outputs.all if each.path in LISTS]
        return {each.path: re.findall(r"(?<=[/\"])(?:mot|hai|ba|bon|xa-hoi)(?=[/\"])", each.text) for each in pages}

    assert order(other) == order(made)
    assert set(order(made)) == LISTS
    assert all(
        "xa-hoi" in order(made)[each] for each in ("sang-kien/danh-muc.json", "api/v1/initiatives.json", "feed.xml")
    )


LISTS = {"index.md", "sang-kien/index.md", "sang-kien/danh-muc.json", "linh-vuc/ky-thuat/index.md", "khu-vuc/dien/index.md", "tien-do/bac/index.md", "feed.xml", "feed.json",
    "guong-sang/le-van-binh/index.md", "api/v1/initiatives.json", "du-lieu/sang-kien.csv", "nhung/noi-bat/index.html", "chia-se/index.md"}  # fmt: skip
