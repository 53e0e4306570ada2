"""The pages of the bulletins: what they show, what leads to them, and what they never show."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

from records import charter, initiative, person, published, snapshot, unit

from generator import progress
from generator.bulletins import Bulletin, bulletins
from generator.editorial import Publication
from generator.render import charts, findable, render, telling
from generator.render.items import Items

UNITS = (unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100))
GIVEN = {"given": date(2022, 1, 1), "proof": "phiếu"}
AWARD = {"title": "Bằng khen", "body": "LĐLĐ tỉnh", "date": date(2022, 3, 5)}


@cache
def campaign() -> Publication:
    """Two whole months and a running one."""
    rows = [
        snapshot(on, name, counted)
        for on, counts in ((date(2022, 1, 31), (10, 5)), (date(2022, 2, 28), (30, 6)), (date(2022, 3, 18), (101, 4)))
        for name, counted in zip(("bac", "nam"), counts, strict=True)
    ]
    return published(
        today=date(2022, 3, 20),
        units=UNITS,
        snapshots=tuple(rows),
        people=(
            person("binh", awards=[AWARD], consent={"name": GIVEN}),
            person("an", name="Trần Thị An", awards=[AWARD]),
        ),
        initiatives=tuple(
            initiative(f"s-{number}", publish_on=date(2022, 3, 1), disclosure="title-only") for number in range(15)
        ),
    )


@cache
def made() -> dict[str, str]:
    """The pages of `campaign`."""
    return pages(campaign())


def pages(publication: Publication) -> dict[str, str]:
    return {each.path: str(each.content) for each in render(progress.report(publication)) if each.path.endswith(".md")}


def told(publication: Publication) -> dict[str, Bulletin]:
    return {each.period.id: each for each in bulletins(progress.report(publication))}


def test_a_bulletin_shows_its_news_figures_stories_and_honours_and_names_no_one_without_consent() -> None:
    page = made()["ban-tin/2022-03/index.md"]
    march = told(campaign())["2022-03"]
    assert f'<p class="sk-bulletin__headline">{telling.headline(march)}.</p>' in page
    assert f'description: "{telling.summary(march)}"' in page
    assert 'eyebrow: "Số liệu đến 18/03/2022 · đang cập nhật"' in page
    figures = re.sub(r"</?a\b[^>]*>", "", page)  # each leads to its report
    assert "<dt>Tăng thêm</dt><dd>+69<small>so với 28/02/2022</small></dd>" in figures
    assert "<dt>Tổng số</dt><dd>105<small>sáng kiến đăng tải, ngày 18/03/2022</small></dd>" in figures
    assert "Đơn vị về đích" not in page, "nobody is told that nobody arrived"
    assert page.count("<article") == 12, "of many stories it shows some"
    assert "Xem mọi sáng kiến trong kho" in page
    assert 'href="../../guong-sang/binh/">Lê Văn Bình</a>' in page
    assert "Trần Thị An" not in page
    assert r"\"@type\":\"NewsArticle\"" in page


def test_bulletins_lead_to_one_another() -> None:
    february, quarter = made()["ban-tin/2022-02/index.md"], made()["ban-tin/2022-quy-1/index.md"]
    assert re.findall(r'sk-turn__link--\w+" href="([^"]+)" rel="(\w+)"', february) == [
        ("../2022-01/", "prev"),
        ("../2022-03/", "next"),
    ]
    assert '<a class="sk-chip" href="../2022-quy-1/">Bản tin quý I/2022 (tính đến 18/03/2022)</a>' in february
    assert "sk-turn__link--" not in quarter
    assert re.findall(r'sk-chip" href="\.\./(\d[^"]+)/"', quarter) == ["2022-01", "2022-02", "2022-03"]
    assert 'crumbs: [{"title": "Trang chủ", "link": "../../"}, {"title": "Bản tin", "link": "../"}]' in february


def test_the_list_goes_back_from_the_newest_year() -> None:
    begun = charter(period={"start": date(2021, 12, 1), "end": date(2022, 12, 31)})
    rows = (snapshot(date(2021, 12, 31), "tinh", 3), snapshot(date(2022, 1, 31), "tinh", 5))
    page = pages(published(charter=begun, units=UNITS[:1], snapshots=rows))["ban-tin/index.md"]
    assert re.findall(r">(Năm \d{4}|(?:Quý|Tháng) [IV\d/]+)</", page) == [
        "Năm 2022",
        "Quý I/2022",
        "Tháng 1/2022",
        "Năm 2021",
        "Quý IV/2021",
        "Tháng 12/2021",
    ]


def test_a_campaign_without_any_news_says_so() -> None:
    empty = pages(published(units=UNITS))
    assert "Chưa có bản tin nào." in empty["ban-tin/index.md"]
    assert not [path for path in empty if re.match(r"ban-tin/\d", path)]
    assert "ban-tin" not in empty["index.md"]


def test_the_home_page_carries_the_newest_month_and_the_progress_page_leads_to_all() -> None:
    march = told(campaign())["2022-03"]
    assert f'<a href="ban-tin/2022-03/">{telling.headline(march)}</a>' in made()["index.md"]
    assert '<a class="sk-more" href="../ban-tin/">' in made()["tien-do/index.md"]


def test_a_bulletin_is_found_by_its_name_and_its_news() -> None:
    found = {each.page.address: each for each in findable.findables(Items(progress.report(campaign())))}
    march = found["ban-tin/2022-03"]
    assert (march.kind, march.title) == ("page", "Bản tin tháng 3/2022 (tính đến 18/03/2022)")
    assert march.about == telling.headline(told(campaign())["2022-03"])
    assert march.text == march.about, "stories and people are found on their own pages"


def test_the_chart_says_what_the_table_beside_it_says() -> None:
    march, january = told(campaign())["2022-03"], told(campaign())["2022-01"]
    chart = charts.by_gain(march)
    assert chart
    assert chart.rows == (
        ("Công đoàn bac", "+71", "101", "200", "50,5%", "18/03/2022"),
        ("Công đoàn nam", "−2", "4", "100", "4,0%", "18/03/2022"),
    )
    assert "Công đoàn bac: tăng thêm +71, số liệu ngày 18/03/2022" in chart.readings
    begun = charts.by_gain(january)
    assert begun
    assert [row[:2] for row in begun.rows] == [("Công đoàn bac", "10"), ("Công đoàn nam", "5")]
    assert charts.by_gain(told(published(today=date(2022, 2, 1), initiatives=(initiative("s"),)))["2022-01"]) is None


def test_no_two_bulletins_of_a_kind_have_the_same_headline() -> None:
    listed = [each for each in bulletins(progress.report(campaign())) if each.period.kind == "month"]
    assert len(listed) == 3
    assert all(telling.headline(one) != telling.headline(other) for one, other in pairwise(listed))
