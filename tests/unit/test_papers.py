"""What is made to be printed: which papers there are, that each is one sheet for everyone, and what stands on it."""

import ctypes
import re
from datetime import date
from hashlib import sha256
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno
from PIL import Image
from records import END, START, charter, initiative, person, published, snapshot, unit

from generator import progress
from generator.editorial import Publication
from generator.model import Person, Picture
from generator.render import press, render
from generator.render.items import Item, Items, Kind
from generator.render.papers import Paper, Papers

AGREED = {scope: {"given": START, "proof": "1"} for scope in ("name", "photo", "story", "social")}
UNSHARED = {scope: agreed for scope, agreed in AGREED.items() if scope != "social"}
AWARD = {"title": "Bằng khen", "body": "Công đoàn Mẫu", "decision": "Quyết định số 5/QĐ", "date": START}
UNITS = (unit("tinh", kind="province"), unit("bac", "tinh", target=200), unit("nam", "tinh", target=100))
SNAPSHOTS = tuple(
    snapshot(day, of, count, count - 1)
    for of, counts in (("bac", (20, 90, 120)), ("nam", (10, 60, 101)))
    for day, count in zip((date(2022, 3, 31), date(2022, 5, 31), date(2022, 6, 30)), counts, strict=True)
)
A3_POINTS, A4_POINTS = (842, 1191), (595, 842)


def worker(identifier: str = "binh", **fields: Any) -> Person:  # noqa: ANN401 - the record's own fields
    """Someone who agreed to everything, without a picture."""
    return person(identifier, **{"consent": AGREED, "portrait": None, **fields})


def papers(publication: Publication) -> dict[str, tuple[Paper, ...]]:
    """The papers of everything that is told, by address."""
    report = progress.report(publication)
    printed = Papers(report)
    return {item.address: printed.of(item) for item in Items(report).told}


def campaign(**parts: Any) -> dict[str, tuple[Paper, ...]]:  # noqa: ANN401 - the parts of a campaign
    """The papers of a campaign with two units that report."""
    return papers(published(**{"units": UNITS, "snapshots": SNAPSHOTS, **parts}))


def made(paper: Paper) -> bytes:
    content = paper.output().content
    assert callable(content)
    return content()


class Pdf:
    """A PDF as a reader's program sees it."""

    def __init__(self, content: bytes) -> None:
        """Open what the bytes `content` hold."""
        self.document = pypdfium2.PdfDocument(content)
        self.pages = len(self.document)
        self.size = tuple(round(side) for side in self.document[0].get_size())
        self.metadata = self.document.get_metadata_dict()
        texts = [page.get_textpage().get_text_range() for page in self.document]
        self.text = " ".join(" ".join(texts).replace("\ufffe", "").replace("\u200b", "").split())

    @property
    def collisions(self) -> list[tuple[str, str]]:
        """Lines of text of which one lies upon the other, or off the sheet."""
        found = []
        for page in self.document:
            text, (width, height) = page.get_textpage(), page.get_size()
            lines = [text.get_rect(index) for index in range(text.count_rects())]
            said = [text.get_text_bounded(*line) for line in lines]
            for index, (left, bottom, right, top) in enumerate(lines):
                if left < 0 or bottom < 0 or right > width or top > height:
                    found.append((said[index], "off the sheet"))
                for other, (left2, bottom2, right2, top2) in enumerate(lines[:index]):
                    across, down = min(right, right2) - max(left, left2), min(top, top2) - max(bottom, bottom2)
                    if across > 2 and down > 0.4 * min(top - bottom, top2 - bottom2):
                        found.append((said[index], said[other]))
        return found

    @property
    def is_tagged(self) -> bool:
        return bool(pdfium.FPDFCatalog_IsTagged(self.document))

    @property
    def language(self) -> str:
        size = pdfium.FPDFCatalog_GetLanguage(self.document, None, 0)
        found = ctypes.create_string_buffer(size)
        pdfium.FPDFCatalog_GetLanguage(self.document, ctypes.cast(found, ctypes.POINTER(ctypes.c_ushort)), size)
        return found.raw.decode("utf-16-le").rstrip("\0")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    path = tmp_path_factory.mktemp("pictures") / "anh.jpg"
    Image.effect_noise((1200, 800), 60).convert("RGB").save(path, exif=b"Exif\0\0secret")
    return Picture(
        name="anh.jpg", path=path, width_px=1200, height_px=800, digest=sha256(path.read_bytes()).hexdigest()
    )


