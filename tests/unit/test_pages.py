"""What only many records show on a page."""

from records import charter, initiative, published, unit

from generator import progress
from generator.render import render


def test_a_unit_that_sums_up_many_tells_the_newest_and_leads_on() -> None:
    units = (unit("tinh", kind="province"), unit("bac", "tinh", target=300))
    stories = tuple(initiative(f"s-{number}", unit="bac") for number in range(30))
    shown = published(charter=charter(), units=units, initiatives=stories)
    pages = {each.path: str(each.content) for each in render(progress.report(shown)) if each.path.endswith(".md")}
    assert pages["tien-do/tinh.md"].count("<article") == 24
    assert "Còn 6 sáng kiến nữa" in pages["tien-do/tinh.md"]
    assert pages["tien-do/bac.md"].count("<article") == 30
    assert "sáng kiến nữa" not in pages["tien-do/bac.md"]


def test_nobody_is_praised_before_anything_is_known() -> None:
    shown = published(charter=charter(), units=(unit("tinh", kind="province"), unit("bac", "tinh", target=300)))
    (home,) = [str(each.content) for each in render(progress.report(shown)) if each.path == "index.md"]
    assert "Giữ vững nhé" not in home
    assert "Chưa có đơn vị nào báo cáo." in home
    assert "số liệu đến" not in home.lower(), "there is no report to date a figure by"
