"""The editor's desk: what waits for whom, what comes this week, what is missing; and the preview of all of it."""

from datetime import date
from pathlib import Path

from campaigns import AGREED, CAMPAIGN, INITIATIVE, TEXTS, TODAY, Changes, edited, write_campaign
from shipped import themed
from typer.testing import CliRunner

from generator import publish
from generator.__main__ import app
from generator.desk import Desk, desk


def other(identifier: str, *changes: tuple[str, str]) -> dict[str, str]:
    text = TEXTS[INITIATIVE].replace("den-tiet-kiem", identifier).replace("12 tháng", f"12 tháng ({identifier})")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {f"data/initiatives/{identifier}.yml": text}


WAITING = (
    other("nhap", ("status: approved\napproved_by: Ban Tuyên giáo\npublish_on: 2022-05-01\n", "status: draft\n"))
    | other("cho-duyet", ("status: approved", "status: review"))
    | other("tuan-nay", ("2022-05-01", "2022-07-20"))
    | other("thang-sau", ("2022-05-01", "2022-08-20"))
    | other("da-go", ("status: approved", "status: archived"))
)


def of(tmp_path: Path, changes: Changes, today: date | None = TODAY) -> Desk:
    return desk(write_campaign(tmp_path, changes), today, TODAY)


def test_the_desk_tells_what_waits_for_whom(tmp_path: Path) -> None:
    found = of(tmp_path, WAITING)
    assert [(row.file, row.state, row.waits_for, row.on) for row in found.waiting] == [
        ("data/initiatives/cho-duyet.yml", "Chờ duyệt", "Ban Tuyên giáo", date(2022, 5, 1)),
        ("data/initiatives/thang-sau.yml", "Hẹn đăng", "đến ngày đăng", date(2022, 8, 20)),
        ("data/initiatives/nhap.yml", "Nháp", "người viết", None),
    ]
    assert [row.file for row in found.coming] == ["data/initiatives/tuan-nay.yml"]
    assert found.public == 1


def test_the_desk_tells_what_is_missing(tmp_path: Path) -> None:
    found = of(tmp_path, {})
    assert {row.file: row.lacks for row in found.lacking} == {
        INITIATIVE: ("đồng ý nêu tên của Trần Thị Hoa", "xác minh giá trị làm lợi"),
        AGREED: ("ảnh chân dung",),
        "data/people/tran-thi-hoa.yml": ("đồng ý nêu tên", "đồng ý ảnh", "đồng ý câu chuyện", "đồng ý mạng xã hội"),
    }


def test_consents_are_judged_on_the_day_of_reading(tmp_path: Path) -> None:
    """A campaign frozen in July is read in October: a consent that ended meanwhile is missing, one taken back is not."""
    ended = edited(
        AGREED,
        ("story: {given: 2022-02-01, proof: Phiếu 1}", "story: {given: 2022-02-01, proof: P, expires: 2022-08-31}"),
    )
    refused = {
        "data/people/tran-thi-hoa.yml": TEXTS["data/people/tran-thi-hoa.yml"]
        + "withdrawn: {date: 2022-03-01, scopes: [name, social]}\n"
    }
    frozen = edited(CAMPAIGN, ("site_url", "frozen_on: 2022-07-15\nsite_url"))
    root = write_campaign(tmp_path, ended | refused | frozen | {"data/people/hong.yml": "id: hong\n"})
    found = desk(root, None, date(2022, 10, 1))
    assert (found.today, found.read_on) == (TODAY, date(2022, 10, 1))
    assert {row.title: row.lacks for row in found.lacking if row.state != "Đã đăng"} == {
        "Lê Văn Bình": ("đồng ý câu chuyện (hết hạn 31/08/2022)", "ảnh chân dung"),
        "Trần Thị Hoa": ("đồng ý ảnh", "đồng ý câu chuyện"),
    }
    assert found.unreadable == ("data/people/hong.yml",)
    assert desk(root, TODAY, date(2022, 10, 1)).read_on == TODAY, "a day that was asked for is all there is"


def test_a_value_without_a_sum_lacks_one(tmp_path: Path) -> None:
    (row,) = [
        each for each in of(tmp_path, edited(INITIATIVE, ("× 12 tháng", "mỗi năm"))).lacking if each.state == "Đã đăng"
    ]
    assert "phép tính giá trị làm lợi" in row.lacks


def test_status_prints_it_for_people_and_for_spreadsheets(tmp_path: Path) -> None:
    root = write_campaign(tmp_path, WAITING)
    found = CliRunner().invoke(app, ["status", "--root", str(root), "--today", "2022-07-15"])
    assert found.exit_code == 0
    assert "Đang chờ: 3\n" in found.output
    assert "Nháp\tĐèn tiết kiệm cho nhà xưởng\tngười viết\tđồng ý nêu tên" in found.output
    assert found.output.endswith("Ngày 15/07/2022: 1 sáng kiến đang hiện trên trang.\n")


def test_a_preview_shows_what_waits_says_so_and_is_no_site(tmp_path: Path) -> None:
    root = themed(write_campaign(tmp_path, WAITING))
    public = publish.build(root, TODAY).site
    before = {path.relative_to(public): path.read_bytes() for path in public.rglob("*") if path.is_file()}
    built = CliRunner().invoke(app, ["preview", "--root", str(root), "--today", "2022-07-15"])
    assert built.exit_code == 0, built.output
    preview = root / "build" / "preview"
    pages = sorted(preview.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        text = path.read_text("utf-8")
        assert "<b>Bản xem trước</b>" in text, path
        assert '<meta name="robots" content="noindex' in text, path
    assert (preview / "robots.txt").read_text("utf-8").endswith("Disallow: /\n")
    for identifier, waits in (("nhap", "Nháp"), ("cho-duyet", "Chờ duyệt"), ("tuan-nay", "Hẹn đăng 20/07/2022")):
        assert waits in (preview / "sang-kien" / identifier / "index.html").read_text("utf-8")
        assert not (public / "sang-kien" / identifier).exists()
    assert not (preview / "sang-kien" / "da-go").exists()
    assert {path.relative_to(public): path.read_bytes() for path in public.rglob("*") if path.is_file()} == before
    published = CliRunner().invoke(
        app, ["build", "--root", str(root), "--today", "2022-07-15", "--site-dir", str(preview)]
    )
    assert published.exit_code == 3
    assert "có thứ không phải là trang" in published.output
    assert not any("Trần Thị Hoa" in path.read_text("utf-8") for path in pages)
