"""Someone who takes their consent back is gone from everything that was built, and the data says so."""

from datetime import date
from pathlib import Path

import pytest
from campaigns import AGREED, CAMPAIGN, INITIATIVE, POSTS, TEXTS, TODAY, Changes, edited, write_campaign
from shipped import themed
from typer.testing import CliRunner

from generator import publish, withdrawal
from generator.__main__ import app
from generator.model import SCOPES
from generator.problems import DataRefused, Failure
from generator.trace import Sought, trace

ON = date(2022, 7, 14)
NAME = "Lê Văn Bình"


def campaign(tmp_path: Path, changes: Changes | None = None) -> Path:
    return themed(write_campaign(tmp_path / "campaign", changes or {}))


def traces(root: Path) -> list[str]:
    return [each.path for each in trace(root / "build", Sought(name=NAME, id="le-van-binh"))]


@pytest.mark.parametrize(
    ("on", "elsewhere", "days"),
    [
        (date(2026, 11, 23), False, (date(2026, 11, 25), date(2026, 12, 8), date(2026, 12, 23))),
        (date(2026, 11, 27), False, (date(2026, 12, 1), date(2026, 12, 12), date(2026, 12, 27))),
        (date(2026, 11, 28), True, (date(2026, 12, 1), date(2026, 12, 18), date(2027, 1, 2))),
    ],
    ids=["Monday", "Friday", "Saturday, copies elsewhere"],
)
def test_the_law_gives_days(on: date, *, elsewhere: bool, days: tuple[date, date, date]) -> None:
    found = withdrawal.clock(on, elsewhere=elsewhere)
    assert (found.answered_by, found.done_by, found.longest) == days


def test_all_of_someone_is_taken_out_and_proved_to_be(tmp_path: Path) -> None:
    root = campaign(
        tmp_path,
        {POSTS: "date,item,channel,url\n2022-06-01,sang-kien/den-tiet-kiem,facebook,https://f.example.org/1\n"},
    )
    publish.build(root, TODAY)
    (root / "build" / ".site.previous").mkdir()
    (root / "build" / ".site.previous" / "a.html").write_text(NAME, "utf-8")
    assert len(traces(root)) > 20
    data = (root / AGREED).read_bytes()
    done = withdrawal.withdraw(root, "le-van-binh", SCOPES, ON, TODAY)
    assert done.left == ()
    assert done.removed
    assert traces(root) == []
    assert not (root / "build" / "site" / "guong-sang" / "le-van-binh").exists()
    added = "withdrawn:\n  date: 2022-07-14\n  scopes: [name, photo, story, social]\n"
    assert (root / AGREED).read_bytes() == data + added.encode()
    assert "tập thể tác giả" in (root / "build/site/sang-kien/den-tiet-kiem/index.html").read_text("utf-8").lower()
    said = withdrawal.record(done)
    assert "không còn chỗ nào" in said
    assert "https://f.example.org/1" in said
    assert "Hạn trả lời: 18/07/2022" in said


def test_a_part_may_be_taken_back_and_later_more(tmp_path: Path) -> None:
    commented = {AGREED: ("# hồ sơ số 1\n" + TEXTS[AGREED]).replace("\n", "\r\n")}
    root = campaign(tmp_path, commented)
    publish.build(root, TODAY)
    done = withdrawal.withdraw(root, NAME, ["social"], ON, TODAY)
    assert done.left == ()
    assert NAME in (root / "build/site/guong-sang/le-van-binh/index.html").read_text("utf-8")
    shared = [
        path
        for path in traces(root)
        if path.split("/", 1)[1].startswith(("chia-se", "nhung", "in/", "feed", "anh/chia-se"))
    ]
    assert shared == []
    done = withdrawal.withdraw(root, NAME, ["photo"], date(2022, 7, 15), TODAY)
    assert done.scopes == ("photo", "social")
    text = (root / AGREED).read_bytes().decode()
    assert text.startswith("# hồ sơ số 1\r\nid: le-van-binh\r\n")
    assert text.count("withdrawn:") == 1
    assert text.endswith("withdrawn:\r\n  date: 2022-07-15\r\n  scopes: [photo, social]\r\n")


def test_while_other_texts_name_them_nothing_is_changed(tmp_path: Path) -> None:
    root = campaign(
        tmp_path, edited(INITIATIVE, ("Một công tắc bật cả xưởng.", f"{NAME} thấy một công tắc bật cả xưởng."))
    )
    publish.build(root, TODAY)
    before = (root / AGREED).read_bytes()
    with pytest.raises(DataRefused) as refused:
        withdrawal.withdraw(root, "le-van-binh", SCOPES, ON, TODAY)
    assert [str(each.rule) for each in refused.value.problems] == ["lo-ten"]
    assert (root / AGREED).read_bytes() == before
    assert traces(root)


def test_who_is_not_there_is_said_with_the_nearest(tmp_path: Path) -> None:
    root = campaign(tmp_path)
    with pytest.raises(Failure, match=r"có mã hay tên 'le-van-bin'. Có phải 'le-van-binh' không"):
        withdrawal.find(root, "le-van-bin")
    with pytest.raises(Failure, match="Chưa dựng trang nào"):
        withdrawal.find(root, "le-van-binh")


def test_the_commands_print_the_places_and_the_record(tmp_path: Path) -> None:
    root = campaign(tmp_path, edited(CAMPAIGN, ("site_url", "frozen_on: 2022-07-15\nsite_url")))
    publish.build(root, TODAY)
    found = CliRunner().invoke(app, ["trace", "le-van-binh", "--root", str(root)])
    assert found.exit_code == 0, found.output
    assert "build/site/guong-sang/le-van-binh/index.html:" in found.output
    kept = tmp_path / "bien-ban.txt"
    told = CliRunner().invoke(
        app, ["withdraw", "le-van-binh", "--date", "14/07/2022", "--root", str(root), "--record", str(kept)]
    )
    assert told.exit_code == 0, told.output
    assert told.output == kept.read_text("utf-8")
    assert (
        f"\n{NAME}: 0 chỗ trong 0 tệp, 1 bài ở nơi khác.\n"
        in CliRunner().invoke(app, ["trace", NAME, "--root", str(root)]).output
    )