def test_each_item_has_its_papers() -> None:
    made_of = campaign(
        initiatives=(initiative("den", awards=[AWARD]), initiative("quat")),
        people=(
            worker(awards=[AWARD, AWARD | {"title": "Giải Ba"}]),
            worker("hoa", name="Trần Thị Hoa", consent=UNSHARED, awards=[AWARD]),
        ),
    )
    labels = {address: [paper.label for paper in found] for address, found in made_of.items()}
    assert labels["sang-kien/den"] == ["Áp phích A3", "Áp phích A4", "Giấy ghi nhận A4"]
    assert labels["sang-kien/quat"] == ["Áp phích A3", "Áp phích A4"]
    assert labels["guong-sang/binh"] == [
        "Áp phích A3", "Áp phích A4", "Giấy ghi nhận A4: Bằng khen", "Giấy ghi nhận A4: Giải Ba",
    ]  # fmt: skip
    assert "guong-sang/hoa" not in labels
    assert labels["tien-do/bac"] == labels["tien-do"] == ["Phiếu tiến độ A4"]
    assert labels["xep-hang"] == ["Bảng dẫn đầu A4", "Bảng dẫn đầu A3"]
    assert labels["ban-tin/2022-06"] == ["Bản tin A4"]
    assert labels["dem-nguoc"] == labels["moc/nam"] == []
    paths = [paper.path for found in made_of.values() for paper in found]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"in/[a-z0-9-]+-[0-9a-f]{16}\.pdf", path) for path in paths)


def test_what_is_not_told_is_not_printed() -> None:
    report = progress.report(published(units=UNITS, initiatives=(initiative("den"),)))
    item = next(each for each in Items(report).told if each.kind is Kind.INITIATIVE)
    fields = {name: getattr(item, name) for name in Item.__slots__} | {"told": False}
    assert Papers(report).of(Item(**fields)) == ()


def test_every_paper_is_one_tagged_sheet_in_vietnamese_that_says_who_gives_it_out(picture: Picture) -> None:
    photos = [{"file": "anh.jpg", "alt": "Một tấm ảnh", "kind": kind} for kind in ("before", "after")]
    made_of = campaign(
        initiatives=(initiative("den", photos=photos, awards=[AWARD]),),
        people=(worker(awards=[AWARD], portrait={"file": "anh.jpg", "alt": "Chân dung"}),),
        pictures={"anh.jpg": picture},
        charter=charter(illustrative="Số liệu từng đơn vị là minh họa."),
    )
    sizes = {"a3": A3_POINTS, "a4": A4_POINTS}
    for paper in (each for found in made_of.values() for each in found):
        content = made(paper)
        pdf = Pdf(content)
        wide = paper.sheet.template == "paper-certificate"
        assert pdf.pages == 1, paper.path
        assert pdf.size == (A4_POINTS[::-1] if wide else sizes[paper.name[-2:]]), paper.path
        assert not pdf.collisions, paper.path
        assert pdf.is_tagged
        assert pdf.language == "vi"
        assert pdf.metadata["Title"].endswith(paper.item.title)
        assert pdf.metadata["Author"] == "Công đoàn Mẫu"
        assert pdf.metadata["CreationDate"] == f"D:{paper.item.on:%Y%m%d}000000Z"
        assert "Công đoàn Mẫu" in pdf.text
        assert f"mau.example.org/{paper.item.page.address}" in pdf.text.replace(" ", "")
        assert len(content) < 500_000, paper.path
        assert b"secret" not in content
        assert set(paper.output().says) >= {paper.item.title}


def test_the_code_leads_to_the_page() -> None:
    (paper, *_rest) = campaign(initiatives=(initiative("den"),))["sang-kien/den"]
    url = "https://mau.example.org/sang-kien/den/"
    assert paper.sheet.values["url"] == url
    matrix = segno.make_qr(url, error="m").matrix
    drawn = _modules(str(paper.sheet.later["qr"]()), len(matrix))
    assert drawn == [[bool(module) for module in row] for row in matrix]


def _modules(svg: str, size: int) -> list[list[bool]]:
    """Which modules an SVG code darkens, read from its one path of strokes; without its margin of two."""
    dark = [[False] * size for _ in range(size)]
    (path,) = re.findall(r' d="([^"]*)"', svg)
    x, y = 0.0, 0.0
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(each) for each in re.findall(r"-?\d*\.?\d+", numbers)]
        if letter == "h":
            for column in range(round(values[0])):
                dark[int(y) - 2][int(x) - 2 + column] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if letter == "M" else (x + values[0], y + values[1])
    return dark


