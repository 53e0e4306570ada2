"""Charts say what the report says: in bars and lines, in words for those who cannot, and in a table."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.editorial import Publication, PublishedInitiative, publish
from generator.model import (
    Campaign,
    Charter,
    Milestone,
    Organiser,
    Period,
    Phase,
    Sector,
    Snapshot,
    SolutionField,
    Unit,
)
from generator.progress import Report, Unmeasured, report
from generator.render import charts, words
from generator.render.drawing import width_of
from generator.render.outputs import Chart
from generator.vietnamese import integer, percent

START, END, TODAY = date(2022, 1, 8), date(2023, 9, 1), date(2022, 11, 20)
SVG = "{http://www.w3.org/2000/svg}"
FIELDS = (SolutionField(id="ky-thuat", name="Kỹ thuật"), SolutionField(id="quan-ly", name="Quản lý"))
SECTORS = (Sector(id="dien", name="Ngành điện"), Sector(id="may", name="Ngành may"))

Units = Sequence[tuple[str, int | None]]
Reports = Sequence[tuple[date, str, int]]

THREE: Units = (("Giáo dục", 65), ("Ninh Phước", 350), ("Bác Ái", 170))
GROWN: Reports = (
    (date(2022, 2, 28), "Giáo dục", 16),
    (date(2022, 5, 31), "Giáo dục", 80),
    (date(2022, 5, 31), "Ninh Phước", 90),
    (date(2022, 11, 18), "Giáo dục", 151),
    (date(2022, 11, 18), "Ninh Phước", 164),
)


def report_of(units: Units = THREE, rows: Reports = GROWN, *, target: int = 585, today: date = TODAY) -> Report:
    """The report of a campaign with units under no province; their ids are `u0`, `u1` and so on."""
    charter = Charter(
        id="mau",
        name="Phong trào thi đua mẫu",
        short_name="Sáng kiến mẫu",
        organiser=Organiser(name="Công đoàn tỉnh Mẫu", url=None, email=None),
        period=Period(start=START, end=END),
        phases=(
            Phase(name="Giai đoạn 1", start=START, end=date(2022, 5, 31)),
            Phase(name="Giai đoạn 2", start=date(2022, 6, 1), end=END),
        ),
        target=target,
        counting="submitted",
        fields=FIELDS,
        sectors=SECTORS,
        milestones=(
            Milestone(at=date(2022, 6, 1), time=None, title="Bắt đầu giai đoạn 2", source="Kế hoạch"),
            Milestone(at=date(2021, 12, 1), time=None, title="Trước chiến dịch", source="Kế hoạch"),
        ),
        site_url="https://example.org/",
    )
    ids = {name: f"u{index}" for index, (name, _target) in enumerate(units)}
    campaign = Campaign(
        charter=charter,
        units=tuple(Unit(id=ids[name], name=name, kind="district", target=each) for name, each in units),
        snapshots=tuple(Snapshot(date=on, unit=ids[name], submitted=number) for on, name, number in rows),
        initiatives=(),
        people=(),
        support_teams=(),
        posts=(),
        register=(),
        pictures={},
        pages=(),
    )
    return report(publish(campaign, today))


def publication_of(*kinds: tuple[int, int]) -> Publication:
    """A publication of initiatives with the field and the sector of these numbers."""
    empty = report_of().publication
    found = [
        PublishedInitiative(
            id=f"sang-kien-{index}",
            title="Đèn tiết kiệm",
            summary="Bớt tiền điện",
            unit=Unit(id="u0", name="Giáo dục", kind="sector"),
            field=FIELDS[kind],
            sector=SECTORS[branch],
            credits=(),
            unnamed=1,
            disclosed=None,
            awards=(),
            featured=False,
            published_on=TODAY,
            illustrative=True,
        )
        for index, (kind, branch) in enumerate(kinds)
    ]
    return replace(empty, initiatives=tuple(found))


@cache
def every_chart() -> tuple[Chart, ...]:
    """One chart of each kind."""
    found = report_of()
    shelves = publication_of((0, 0), (0, 1), (1, 1))
    drawn = (
        charts.cumulative(found),
        charts.by_share(found),
        charts.history(found.standings[0], found),
        charts.by_field(shelves),
        charts.by_sector(shelves),
    )
    return tuple(some(each) for each in drawn)


def some(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def drawing(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - our own


def texts(chart: Chart) -> list[str]:
    """What is written in the drawing."""
    return [each.text or "" for each in drawing(chart).iter(f"{SVG}text")]


def tooltips(chart: Chart) -> list[str]:
    """What is told of the marks one points at."""
    return [each.text or "" for group in drawing(chart).iter(f"{SVG}g") for each in group.iter(f"{SVG}title")]


def bars(chart: Chart, colour: str) -> list[ET.Element]:
    return [each for each in drawing(chart).iter(f"{SVG}path") if f"--sk-chart-{colour}," in each.get("style", "")]


def right_edge(bar: ET.Element) -> float:
    return max(float(x) for x in re.findall(r"[ML]([\d.]+) ", bar.get("d", "")))


@pytest.fixture(params=range(5), ids=["cumulative", "by_share", "history", "by_field", "by_sector"])
def chart(request: pytest.FixtureRequest) -> Chart:
    which: int = request.param
    return every_chart()[which]


class TestEveryChart:
    """What holds of any chart on any page."""

    def test_is_one_well_formed_svg_that_takes_the_width_it_is_given(self, chart: Chart) -> None:
        root = drawing(chart)
        assert root.tag == f"{SVG}svg"
        assert chart.svg.startswith("<svg ")
        assert "\n" not in chart.svg, "a blank line would end the HTML block in Markdown"
        assert root.get("class") == "sk-chart"
        assert re.fullmatch(r"0 0 720 [\d.]+", root.get("viewBox", ""))
        assert root.get("width") is None
        assert root.get("height") is None

    def test_tells_those_who_cannot_see_it_what_it_shows(self, chart: Chart) -> None:
        root = drawing(chart)
        title, description = root[0], root[1]
        assert (title.tag, title.text) == (f"{SVG}title", chart.title)
        assert (description.tag, description.text) == (f"{SVG}desc", chart.description)
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert re.search(r"\d{2}/\d{2}/\d{4}", chart.description), "the day the figures are of"

    def test_has_ids_of_its_own_and_refers_to_nothing_else(self, chart: Chart) -> None:
        ids = [each.get("id", "") for each in drawing(chart).iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        assert all(each.startswith(f"{chart.id}-") for each in ids)
        referred = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', chart.svg)
        assert {each for pair in referred for each in pair if each} <= set(ids)

    def test_has_no_colour_but_by_variable(self, chart: Chart) -> None:
        by_variable = re.sub(r"var\(--sk-chart-[a-z-]+, #[0-9a-f]{6}\)", "", chart.svg)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!-)", re.sub(r'href="#[^"]*"', "", by_variable))
        assert not re.search(r"(fill|stroke)=", by_variable)
        declared = re.findall(r"(?:fill|stroke):([^;\"]*)", by_variable)
        assert set(declared) <= {"", "none"}

    def test_keeps_text_as_text_in_the_sites_font_and_large_enough_for_a_phone(self, chart: Chart) -> None:
        root = drawing(chart)
        assert "'Be Vietnam Pro',sans-serif" in root.get("style", "")
        sizes = [re.search(r"font-size:(\d+)px", each.get("style", "")) for each in root.iter(f"{SVG}text")]
        assert sizes
        assert all(found and int(found[1]) >= 20 for found in sizes)

    def test_carries_nothing_of_its_making(self, chart: Chart) -> None:
        for needless in (
            "metadata",
            "matplotlib",
            "Matplotlib",
            "clip-path",
            "<style",
            "<?xml",
            "<!",
            "xlink",
            "/work",
        ):
            assert needless not in chart.svg

    def test_has_a_table_as_wide_as_its_head(self, chart: Chart) -> None:
        assert chart.rows
        assert {len(row) for row in chart.rows} == {len(chart.columns)}

    def test_tells_every_row_of_its_table_and_when_it_was_so(self, chart: Chart) -> None:
        """In words that a script can show: a mark that tells something is a group with a title, and nothing else is."""
        root = drawing(chart)
        assert [each.tag for each in root.iter(f"{SVG}g")] == [f"{SVG}g"] * len(chart.readings)
        assert tuple(tooltips(chart)) == chart.readings
        assert len(chart.readings) >= len(chart.rows)
        assert all(re.search(r"\d{2}/\d{2}/\d{4}", each) for each in chart.readings)
        assert root.get("data-along") in ("x", "y")
        assert (root.get("data-along") == "x") == (root.get("data-foot") is not None)
        assert len(chart.longest_reading) == max(map(len, chart.readings))

    def test_writes_within_its_sheet(self, chart: Chart) -> None:
        root = drawing(chart)
        _left, _top, width, height = map(float, root.get("viewBox", "").split())
        for each in root.iter(f"{SVG}text"):
            style, x = each.get("style", ""), float(each.get("x", ""))
            size = int(re.findall(r"font-size:(\d+)px", style)[0])
            weight = int((re.findall(r"font-weight:(\d+)", style) or ["400"])[0])
            long = width_of(each.text or "", size, weight)
            left = x - (long if "anchor:end" in style else long / 2 if "anchor:middle" in style else 0)
            assert left >= -0.5, each.text
            assert left + long <= width + 0.5, each.text
            assert size * 0.7 <= float(each.get("y", "")) <= height, each.text


class TestBytes:
    """The same report makes the same bytes, and few."""

    SCRIPT = """
