"""What only many records show on a page."""

import re

import pytest
from records import charter, initiative, published, unit

from generator import progress
from generator.editorial import Publication
from generator.render import render

MANY = tuple(initiative(f"s-{number:03}", unit="bac") for number in range(60))


def pages(publication: Publication) -> dict[str, str]:
    return {each.path: str(each.content) for each in render(progress.report(publication)) if each.path.endswith(".md")}


def stories(page: str) -> list[str]:
    """The initiatives whose cards stand on a page, in order."""
    shelf = page.rsplit('<div class="sk-shelf">', maxsplit=1)[-1]
    return re.findall(r'sk-card__title"><a href="[^"]*?([a-z]+-\d+)/"', shelf)


def test_a_list_is_printed_in_pages_that_lead_on() -> None:
    made = pages(published(initiatives=MANY))
    first, second, last = (made[f"sang-kien/{place}index.md"] for place in ("", "trang/2/", "trang/3/"))
    assert "sang-kien/trang/4/index.md" not in made
    assert [len(stories(page)) for page in (first, second, last)] == [24, 24, 12]
    assert len({*stories(first), *stories(second), *stories(last)}) == 60
    assert '<a class="sk-pager__step" rel="next" href="trang/2/">Trang sau</a>' in first
    assert 'rel="prev"' not in first
    assert '<a class="sk-pager__step" rel="prev" href="../../">Trang trước</a>' in second
    assert '<a class="sk-pager__step" rel="next" href="../3/">Trang sau</a>' in second
    assert 'rel="next"' not in last
    assert 'title: "Kho sáng kiến, trang 2"' in second
    assert 'previous_page: "../../"' in second
    assert 'next_page: "../3/"' in second


def test_a_list_of_one_page_has_no_pager_and_an_empty_one_says_so() -> None:
    made = pages(published(initiatives=MANY[:24]))
    assert "sk-pager" not in made["sang-kien/index.md"]
    empty = pages(published())["linh-vuc/ky-thuat/index.md"]
    assert "Chưa có sáng kiến nào được đăng ở mục này." in empty


@pytest.mark.parametrize("place", ["linh-vuc/ky-thuat", "khu-vuc/dien", "cong-nhan-doanh-nghiep", "sang-kien"])
def test_no_list_grows_with_the_campaign(place: str) -> None:
    made = pages(published(initiatives=MANY))
    assert len(stories(made[f"{place}/trang/3/index.md"])) == 12


def test_a_unit_tells_of_some_and_leads_to_all() -> None:
    units = (unit("tinh", kind="province"), unit("bac", "tinh", target=300))
    made = pages(published(charter=charter(), units=units, initiatives=MANY[:30]))
    for one in ("tinh", "bac"):
        assert made[f"tien-do/{one}/index.md"].count("<article") == 12
        assert '<a class="sk-button" href="sang-kien/">Xem tất cả 30 sáng kiến</a>' in made[f"tien-do/{one}/index.md"]
        assert len(stories(made[f"tien-do/{one}/sang-kien/index.md"])) == 24
        assert len(stories(made[f"tien-do/{one}/sang-kien/trang/2/index.md"])) == 6
    few = pages(published(charter=charter(), units=units, initiatives=MANY[:12]))
    assert "Xem tất cả" not in few["tien-do/bac/index.md"]
    assert "tien-do/bac/sang-kien/index.md" not in few


def test_a_page_says_what_stands_above_it() -> None:
    units = (unit("tinh", kind="province"), unit("khoi", "tinh", kind="group"), unit("bac", "khoi", target=300))
    made = pages(published(units=units, initiatives=(initiative("den"),)))
    crumbs = '[{"title": "Trang chủ", "link": "../../"}, {"title": "Tiến độ", "link": "../"}, '
    crumbs += '{"title": "Công đoàn tinh", "link": "../tinh/"}, {"title": "Công đoàn khoi", "link": "../khoi/"}]'
    assert f"crumbs: {crumbs}\n" in made["tien-do/bac/index.md"]
    assert "crumbs:" not in made["index.md"]
    assert "crumbs:" not in made["tien-do/index.md"], "the way home alone is the header's"


def test_nobody_is_praised_before_anything_is_known() -> None:
    shown = published(charter=charter(), units=(unit("tinh", kind="province"), unit("bac", "tinh", target=300)))
    (home,) = [str(each.content) for each in render(progress.report(shown)) if each.path == "index.md"]
    assert "Giữ vững nhé" not in home
    assert "Chưa có đơn vị nào báo cáo." in home
    assert "số liệu đến" not in home.lower(), "there is no report to date a figure by"


def test_what_is_empty_says_so_and_leads_on() -> None:
    """A campaign on its first day: no report, no story, nobody named yet."""
    made = pages(published())
    said = {
        "index.md": (
            "Chưa có đơn vị nào báo cáo.",
            "Chưa có sáng kiến nào được đăng",
            "Một tháng qua chưa có tin mới.",
        ),
        "tien-do/bac/index.md": ("Chưa có báo cáo",),
        "sang-kien/index.md": ("Chưa có sáng kiến nào được đăng ở mục này.", "Xem cách gửi sáng kiến"),
        "khu-vuc/may/index.md": ("Chưa có sáng kiến nào được đăng ở mục này.",),
        "guong-sang/index.md": ("Chưa có gương sáng nào được giới thiệu.",),
        "ho-tro/index.md": ("Danh sách tổ hỗ trợ đang được cập nhật.",),
    }
    for path, sentences in said.items():
        for sentence in sentences:
            assert sentence in made[path], path
    assert not [path for path, page in made.items() if re.search(r">0 (sáng kiến|người)|: \"0 (sáng kiến|người)", page)]