def test_a_poster_tells_the_problem_the_solution_and_what_it_is_worth() -> None:
    benefit = {"vnd_per_year": 134_640_000, "calculation": "1 × 1", "status": "declared"}
    each = initiative(
        "den", title="Đèn tự tắt", summary="Đèn tắt khi không còn ai.", problem="Đèn sáng suốt đêm.",
        solution="Một công tắc hẹn giờ. Chi phí:\n\n- dây: 5.000 đồng", benefit=benefit,
        effects={"social": "Đêm tối để ngủ."},
    )  # fmt: skip
    made_of = campaign(initiatives=(each,), people=(worker(),))
    text = Pdf(made(made_of["sang-kien/den"][1])).text
    for said in (
        "Đèn tự tắt", "Lê Văn Bình", "Công đoàn bac", "Đèn tắt khi không còn ai.", "Trước đây Đèn sáng suốt đêm.",
        "134,64 triệu đồng", "ước tính trong 01 năm; tác giả tự khai, chưa xác minh", "Đêm tối để ngủ.",
        "mau.example.org/sang-kien/den",
    ):  # fmt: skip
        assert said in text
    assert "Một công tắc hẹn giờ." in text
    assert "…" not in text, "a list does not stand on a poster; that there is more is said at its foot"
    assert "Xem đầy đủ: quét mã này" in text
    assert "Chi phí" not in text
    assert "minh họa" not in text.lower()


def test_a_title_only_initiative_says_no_more_on_paper() -> None:
    each = initiative(
        "den", title="Đèn tự tắt", disclosure="title-only", problem="Bí mật một.", solution="Bí mật hai.",
        effects={"social": "Đêm tối để ngủ.\nBí mật ba."}, awards=[AWARD],
    )  # fmt: skip
    for paper in campaign(initiatives=(each,))["sang-kien/den"]:
        text = Pdf(made(paper)).text
        assert "Đèn tự tắt" in text
        assert "Bí mật" not in text
        assert "Bí mật" not in str(paper.sheet.values)


def test_nobody_is_named_on_paper_without_their_say() -> None:
    hidden = worker("hoa", name="Trần Thị Hoa", consent=UNSHARED, awards=[AWARD], quote="Lời của Hoa.")
    each = initiative("den", authors=[{"person": "binh"}, {"person": "hoa"}], awards=[AWARD])
    made_of = campaign(initiatives=(each,), people=(worker(), hidden))
    said = {address: [Pdf(made(paper)).text for paper in found] for address, found in made_of.items()}
    assert all("Lê Văn Bình và tập thể tác giả" in text for text in said["sang-kien/den"])
    assert not [text for texts in said.values() for text in texts if "Hoa" in text]
    assert not [paper for found in made_of.values() for paper in found if "Hoa" in str(paper.sheet.values)]
    alone = campaign(initiatives=(initiative("den", authors=[{"person": "hoa"}]),), people=(hidden,))
    assert "Tập thể tác giả" in Pdf(made(alone["sang-kien/den"][0])).text


def test_a_certificate_leaves_blank_what_is_not_known() -> None:
    known = campaign(people=(worker(awards=[AWARD]),))["guong-sang/binh"][-1]
    text = Pdf(made(known)).text
    assert "GIẤY GHI NHẬN" in text
    assert "được tặng Bằng khen của Công đoàn Mẫu Quyết định số 5/QĐ, ngày 01/01/2022" in text
    bare = {"title": "Bằng khen", "body": "Công đoàn Mẫu"}
    unknown = campaign(people=(worker(awards=[bare]),))["guong-sang/binh"][-1]
    assert "của Công đoàn Mẫu Quyết định số , ngày" in Pdf(made(unknown)).text


@pytest.mark.parametrize("mark", ["Sáng kiến minh họa", None])
def test_an_illustration_is_marked_as_one(mark: str | None) -> None:
    (poster, _small) = campaign(initiatives=(initiative("den", illustrative=bool(mark)),))["sang-kien/den"]
    assert ("Sáng kiến minh họa" in Pdf(made(poster)).text) == bool(mark)


