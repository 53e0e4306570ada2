"""What can be found, the index it is found by, and the pages of the index for readers without a script."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise
from typing import Any

import pytest
from made import made_by
from records import START, charter, initiative, person, published, snapshot, unit
from shipped import ROOT

from generator import editorial, progress, routes
from generator.editorial import Publication
from generator.model import SCOPES, AuthoredPage, PageFront, SupportTeam
from generator.parse import parse
from generator.progress import Report
from generator.render import render
from generator.render.findable import Findable, findables
from generator.render.index import SHARD
from generator.render.items import Items
from generator.render.letters import LEAF, letters
from generator.render.search import DIGITS, KINDS, Made, search, spoken
from generator.vietnamese import fold, toneless

AGREED = {scope: {"given": START, "proof": "Phiếu 1"} for scope in SCOPES}
KEPT = "bí quyết chưng cất"  # said only in what a title-only initiative keeps to itself


def report(**parts: Any) -> Report:  # noqa: ANN401 - the campaign's own parts
    return progress.report(published(**parts))


def found(of: Report, title: str) -> Findable:
    (one,) = [each for each in findables(Items(of)) if each.title == title]
    return one


class Index:
    """The written index, read as the browser reads it."""

    def __init__(self, of: Report) -> None:
        """Write the index of a report, and read it."""
        made = {each.path: each.content for each in made_by(search, of, Items(of), Made())}
        self.files = {path: json.loads(str(content)) for path, content in made.items()}
        self.texts = {path: str(content) for path, content in made.items()}
        self.contents = self.files[routes.SEARCH_CONTENTS]
        self.records = [self.file(name) for name in self._names(self.contents["records"])]

    def file(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return self.files[f"{routes.SEARCH_DATA}/{name}.json"]

    def shards(self, part: str) -> list[dict[str, dict[str, list[list[int]]]]]:
        return [self.file(name) for name in self._names(self.contents[part]["files"])]

    def keys(self, part: str) -> list[str]:
        return [key for shard in self.shards(part) for key in shard]

    def titles(self, key: str) -> dict[str, tuple[set[str], set[str]]]:
        """By spelling, the titles of what has the key in a name and of what has it in its text."""
        part = "pairs" if " " in key else "syllables"
        (spellings,) = [shard[key] for shard in self.shards(part) if key in shard] or [{}]
        return {spelled: (self._titles(named), self._titles(told)) for spelled, (named, told) in spellings.items()}

    def all_titles(self, key: str) -> set[str]:
        return set().union(*(named | told for named, told in self.titles(key).values()))

    def _titles(self, steps: list[int]) -> set[str]:
        return {self.records[sum(steps[: at + 1])]["title"] for at in range(len(steps))}

    @staticmethod
    def _names(names: str) -> Iterator[str]:
        return (names[at : at + DIGITS] for at in range(0, len(names), DIGITS))


@pytest.fixture(scope="module")
def shipped() -> Report:
    """The shipped campaign's report."""
    parsed = parse(ROOT)
    assert parsed.charter is not None
    assert parsed.charter.frozen_on is not None
    return progress.report(editorial.publish(parsed.campaign(), parsed.charter.frozen_on))


@pytest.fixture(scope="module")
def index(shipped: Report) -> Index:
    """The shipped campaign's index."""
    return Index(shipped)


# --- What can be found ------------------------------------------------------------------------------


def test_everything_with_a_page_can_be_found_once_and_under_its_own_title(shipped: Report) -> None:
    """Lists that go on, letters, the search page itself, pages to share from and where posts lead are ways to what is found."""
    made = {each.path: str(each.content) for each in render(shipped) if each.path.endswith(".md")}
    landings = (routes.LEADERS, routes.COUNTDOWN, routes.MARKS)
    led = tuple(each.folder for each in (routes.SEARCH, routes.SHARE, *landings))
    ways = {path for path in made if path.startswith(led) or "/trang/" in path}
    ways |= {routes.told(each).file for each in shipped.publication.tally.units.values()}
    listed = findables(Items(shipped))
    assert sorted(each.page.file for each in listed) == sorted(made.keys() - ways)
    titles = {each.page.file: re.search(r'^title: (".*")$', made[each.page.file], re.MULTILINE) for each in listed}
    assert {each.page.file: each.title for each in listed} == {
        file: json.loads(title.group(1)) for file, title in titles.items() if title
    }


def test_kinds_come_in_order_and_are_counted(shipped: Report, index: Index) -> None:
    kinds = [each.kind for each in findables(Items(shipped))]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert index.contents["kinds"] == [kinds.count(kind) for kind in KINDS]
    assert len(index.records) == len(kinds)
    assert [each["address"] for each in index.records] == [each.page.folder for each in findables(Items(shipped))]