import sys
sys.path[:0] = sys.argv[1:]
from test_charts import every_chart
print("".join(f"{chart}" for chart in every_chart()))
"""

    def drawn(self, folder: Path, **environment: str) -> bytes:
        here = Path(__file__).parent
        command = [sys.executable, "-c", self.SCRIPT, str(here), str(here.parent.parent)]
        environment = {**os.environ, **environment}
        return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True).stdout  # noqa: S603 - our own

    def test_are_the_same_whatever_the_hash_seed_time_zone_folder_and_matplotlibrc(self, tmp_path: Path) -> None:
        (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nsvg.fonttype: path\nfigure.autolayout: True\n")
        one = self.drawn(Path(__file__).parent, PYTHONHASHSEED="1", TZ="Asia/Ho_Chi_Minh", LC_ALL="C")
        other = self.drawn(tmp_path, PYTHONHASHSEED="2", TZ="America/New_York", SOURCE_DATE_EPOCH="1")
        assert one
        assert one == other

    def test_are_the_same_when_drawn_again(self) -> None:
        assert charts.cumulative(report_of()) == every_chart()[0]

    def test_are_few(self) -> None:
        shipped = 13
        weekly = [START + timedelta(days=30 * index) for index in range(1, 20)]
        names = [f"Liên đoàn Lao động huyện số {index}" for index in range(shipped)]
        rows = [(on, name, 10 * index) for index, on in enumerate(weekly, 1) for name in names]
        found = report_of([(name, 200) for name in names], rows, today=END)
        assert len(some(charts.cumulative(found)).svg.encode()) < 20_000
        assert len(some(charts.by_share(found)).svg.encode()) < 20_000
        assert len(some(charts.history(found.standings[0], found)).svg.encode()) < 8_000


class TestCumulative:
    """The whole campaign's count over its days."""

    def test_tables_every_report_of_the_campaign(self) -> None:
        chart = every_chart()[0]
        assert chart.columns == ("Ngày", "Sáng kiến đăng tải", "So với chỉ tiêu", "Thời gian đã qua", "Ghi chú")
        assert chart.rows == (
            ("28/02/2022", "16", "2,7%", "8,6%", "chưa đủ đơn vị báo cáo"),
            ("31/05/2022", "170", "29,1%", "23,9%", "chưa đủ đơn vị báo cáo"),
            ("18/11/2022", "315", "53,8%", "52,3%", "chưa đủ đơn vị báo cáo"),
        )

    def test_labels_the_last_value_the_target_the_even_pace_and_the_phases(self) -> None:
        written = texts(every_chart()[0])
        for said in ("315", "đạt 53,8% chỉ tiêu", "đến 18/11/2022", "Chỉ tiêu 585", "Nếu tăng đều", "Giai đoạn 1"):
            assert said in written
        assert "2022" in written
        assert "T10" in written

    def test_tells_each_point_and_the_milestones_within_the_campaign(self) -> None:
        told = tooltips(every_chart()[0])
        assert "18/11/2022: 315 sáng kiến đăng tải, đạt 53,8% (chưa đủ đơn vị báo cáo)" in told
        assert "01/06/2022: Bắt đầu giai đoạn 2" in told
        assert not any("Trước chiến dịch" in each for each in told)

    def test_describes_where_the_campaign_stands(self) -> None:
        assert every_chart()[0].description == (
            "Đến ngày 18/11/2022 có 315 sáng kiến đăng tải, đạt 53,8% so với chỉ tiêu 585. "
            "Nếu tăng đều từ 08/01/2022 đến 01/09/2023 thì lúc này đạt 52,3%. "
            "Giai đoạn 1 từ 08/01/2022 đến 31/05/2022; Giai đoạn 2 từ 01/06/2022 đến 01/09/2023."
        )

    def test_is_not_drawn_without_a_report(self) -> None:
        assert charts.cumulative(report_of(rows=())) is None

    def test_writes_the_last_value_off_the_curve_when_the_campaign_ends_above_its_target(self) -> None:
        days = [START + timedelta(days=30 * index) for index in range(1, 20)]
        found = report_of(
            [("Một", 100)], [(on, "Một", 6 * index) for index, on in enumerate(days, 1)], target=100, today=END
        )
        root = drawing(some(charts.cumulative(found)))
        label = next(
            each for each in root.iter(f"{SVG}text") if each.text == "114" and "font-size:46px" in each.get("style", "")
        )
        left, bottom = float(label.get("x", "")), float(label.get("y", ""))
        box = (left, bottom - 46 * 0.7, left + width_of("114", 46, 700), bottom)
        dots = [(float(each.get("x", "")), float(each.get("y", ""))) for each in root.iter(f"{SVG}use")]
        assert not [(x, y) for x, y in dots if box[0] - 5 < x < box[2] + 5 and box[1] - 5 < y < box[3] + 5]