def test_a_sheet_of_progress_says_day_rank_and_reports() -> None:
    text = Pdf(made(campaign()["tien-do/bac"][0])).text
    for said in (
        "Công đoàn bac", "Số liệu đến 30/06/2022", "120 / 200 sáng kiến đăng tải", "60,0% chỉ tiêu · 119 được công nhận",
        "Còn thiếu 80", "sáng kiến, số liệu đến 30/06/2022", "+30 so với 31/05/2022", "31/03/2022 20 19 –",
    ):  # fmt: skip
        assert said in text
    assert "đến hết" not in text, "no figure is of the day on which the campaign ends"
    assert "Cần mỗi" not in text, "what counts from today is told where it is counted anew every day"
    assert "Hạng theo tỷ lệ" not in text, "a rank in the lower half is not told"
    best = Pdf(made(campaign()["tien-do/nam"][0])).text
    assert "Hạng theo tỷ lệ 1/2" in best
    whole = Pdf(made(campaign(charter=charter(illustrative="Phần này là minh họa."))["tien-do"][0])).text
    assert "221 / 300 sáng kiến đăng tải" in whole
    assert "Phần này là minh họa." in whole


def test_members_stand_on_the_sheet_of_their_unit() -> None:
    units = (
        *UNITS,
        unit("xa", "bac", kind="grassroots", target=120),
        unit("phuong", "bac", kind="grassroots", target=80),
    )
    said = (snapshot(date(2022, 6, 30), "xa", 90), snapshot(date(2022, 6, 30), "nam", 30))
    text = Pdf(made(campaign(units=units, snapshots=said)["tien-do/bac"][0])).text
    assert "Công đoàn xa 90 120 75,0%" in text
    assert "Công đoàn phuong chưa có 80 chưa có" in text
    assert text.index("Công đoàn xa") < text.index("Công đoàn phuong"), "in the order of the table, not of their shares"
    assert not re.search("tiến độ( |$)|Cần tập trung|Chậm", text.partition("Các đơn vị cấp dưới")[2])
    assert "1/2 đơn vị đã báo cáo" in text


def test_the_board_honours_the_upper_half_and_shows_nobody_up() -> None:
    counts = {"bac": 120, "nam": 101, "dong": 3, "an": 2, "tay": 0}
    units = (UNITS[0], *(unit(each, "tinh", target=100) for each in (*counts, "chua")))
    said = tuple(snapshot(date(2022, 6, 30), of, count) for of, count in counts.items())
    board = campaign(units=units, snapshots=said)["xep-hang"][0]
    text = Pdf(made(board)).text
    assert [(row["rank"], row["share"]) for row in board.sheet.values["rows"]] == [
        ("1", "120,0%"), ("2", "101,0%"), ("3", "3,0%"),
    ]  # fmt: skip
    assert "1 Công đoàn bac Vượt chỉ tiêu 120/100 120,0% 2 Công đoàn nam Vượt chỉ tiêu 101/100 101,0%" in text
    below = text.partition("Cùng góp sức")[2].partition("Bảng đầy đủ")[0]
    assert below.split(")", 1)[1].split() == ["Công", "đoàn", "an", "2", "Công", "đoàn", "chua", "Công", "đoàn", "tay"]
    assert not re.search("Cần tập trung|Chậm|chưa có", text), "no band, and nothing is said of who has no figure"
    assert "Bảng đầy đủ của mọi đơn vị ở địa chỉ ghi đầu trang." in text
    assert "mau.example.org/tien-do" in text


def test_no_board_has_more_places_than_a_hall_can_read() -> None:
    units = (UNITS[0], *(unit(f"u{number:03}", "tinh", target=1000) for number in range(120)))
    said = tuple(snapshot(date(2022, 6, 30), each.id, 5 + number) for number, each in enumerate(units[1:]))
    board = campaign(units=units, snapshots=said)["xep-hang"][0]
    assert [row["rank"] for row in board.sheet.values["rows"]] == [str(rank) for rank in range(1, 13)]
    text = Pdf(made(board)).text
    assert "và 48 đơn vị nữa" in text
    assert "Công đoàn u119" in text


DAILY = (
    "cần mỗi",
    "còn thiếu",
    "còn lại",
    "vạch đứng",
    "nhịp",
    "ngày nữa",
    "đúng tiến độ",
    "chậm",
    "cần tập trung",
    "kịp",
)
"""What is of no use any more once a campaign is over."""