def test_an_initiative_is_found_by_title_author_unit_and_all_it_tells() -> None:
    told = initiative(
        "den",
        problem="Vướng ở đâu.",
        solution="- Gỡ thế nào\n- Gỡ tiếp",
        novelty="Mới ở đâu.",
        effects={"economic": "Lợi ra sao.", "social": "Khỏe ra sao."},
        benefit={"vnd_per_year": 1, "calculation": "Tính thế nào.", "status": "declared"},
        awards=[{"title": "Bằng khen", "body": "Công đoàn tỉnh"}],
    )
    one = found(report(initiatives=(told,), people=(person("binh", consent=AGREED),)), "Sáng kiến den")
    assert one.names == ("Công đoàn bac", "Lê Văn Bình")
    assert one.about == "Lê Văn Bình · Công đoàn bac"
    assert one.text.split("\n") == [
        "Một câu.", "Thợ điện", "Vướng ở đâu.", "Gỡ thế nào", "Gỡ tiếp", "Mới ở đâu.", "Lợi ra sao.", "Khỏe ra sao.",
        "Tính thế nào.", "Kỹ thuật · Điện", "Bằng khen, Công đoàn tỉnh",
    ]  # fmt: skip


def test_a_unit_shows_its_number_and_is_found_by_what_it_is_called() -> None:
    units = (
        unit("tinh", kind="province"),
        unit("bac", "tinh", target=200, short_name="Bắc", aliases=("LĐLĐ Bắc", "PR-TC")),
    )
    one = found(report(units=units, snapshots=(snapshot(START, "bac", 50),)), "Công đoàn bac")
    assert one.names == ("Bắc", "LĐLĐ Bắc", "PR-TC")
    assert one.about == "Huyện, thành phố · 50/200 sáng kiến, 25,0%"


def test_a_unit_without_a_report_and_one_that_ended_say_so() -> None:
    units = (
        unit("tinh", kind="province"),
        unit("cu", "tinh", target=100, valid_to=date(2022, 3, 31), successor="moi"),
        unit("moi", "tinh", target=100),
    )
    of = report(units=units)
    assert found(of, "Công đoàn moi").about == "Huyện, thành phố · Chưa có báo cáo"
    assert found(of, "Công đoàn cu").about == "Huyện, thành phố · Đã sáp nhập, hoạt động đến 31/03/2022"


def test_a_page_written_by_hand_is_found_by_its_words_and_not_by_its_marks() -> None:
    page = AuthoredPage(
        name="the-le",
        front=PageFront(title="Thể lệ", description="Ai dự thi."),
        body="## Đối tượng {#ai}\n\nMỗi **đoàn viên**, [xem](ho-tro.md).\n\n<!-- sangkien: progress-table -->\n\n| A | B |\n|---|---|\n| một | hai |\n",
        body_line=5,
    )
    one = found(report(pages=(page,)), "Thể lệ")
    assert one.text.split("\n") == ["Ai dự thi.", "Đối tượng", "Mỗi đoàn viên, xem.", "A", "B", "một", "hai"]


def test_support_teams_are_found_on_their_page() -> None:
    team = SupportTeam(unit="bac", name="Tổ số Một", contact="Thường trực", channel=None, hours="Thứ Hai")
    assert (
        "Công đoàn bac, Tổ số Một, Thường trực, Thứ Hai"
        in found(report(support_teams=(team,)), "Tổ hỗ trợ sáng kiến").text
    )


# --- What must not be found -------------------------------------------------------------------------


def withheld() -> Publication:
    people = (
        person("binh", consent=AGREED),
        person("hoa", name="Trần Thị Hoa", quote="Lời của Hoa", story="Chuyện của Hoa"),
        person("lan", name="Phạm Thu Lan", quote="Lời của Lan", consent={"name": AGREED["name"]}),
        person("rut", name="Võ Văn Rút", consent=AGREED, withdrawn={"date": START, "scopes": ["name"]}),
    )
    initiatives = (
        initiative("kin", authors=[{"person": "binh"}], disclosure="title-only", summary=KEPT, solution=KEPT,
                   problem=KEPT, effects={"social": "Đỡ mỏi tay.\nDòng sau"}, portal_code="NT-1",
                   awards=[{"title": "Bằng khen", "body": "Công đoàn tỉnh"}]),
        initiative("chung", title="Đèn chung", authors=[{"person": "hoa"}, {"person": "rut"}]),
        initiative("nhap", title="Bản nháp", status="draft"),
        initiative("mai", title="Đăng ngày mai", publish_on=date(2022, 7, 16)),
    )  # fmt: skip
    return published(people=people, initiatives=initiatives)


