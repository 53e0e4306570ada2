"""Someone who takes their consent back is gone from everything that was built, and the data says so."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from campaigns import AGREED, CAMPAIGN, INITIATIVE, POSTS, TEXTS, TODAY, Changes, edited, write_campaign
from shipped import themed
from typer.testing import CliRunner

from generator import publish, withdrawal
from generator.__main__ import app
from generator.mentions import Sought
from generator.model import SCOPES
from generator.parse import parse
from generator.problems import DataRefused, Failure
from generator.trace import trace

ON = date(2022, 7, 14)
NAME = "Lê Văn Bình"
SOUGHT = Sought(name=NAME, id="le-van-binh")


def campaign(tmp_path: Path, changes: Changes | None = None) -> Path:
    return themed(write_campaign(tmp_path / "campaign", changes or {}))


def traces(root: Path) -> list[str]:
    return [each.path for each in trace(root / "build", SOUGHT)]


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


def test_what_lies_behind_a_link_is_neither_removed_nor_passed_over(tmp_path: Path) -> None:
    root, elsewhere = campaign(tmp_path), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_text(NAME, "utf-8")
    (root / "build").mkdir()
    (root / "build" / ".site.kept").symlink_to(elsewhere)
    with pytest.raises(Failure, match=r"^build/\.site\.kept là liên kết tới nơi khác, .* bỏ liên kết, rồi rút lại\.$"):
        withdrawal.withdraw(root, "le-van-binh", SCOPES, ON, TODAY)
    assert (root / AGREED).read_text("utf-8") == TEXTS[AGREED]
    assert (elsewhere / "a.html").exists()


def test_all_of_someone_is_taken_out_and_proved_to_be(tmp_path: Path) -> None:
    root = campaign(
        tmp_path,
        {
            POSTS: "date,item,channel,url\n2022-06-01,sang-kien/den-tiet-kiem,facebook,https://f.example.org/1\n"
            "2022-06-02,tien-do/bac,zalo,https://f.example.org/2\n2022-06-02,tien-do/nam,zalo,https://f.example.org/3\n"
        },
    )
    elsewhere = tmp_path / "www"
    build = publish.build(root, TODAY).site.parent
    publish.build(root, TODAY, site=elsewhere)
    for copy in (
        ".site.kept/1/site",
        ".site.previous",
        ".cache",
        "preview",
        "preview-docs",
        "luu-tru/a",
        "../../.www.kept",
    ):
        (build / copy).mkdir(parents=True, exist_ok=True)
        (build / copy / "a.html").write_text(NAME, "utf-8")
    for note in (".site.made.json", ".preview-docs.files.json", ".site-0123.made.json"):
        (build / note).write_text('{"guong-sang/le-van-binh.md": []}', "utf-8")
    assert len(traces(root)) > 20
    data = (root / AGREED).read_bytes()
    done = withdrawal.withdraw(root, "le-van-binh", SCOPES, ON, TODAY, sites=[elsewhere])
    # Of a third site only this is known: that it was not built anew.
    assert [each.path for each in done.left] == ["build/.site-0123.made.json"]
    assert "--site-dir" in withdrawal.record(done)
    (build / ".site-0123.made.json").unlink()
    assert done.removed
    assert {each.path.partition("/")[0] for each in done.removed} >= {"build"}
    assert any(each.path.startswith(elsewhere.as_posix()) for each in done.removed)
    assert {"build/.site.kept", "build/.cache", "build/preview", "build/luu-tru"} <= set(done.purged)
    assert traces(root) == []
    assert trace(tmp_path, SOUGHT) == [
        each for each in trace(tmp_path, SOUGHT) if each.path.startswith("campaign/data/")
    ]
    for site in (build / "site", elsewhere):
        assert not (site / "guong-sang" / "le-van-binh").exists()
        assert "tập thể tác giả" in (site / "sang-kien/den-tiet-kiem/index.html").read_text("utf-8").lower()
    added = "withdrawn:\n  date: 2022-07-14\n  scopes: [name, photo, story, social]\n"
    assert (root / AGREED).read_bytes() == data + added.encode()
    said = withdrawal.record(dataclasses.replace(done, left=()))
    assert "không còn chỗ nào" in said
    # The page of the unit names them as an author; that of the other unit does not.
    assert [each.url[-1] for each in done.posts] == ["1", "2"]
    assert "https://f.example.org/1" in said
    assert "refs/sangkien/deployed" in said
    assert "mọi nơi đã đưa" in said
    assert "Hạn trả lời: 18/07/2022" in said
    assert "lịch sử Git" in said


def test_who_has_a_namesake_is_told_which_places_nobody_can_tell_apart(tmp_path: Path) -> None:
    namesake = (
        TEXTS[AGREED].replace("id: le-van-binh", "id: le-van-binh-2").replace("Tắt đèn là việc nhỏ.", "Tôi làm đêm.")
    )
    root = campaign(tmp_path, {"data/people/le-van-binh-2.yml": namesake})
    site = root / "build" / "site"
    site.mkdir(parents=True)
    (site / "a.html").write_text(f"<p>{NAME}</p>", "utf-8")
    (site / "b.html").write_text('<a href="/guong-sang/le-van-binh/">x</a>', "utf-8")
    (site / "c.html").write_text('<a href="/guong-sang/le-van-binh-2/">x</a>', "utf-8")
    (site / "d.html").write_text("“Tắt đèn là việc nhỏ.”", "utf-8")
    parsed = parse(root)
    person = next(each for each in parsed.people if each.id == "le-van-binh")
    search = withdrawal._Search(root, (site,), parsed, person, SCOPES, TODAY)  # noqa: SLF001 - what both commands do
    own, unsure = search.divided(search.traces())
    assert [each.path for each in own] == ["build/site/b.html", "build/site/d.html"]
    assert [each.path for each in unsure] == ["build/site/a.html", "build/site/c.html"]
    assert [each.id for each in search.namesakes] == ["le-van-binh-2"]


@pytest.mark.parametrize("place", ["build/bien-ban.txt", "data/bien-ban.txt", "build/site/a.txt", "../www/a.txt"])
def test_a_record_is_not_put_where_it_would_be_published(tmp_path: Path, place: str) -> None:
    root = campaign(tmp_path)
    with pytest.raises(Failure, match="biên bản có tên người này"):
        withdrawal.spare(root / place, root, [tmp_path / "www"])
    withdrawal.spare(tmp_path / "bien-ban.txt", root, [tmp_path / "www"])


def test_what_is_no_site_of_ours_is_not_touched(tmp_path: Path) -> None:
    root = campaign(tmp_path)
    (tmp_path / "www").mkdir()
    before = (root / AGREED).read_bytes()
    with pytest.raises(Failure, match=r"không phải là trang do sangkien dựng"):
        withdrawal.withdraw(root, "le-van-binh", SCOPES, ON, TODAY, sites=[tmp_path / "www"])
    assert (root / AGREED).read_bytes() == before


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
        if path.partition("/")[2].startswith(("chia-se", "nhung", "in/", "feed", "anh/chia-se"))
    ]
    assert shared == []
    done = withdrawal.withdraw(root, NAME, ["photo"], date(2022, 7, 15), TODAY)
    assert done.scopes == ("photo",)
    assert [(each.date, each.scopes) for each in done.earlier] == [(ON, ("social",))]
    assert "Đã rút ngày 14/07/2022: chia sẻ trên mạng xã hội." in withdrawal.record(done)
    again = withdrawal.withdraw(root, NAME, ["photo", "social"], date(2022, 7, 15), TODAY)
    assert (again.on, again.scopes) == (ON, ("photo", "social"))
    text = (root / AGREED).read_bytes().decode()
    assert text.startswith("# hồ sơ số 1\r\nid: le-van-binh\r\n")
    assert text.count("withdrawn:") == 1
    assert text.endswith(
        "withdrawn:\r\n  - date: 2022-07-14\r\n    scopes: [social]\r\n  - date: 2022-07-15\r\n    scopes: [photo]\r\n"
    )
    (person,) = (each for each in parse(root).people if each.name == NAME)
    assert [person.withdrawn_on(scope) for scope in SCOPES] == [None, date(2022, 7, 15), None, ON]


def test_a_site_elsewhere_that_was_not_built_anew_is_left_whatever_was_withdrawn(tmp_path: Path) -> None:
    root = campaign(tmp_path)
    elsewhere = tmp_path / "www"
    publish.build(root, TODAY, site=elsewhere)
    note = publish.note_of(root, elsewhere)
    done = withdrawal.withdraw(root, NAME, ["story"], ON, TODAY)
    assert [(each.path, each.kind) for each in done.left] == [(f"build/{note.name}", "trang khác")]
    assert "--site-dir" in withdrawal.record(done)
    assert withdrawal.withdraw(root, NAME, ["story"], ON, TODAY, sites=[elsewhere]).left == ()
    assert note.read_text("utf-8") == "{}\n"  # that there is one stays known, and no more


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2999, 1, 1), "--date: Cần ngày rút không sau hôm nay, "),
        (date(2022, 1, 31), "--date: Cần ngày rút từ ngày đồng ý, 01/02/2022, trở đi, nhưng thấy 31/01/2022."),
    ],
    ids=["future", "before it was given"],
)
def test_nobody_withdraws_in_the_future_or_before_they_agreed(tmp_path: Path, on: date, said: str) -> None:
    root = campaign(tmp_path)
    before = (root / AGREED).read_bytes()
    with pytest.raises(Failure, match=said):
        withdrawal.withdraw(root, NAME, SCOPES, on, TODAY)
    assert (root / AGREED).read_bytes() == before


def test_nobody_builds_before_the_last_trace_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = campaign(tmp_path)
    with publish.alone(root), ThreadPoolExecutor(1) as other, pytest.raises(Failure, match="Một lần dựng khác"):
        other.submit(withdrawal.withdraw, root, NAME, ["name"], ON, TODAY).result()
    assert (root / AGREED).read_text("utf-8") == TEXTS[AGREED]
    refused = []

    def seen(*_others: object, **_more: object) -> list[Path]:
        with ThreadPoolExecutor(1) as other:
            refused.append(other.submit(publish.alone(root).__enter__).exception())
        return []

    monkeypatch.setattr(publish, "build", seen)
    monkeypatch.setattr(withdrawal, "_purge", seen)
    monkeypatch.setattr(withdrawal, "trace", seen)
    withdrawal.withdraw(root, NAME, ["name"], ON, TODAY)
    assert [type(each) for each in refused] == [Failure] * 4, "looked, built, purged, looked again"


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
    assert "Nếu người này rút lại đồng ý hôm nay: trả lời chậm nhất " in found.output
    kept = tmp_path / "bien-ban.txt"
    told = CliRunner().invoke(
        app, ["withdraw", "le-van-binh", "--date", "14/07/2022", "--root", str(root), "--record", str(kept)]
    )
    assert told.exit_code == 0, told.output
    assert told.output == kept.read_text("utf-8")
    gone = CliRunner().invoke(app, ["trace", NAME, "--root", str(root)]).output
    assert f"\n{NAME}: 0 chỗ trong 0 tệp, 1 bài ở nơi khác.\n" in gone
    assert gone.endswith(
        "Rút ngày 14/07/2022: trả lời chậm nhất 18/07/2022, làm xong chậm nhất 03/08/2022; "
        "gia hạn một lần thì chậm nhất 18/08/2022.\n"
    )