def test_a_paper_of_figures_changes_only_with_what_it_says() -> None:
    def named(today: date) -> dict[str, list[str]]:
        found = campaign(today=today)
        return {address: [paper.path for paper in found[address]] for address in ("tien-do", "tien-do/bac", "xep-hang")}

    assert named(date(2022, 7, 1)) == named(date(2022, 7, 15)) == named(date(2022, 7, 28))
    stale = named(date(2022, 9, 1))
    assert stale == named(date(2022, 10, 1)), "nor does it count the days of reports that do not come"
    over = named(date(2023, 1, 1))
    assert over == named(date(2024, 1, 1))
    assert not {path for paths in over.values() for path in paths} & {
        path for paths in stale.values() for path in paths
    }


def test_at_the_end_papers_tell_what_came_of_it() -> None:
    found = campaign(today=date(2023, 1, 15))
    texts = {name: Pdf(made(found[name][0])).text for name in ("tien-do", "tien-do/bac", "tien-do/nam", "xep-hang")}
    for name, text in texts.items():
        assert not [word for word in DAILY if word in text.lower()], name
        assert "Báo cáo cuối cùng, số liệu đến 30/06/2022" in text
    assert "Kết quả cuối cùng Công đoàn bac" in texts["tien-do/bac"]
    assert "Chưa đạt chỉ tiêu" in texts["tien-do/bac"]
    assert "Thiếu so với chỉ tiêu 80" in texts["tien-do/bac"]
    assert "Vượt chỉ tiêu 1" in texts["tien-do/nam"]
    assert "Chưa đạt" not in texts["xep-hang"]


def test_a_sheet_is_of_the_day_of_its_own_report() -> None:
    said = (*SNAPSHOTS, snapshot(date(2022, 7, 10), "nam", 102))
    found = campaign(snapshots=said)
    assert "Số liệu đến 30/06/2022" in Pdf(made(found["tien-do/bac"][0])).text
    assert "Số liệu đến 10/07/2022" in Pdf(made(found["tien-do/nam"][0])).text


def test_sums_of_made_up_rows_say_so_beside_a_total_that_was_announced() -> None:
    made_up = (UNITS[0], *(each.model_copy(update={"illustrative": True}) for each in UNITS[1:]))
    announced = charter(
        illustrative="Có phần minh họa.",
        declared=[
            {"date": date(2022, 6, 30), "submitted": 221, "target": 300, "percent": "73,7%", "source": "Công văn"}
        ],
    )
    text = Pdf(made(campaign(units=made_up, charter=announced)["tien-do"][0])).text
    assert "221 / 300 sáng kiến đăng tải" in text
    assert "219 được công nhận (minh họa)" in text
    assert "so với 31/05/2022 (minh họa)" in text
    assert "30/06/2022 221 219 +71 số đăng tải đã công bố, còn lại minh họa 31/05/2022 150 148 +120 minh họa" in text
    assert "Số liệu minh họa" not in text, "the total itself is not made up"
    silent = Pdf(made(campaign(units=made_up, charter=charter(illustrative="Có phần minh họa."))["tien-do"][0])).text
    assert "Số liệu minh họa" in silent, "unannounced, the whole is"
    assert "minh họa" not in Pdf(made(campaign()["tien-do"][0])).text


def test_a_value_on_a_poster_says_who_answers_for_it_and_since_when() -> None:
    benefit = {"vnd_per_year": 5_000_000, "calculation": "5", "status": "verified", "verified_by": "Hội đồng sáng kiến"}
    recognition = {"level": "unit", "body": "Công đoàn bac", "date": date(2022, 5, 4)}
    each = initiative("den", benefit=benefit, recognition=recognition)
    text = Pdf(made(campaign(initiatives=(each,))["sang-kien/den"][1])).text
    assert "ước tính trong 01 năm; đã xác minh: Hội đồng sáng kiến; sáng kiến được công nhận ngày 04/05/2022" in text


def test_a_long_board_goes_on_to_further_sheets_each_with_its_day() -> None:
    units = (unit("tinh", kind="province"), *(unit(f"u{number:03}", "tinh", target=10) for number in range(120)))
    said = tuple(snapshot(date(2022, 6, 30), each.id, 5) for each in units[1:])  # all of them first
    pdf = Pdf(made(campaign(units=units, snapshots=said)["xep-hang"][0]))
    assert pdf.pages > 1
    assert pdf.text.count("Bảng dẫn đầu · Số liệu đến 30/06/2022") == pdf.pages
    assert all(f"Công đoàn {each.id} " in pdf.text for each in units[1:])