@pytest.mark.parametrize(
    "kept",
    ["Trần Thị Hoa", "Lời của Hoa", "Chuyện của Hoa", "Lời của Lan", "Võ Văn Rút", KEPT, "Dòng sau", "NT-1", "Bản nháp", "Đăng ngày mai", "Phiếu 1"],
)  # fmt: skip
def test_what_the_gate_kept_is_nowhere_in_the_index(kept: str) -> None:
    index = Index(progress.report(withheld()))
    everything = "\n".join([*index.texts, *index.texts.values()])
    assert kept not in everything
    words = spoken(kept)
    pairs = [f"{fold(toneless(one))} {fold(toneless(other))}" for one, other in pairwise(words)]
    assert not set(pairs) & set(index.keys("pairs")), "nor as a pair of syllables that could be looked up"


def test_a_title_only_initiative_gives_title_unit_one_line_and_awards() -> None:
    one = found(progress.report(withheld()), "Sáng kiến kin")
    assert one.names == ("Công đoàn bac",)
    assert one.about == "Tập thể tác giả thuộc Công đoàn bac"
    assert one.text == "Đỡ mỏi tay.\nBằng khen, Công đoàn tỉnh"


# --- The index --------------------------------------------------------------------------------------


def test_keys_are_folded_and_sorted_over_all_parts(index: Index) -> None:
    for part in ("syllables", "pairs"):
        keys = index.keys(part)
        assert keys == sorted(set(keys))
        assert all(key == fold(key) for key in keys)
        assert {key.count(" ") for key in keys} == {part == "pairs"}
        assert index.contents[part]["first"] == [next(iter(shard)) for shard in index.shards(part)]


def test_spellings_stand_apart_below_one_key() -> None:
    names = ("Tổ hòa giải", "Tổ hoà giải mới", "Trồng hoa", "Hóa chất", "Cũ")
    made = [
        initiative(f"i{at}", title=title, summary="Bình hoa." if at == 4 else "Câu.") for at, title in enumerate(names)
    ]
    titles = Index(report(initiatives=tuple(made))).titles("hoa")
    assert titles == {
        "hoaF": ({"Tổ hòa giải", "Tổ hoà giải mới"}, set()),
        "hoa": ({"Trồng hoa"}, {"Cũ"}),
        "hoaS": ({"Hóa chất"}, set()),
    }


def test_a_phrase_is_known_from_its_words_scattered() -> None:
    made = (
        initiative("a", title="Giữ đề tài cũ", summary="Câu."),
        initiative("b", title="Khác", summary="Để nghỉ, có ghế tại xưởng."),
        initiative("c", title="Nữa", summary="Xe để tại xưởng."),
    )
    index = Index(report(initiatives=made))
    assert index.titles("de tai") == {"đêF taiF": ({"Giữ đề tài cũ"}, set()), "đêR taiJ": (set(), {"Nữa"})}
    assert index.all_titles("tai") >= {"Giữ đề tài cũ", "Khác", "Nữa"}


@pytest.mark.parametrize(
    ("short", "full"),
    [("LĐLĐ huyện", "Liên đoàn Lao động huyện"), ("CĐ cơ sở", "Công đoàn cơ sở"), ("các KCN", "các Khu công nghiệp")],
)
def test_abbreviations_and_what_they_stand_for_are_the_same_keys(short: str, full: str) -> None:
    assert spoken(short) == spoken(full)


@pytest.mark.parametrize(
    "called", ["PR-TC", "LĐLĐ Ninh Phước", "Ngành GD&ĐT", "CĐ các KCN", "Liên đoàn Lao động huyện Bác Ái"]
)
def test_a_unit_is_found_by_each_of_its_names(called: str, shipped: Report, index: Index) -> None:
    keys = [fold(toneless(each)) for each in spoken(called)]
    wanted = next(
        each for each in findables(Items(shipped)) if each.kind == "unit" and called in (each.title, *each.names)
    )
    for pair in pairwise(keys):
        assert wanted.title in index.all_titles(" ".join(pair))


def test_no_part_is_much_larger_than_it_should_be(index: Index) -> None:
    sizes = [len(text) for path, text in index.texts.items() if path != routes.SEARCH_CONTENTS]
    assert max(sizes) < SHARD * 1.2
    assert len(index.shards("pairs")) > 5


def test_the_same_report_gives_the_same_files(shipped: Report) -> None:
    one, other = (
        {each.path: each.content for each in made_by(search, shipped, Items(shipped), Made())} for _ in range(2)
    )
    assert one == other