class TestByShare:
    """The competing units by share of their targets."""

    def test_tables_the_units_best_first_with_what_the_report_says(self) -> None:
        found = report_of()
        chart = some(charts.by_share(found))
        assert chart.rows == (
            ("1", "Giáo dục", "65", "151", "232,3%", "Vượt chỉ tiêu", "18/11/2022"),
            ("2", "Ninh Phước", "350", "164", "46,9%", "Cần tập trung hỗ trợ", "18/11/2022"),
            ("–", "Bác Ái", "170", "chưa có", "chưa có", "Chưa có báo cáo", "chưa có"),
        )
        for standing, row in zip(found.peers, chart.rows, strict=True):
            assert row[4] == words.share(standing)
            assert row[3] == words.counted(standing)

    def test_draws_no_bar_and_no_zero_for_who_did_not_report(self) -> None:
        found = report_of()
        assert isinstance(found.peers[-1].progress, Unmeasured)
        chart = some(charts.by_share(found))
        written = texts(chart)
        assert written.count("Chưa có báo cáo") == 2, "the heading and the unit's own row"
        assert not [each for each in written if re.match(r"0(,0)?%?$", each)]
        assert tooltips(chart)[-1] == "Bác Ái: chưa có báo cáo, tính đến ngày 20/11/2022"
        assert len(bars(chart, "reached") + bars(chart, "low")) == 4, "two bars, each under its heading's square"

    def test_prints_the_true_value_of_a_bar_that_is_cut(self) -> None:
        chart = every_chart()[1]
        assert "232,3%" in texts(chart)
        assert (
            "Giáo dục: đạt 232,3% (vượt 132,3%), 151 sáng kiến đăng tải so với chỉ tiêu 65, số liệu ngày 18/11/2022"
            in tooltips(chart)
        )
        cut = bars(chart, "reached")[1]
        assert cut.get("d", "").count("M") == 2, "a bar in two pieces"

    def test_does_not_let_one_unit_squash_the_others(self) -> None:
        peers: Units = (("Một", 10), ("Hai", 100), ("Ba", 100), ("Bốn", 100))
        rows = [
            (date(2022, 11, 18), name, number) for name, number in (("Một", 500), ("Hai", 60), ("Ba", 50), ("Bốn", 40))
        ]
        chart = some(charts.by_share(report_of(peers, rows, target=310)))
        whole = right_edge(bars(chart, "reached")[1])
        assert right_edge(bars(chart, "on-pace")[1]) > whole * 0.4
        assert "5.000,0%" in texts(chart)

    def test_keeps_bars_true_to_scale_when_all_are_above_target(self) -> None:
        peers: Units = (("Một", 100), ("Hai", 100), ("Ba", 100))
        rows = [(date(2022, 11, 18), name, number) for name, number in (("Một", 160), ("Hai", 150), ("Ba", 140))]
        chart = some(charts.by_share(report_of(peers, rows, target=300)))
        ends = [right_edge(each) for each in bars(chart, "reached")[1:]]
        assert len(set(ends)) == 3
        assert all(each.get("d", "").count("M") == 1 for each in bars(chart, "reached"))

    def test_tells_bands_by_words_too(self) -> None:
        written = texts(every_chart()[1])
        assert written.index("Vượt chỉ tiêu") < written.index("Giáo dục") < written.index("Cần tập trung hỗ trợ")
        assert "Chỉ tiêu 100%" in written
        assert "Thời gian đã qua 52,3%" in written

    def test_lists_a_unit_without_a_target_by_its_count(self) -> None:
        found = report_of((("Một", 100), ("Hai", None)), [(TODAY, "Một", 60), (TODAY, "Hai", 7)], target=100)
        chart = some(charts.by_share(found))
        assert "7 sáng kiến" in texts(chart)
        assert tooltips(chart)[1] == "Hai: 7 sáng kiến đăng tải, chưa giao chỉ tiêu, số liệu ngày 20/11/2022"
        assert chart.rows[1][4:6] == ("chưa có", "Chưa giao chỉ tiêu")

    def test_breaks_names_that_are_too_long_and_tells_them_whole(self) -> None:
        long = "Công đoàn ngành Nông nghiệp và Phát triển nông thôn tỉnh Mẫu mở rộng"
        chart = some(charts.by_share(report_of(((long, 100), ("Hai", 100)), [(TODAY, long, 60)], target=200)))
        assert "Công đoàn ngành Nông" in texts(chart)
        assert any(each.endswith("…") for each in texts(chart))
        assert any(each.startswith(f"{long}: ") for each in tooltips(chart))

    @pytest.mark.parametrize("rows", [(), ((TODAY, "Không chỉ tiêu", 5),)], ids=["no report", "no target"])
    def test_is_not_drawn_without_a_share(self, rows: Reports) -> None:
        assert charts.by_share(report_of((("Một", 10), ("Không chỉ tiêu", None)), rows)) is None