def test_a_bulletin_tells_the_period_and_shows_who_added_what() -> None:
    paper = campaign()["ban-tin/2022-06"][0]
    text = Pdf(made(paper)).text
    assert "Bản tin tháng 6/2022" in text
    assert "Mỗi đơn vị thêm bao nhiêu Công đoàn nam +41 Công đoàn bac +30" in text
    assert "Tổng số 221" in text
    assert str(paper.sheet.values["headline"]).replace("\u00a0", " ") in text


EMOJI_AND_GIANT = "SÁNG KIẾN 🎉 " + "khổnglồ" * 9 + " " + "đổi mới cách làm " * 20
HUGE = ("Một câu dài vừa phải để kể lại chuyện của người thợ. " * 150).strip()
ENDLESS = ("một câu không bao giờ dứt " * 300).strip()


@pytest.mark.parametrize("telling", ["Ngắn.", HUGE, ENDLESS], ids=["short", "long", "endless"])
def test_no_words_are_too_many_for_one_sheet(telling: str, picture: Picture) -> None:
    long = telling != "Ngắn."
    title = EMOJI_AND_GIANT[:219] if long else "Đèn"
    line = (EMOJI_AND_GIANT * 2)[:299] if long else "Thợ"
    award = {"title": line, "body": line, "decision": line}
    each = initiative(
        "den", title=title, summary=line, problem=telling, solution=telling, unit="bac",
        effects={"economic": telling, "social": telling}, awards=[award],
        authors=[{"person": f"p{number}"} for number in range(9 if long else 1)],
        benefit={"vnd_per_year": 999_999_999_999, "calculation": "1", "status": "verified", "verified_by": line},
        photos=[{"file": "anh.jpg", "alt": "Ảnh", "credit": line}],
    )  # fmt: skip
    people = tuple(
        worker(
            f"p{number}", name=("Nguyễn Phước Thiên Bảo " * 4)[:79].strip() if long else "An", job=line, quote=line,
            story=telling, awards=[award] * (5 if long and number == 0 else 1),
            portrait={"file": "anh.jpg", "alt": "Ảnh"} if number else None,
        )
        for number in range(9 if long else 1)
    )  # fmt: skip
    units = (UNITS[0], unit("bac", "tinh", name=line, target=200))
    made_of = campaign(initiatives=(each,), people=people, units=units, snapshots=(), pictures={"anh.jpg": picture})
    for paper in (*made_of["sang-kien/den"], *made_of["guong-sang/p0"][:4]):
        pdf = Pdf(made(paper))
        assert pdf.pages == 1, paper.path
        assert not pdf.collisions, paper.path
        assert "🎉" not in pdf.text
        if paper.label.startswith("Áp phích"):
            assert "mau.example.org" in pdf.text, "the way to the whole stays on the sheet"
            for sentence in re.findall(r"Một câu dài[^.]*(?:\.|$)", pdf.text):
                assert sentence == "Một câu dài vừa phải để kể lại chuyện của người thợ.", "no sentence is cut"
            assert "một câu không bao giờ dứt" not in pdf.text, "nor is one begun that has no room"


def test_a_paper_is_named_by_what_it_holds() -> None:
    made_of = campaign(people=(worker(awards=[AWARD]),))["guong-sang/binh"]
    first = [made(paper) for paper in made_of]
    press._drawn.cache_clear()  # noqa: SLF001 - else nothing is drawn a second time
    later = campaign(today=END, people=(worker(awards=[AWARD]),))["guong-sang/binh"]
    assert [paper.path for paper in later] == [paper.path for paper in made_of]
    assert [made(paper) for paper in later] == first
    other = campaign(people=(worker(awards=[AWARD], job="Thợ hàn"),))["guong-sang/binh"]
    assert not {paper.path for paper in other} & {paper.path for paper in made_of}


def test_every_paper_is_linked_from_its_page_and_written_once() -> None:
    shown = published(
        units=UNITS, snapshots=SNAPSHOTS, initiatives=(initiative("den", awards=[AWARD]),), people=(worker(),)
    )
    outputs = {each.path: each.content for each in render(progress.report(shown))}
    offered = papers(shown)
    for found in offered.values():
        for paper in found:
            page = str(outputs[paper.item.page.file])
            assert f'<a href="{paper.item.page.link(paper.path)}" type="application/pdf">{paper.label}</a>' in page
    written = {path for path in outputs if path.startswith("in/")}
    assert written == {paper.path for found in offered.values() for paper in found}