def test_a_change_renames_what_it_changes_and_nothing_else() -> None:
    def names(title: str) -> set[str]:
        made = tuple(initiative(f"i{at}", title=title if at == 1 else f"Tên {at}") for at in range(3))
        return {
            each.path for each in made_by(search, report(initiatives=made), Items(report(initiatives=made)), Made())
        }

    before, after = names("Đèn"), names("Đèn mới")
    assert len(before - after) == len(after - before) == 3, "one record and, in so small a campaign, both parts"


# --- Pages of the index -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(shipped: Report) -> dict[str, str]:
    """The shipped campaign's pages."""
    return {each.path: str(each.content) for each in render(shipped) if each.path.endswith(".md")}


def test_the_search_page_leads_to_every_letter_unit_field_and_sector(shipped: Report, pages: dict[str, str]) -> None:
    shown = pages["tim-kiem/index.md"]
    charter_ = shipped.publication.charter
    for letter in letters(shipped):
        assert f'href="{letter.page.address.removeprefix("tim-kiem/")}/"' in shown
    for below in ("tien-do", "linh-vuc", "khu-vuc"):
        ids = {"tien-do": shipped.publication.tally.units, "linh-vuc": [each.id for each in charter_.fields],
               "khu-vuc": [each.id for each in charter_.sectors]}[below]  # fmt: skip
        assert all(f'href="../{below}/{each}/"' in shown for each in ids)


def test_a_unit_is_listed_with_the_stories_of_those_below_it(pages: dict[str, str], shipped: Report) -> None:
    whole = len(shipped.publication.initiatives)
    listed = re.findall(r'href="\.\./tien-do/([a-z-]+)/">.*?</a> <span>(\d+) sáng kiến', pages["tim-kiem/index.md"])
    counts = {id_: int(count) for id_, count in listed}
    assert counts["ldld-ninh-thuan"] == whole
    assert counts["khoi-dia-phuong"] + counts["khoi-nganh"] == whole


def letter_of(of: Report, name: str) -> list[str]:
    return [each.label for each in letters(of) if name in [entry.text for entry in each.entries]]


def test_letters_follow_the_alphabet_with_d_and_dd_apart() -> None:
    titles = ("Ăn ca", "Âm thanh", "An toàn", "Đèn", "Dây", "Ống tưới", "4 bước", "“Êm”", "Zalo")
    of = report(
        initiatives=tuple(initiative(f"i{at}", title=title) for at, title in enumerate(titles)),
        units=(unit("bac", short_name="Xuân"),),
    )
    assert [each.label for each in letters(of)] == ["A", "D", "Đ", "E", "O", "X", "Z", "0–9"]
    assert [each.page.address for each in letters(of)] == [
        f"tim-kiem/{letter}" for letter in ("a", "d", "dd", "e", "o", "x", "z", "so")
    ]
    assert [entry.text for entry in letters(of)[0].entries] == ["An toàn", "Ăn ca", "Âm thanh"]


def test_people_are_listed_by_given_name_and_units_by_the_name_they_are_known_by(shipped: Report) -> None:
    assert letter_of(shipped, "Lê Thị Hồng Thắm") == ["T"]
    assert letter_of(shipped, "Phan Rang–Tháp Chàm") == ["P"]


def test_a_letter_of_many_is_printed_in_pages() -> None:
    many = tuple(initiative(f"s-{at:04}", title=f"Cải tiến số {at:04}") for at in range(2 * LEAF + 1))
    made = {each.path: str(each.content) for each in render(report(initiatives=many)) if each.path.endswith(".md")}
    leaves = [made[f"tim-kiem/c/{place}index.md"] for place in ("", "trang/2/", "trang/3/")]
    listed = [re.findall(r'href="[./]*sang-kien/(s-\d+)/"', leaf) for leaf in leaves]
    assert [len(each) for each in listed] == [LEAF - 3, LEAF, 4], "with the three units, which come first"
    assert [*chain(*listed)] == sorted(chain(*listed))
    assert max(map(len, leaves)) < 60_000
    assert 'title: "Chữ C, trang 2"' in leaves[1]


def test_a_campaign_of_many_units_lists_some_and_says_how_many_more() -> None:
    units = (unit("tinh", kind="province"), *(unit(f"co-so-{at}", "tinh", target=1) for at in range(300)))
    made = {each.path: str(each.content) for each in render(report(units=units, charter=charter()))}
    shown = made["tim-kiem/index.md"]
    assert shown.count('href="../tien-do/') == 201, "two hundred units, and the progress table"
    assert "101 đơn vị khác" in shown