class TestHistory:
    """One unit's count over the campaign's days."""

    def test_tells_every_report_of_the_unit(self) -> None:
        chart = every_chart()[2]
        assert [row[:3] for row in chart.rows] == [
            ("28/02/2022", "16", "24,6%"),
            ("31/05/2022", "80", "123,1%"),
            ("18/11/2022", "151", "232,3%"),
        ]
        assert [each.split(":")[0] for each in tooltips(chart)] == [f"Giáo dục, {row[0]}" for row in chart.rows]
        assert {"151", "đạt 232,3%", "Chỉ tiêu 65"} <= set(texts(chart))

    def test_tells_what_an_empty_dot_means(self) -> None:
        found = report_of()
        assert some(charts.history(found.campaign, found)).description.endswith("Chấm rỗng: chưa đủ đơn vị báo cáo.")
        assert "Chấm rỗng" not in every_chart()[2].description

    def test_has_an_id_of_its_unit_so_that_several_may_stand_on_a_page(self) -> None:
        found = report_of()
        drawn = [charts.history(each, found) for each in (*found.standings, found.campaign)]
        assert [each.id for each in drawn if each] == ["sk-qua-trinh-u0", "sk-qua-trinh-u1", "sk-qua-trinh-chung"]

    def test_is_not_drawn_of_fewer_than_two_reports(self) -> None:
        found = report_of(rows=GROWN[:1])
        assert charts.history(found.standings[0], found) is None
        assert charts.history(found.standings[1], found) is None

    def test_draws_no_target_where_none_is_set(self) -> None:
        found = report_of((("Một", None),), [(date(2022, 3, 1), "Một", 5), (date(2022, 4, 1), "Một", 9)])
        chart = some(charts.history(found.standings[0], found))
        assert "--sk-chart-target" not in chart.svg
        assert [row[2] for row in chart.rows] == ["chưa có", "chưa có"]
        assert chart.description.endswith("chưa giao chỉ tiêu.")


class TestKinds:
    """Published initiatives by field and by sector."""

    def test_counts_the_published_initiatives_from_the_most_to_the_fewest(self) -> None:
        assert every_chart()[3].rows == (("Kỹ thuật", "2"), ("Quản lý", "1"))
        assert every_chart()[4].rows == (("Ngành may", "2"), ("Ngành điện", "1"))
        assert every_chart()[3].description == (
            "3 sáng kiến giới thiệu trên trang đến ngày 20/11/2022. Kỹ thuật: 2; Quản lý: 1."
        )

    def test_lists_a_kind_without_any_with_zero_and_no_bar(self) -> None:
        chart = some(charts.by_field(publication_of((0, 0))))
        assert chart.rows == (("Kỹ thuật", "1"), ("Quản lý", "0"))
        assert len(bars(chart, "bar")) == 1
        assert tooltips(chart) == [
            "Kỹ thuật: 1 sáng kiến giới thiệu trên trang, tính đến ngày 20/11/2022",
            "Quản lý: 0 sáng kiến giới thiệu trên trang, tính đến ngày 20/11/2022",
        ]

    def test_is_not_drawn_of_nothing(self) -> None:
        assert charts.by_field(publication_of()) is None
        assert charts.by_sector(publication_of()) is None


def test_charts_holds_every_chart_and_the_history_of_units_that_have_one() -> None:
    found = charts.Charts(report_of())
    assert found.cumulative == every_chart()[0]
    assert found.by_share == every_chart()[1]
    assert (found.by_field, found.by_sector) == (None, None)
    assert [bool(found.history(each)) for each in ("u0", "u1")] == [True, True]


def shares(found: Report) -> Iterator[str]:
    return (percent(each.aim.share) for each in found.peers if each.aim)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_reported_is_printed_as_it_is(seed: int) -> None:
    """Units from far behind to far above their targets, at any time of the campaign."""
    names = [f"Đơn vị {index}" for index in range(2 + seed)]
    days = [START + timedelta(days=(30 + 10 * seed) * step) for step in range(1, 5)]
    rows = [
        (on, name, step * (1 + (seed * 37 + index * 53) % 90))
        for step, on in enumerate(days, 1)
        for index, name in enumerate(names)
    ]
    found = report_of([(name, 40 + 30 * index) for index, name in enumerate(names)], rows, today=days[-1])
    chart = some(charts.by_share(found))
    assert set(shares(found)) <= set(texts(chart))
    assert [row[4] for row in chart.rows] == list(shares(found))
    whole = some(charts.cumulative(found))
    assert [row[1] for row in whole.rows] == [integer(point.counted) for point in found.campaign.history]
    assert integer(found.campaign.history[-1].counted) in texts(whole)
