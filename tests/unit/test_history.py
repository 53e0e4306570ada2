"""What was published is only added to: `check --since` tells what changed in silence."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from campaigns import CAMPAIGN, INITIATIVE, PROGRESS, TEXTS, UNITS, Changes, edited, write_campaign
from typer.testing import CliRunner

from generator.__main__ import app
from generator.history import changed
from generator.problems import Failure

BAC = "data/progress.csv:2:1: [so-cu-bi-sua] Báo cáo ngày 31/03/2022 của “bac” đã đổi:"
HINT = "Trả lại số cũ; nếu số cũ sai thì thêm một dòng mới của kỳ sau, ghi chú bắt đầu bằng “Đính chính”."


CORRECTION = """\
  - at: 2022-07-01
    title: "Đính chính: chỉ tiêu được giao lại là 350"
    source: Công văn số 2
"""


def since(tmp_path: Path, changes: Changes) -> list[str]:
    before = write_campaign(tmp_path / "before", {})
    after = write_campaign(tmp_path / "after", changes)
    return [str(each) for each in changed(after, str(before))]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, []),
        ({PROGRESS: TEXTS[PROGRESS] + "2022-07-10,bac,70,50,\n"}, []),
        (
            edited(PROGRESS, ("2022-03-31,bac,30,20,", "2022-03-31,bac,31,20,")),
            [
                f"{BAC} trước là 30 đăng tải, 20 công nhận, nay là 31 đăng tải, 20 công nhận.",
            ],
        ),
        (
            edited(PROGRESS, ("2022-03-31,bac,30,20,", "2022-03-31,bac,30,,")),
            [
                f"{BAC} trước là 30 đăng tải, 20 công nhận, nay là 30 đăng tải, chưa rõ số công nhận.",
            ],
        ),
        (edited(PROGRESS, ("2022-03-31,bac,30,20,", "2022-03-31,bac,29,20,Đính chính: đếm trùng")), []),
        (
            edited(PROGRESS, ("2022-03-31,nam,10,5,\n", "")),
            [
                "data/progress.csv:1:1: [so-cu-bi-sua] Báo cáo ngày 31/03/2022 của “nam” (10 đăng tải, 5 công nhận) không còn."
            ],
        ),
        (
            edited(CAMPAIGN, ("    submitted: 90\n", "    submitted: 91\n")),
            [
                "data/campaign.yml:33:3: [so-cu-bi-sua] Số liệu công bố ngày 30/06/2022 (90, 30,0%) đã đổi thành 91, 30,0%."
            ],
        ),
        (
            edited(UNITS, (",200,,,,,Huyện", ",210,,,,,Huyện")),
            ["data/units.csv:3:6: [so-cu-bi-sua] Chỉ tiêu của “bac” đã đổi: trước là 200, nay là 210."],
        ),
        (
            edited(PROGRESS, ("2022-06-30,bac,", "2022-02-28,nam,5,4,\n2022-06-30,tinh,9,,\n2022-06-30,bac,")),
            [
                (
                    "data/progress.csv:4:1: [so-cu-bi-sua] Báo cáo ngày 28/02/2022 của “nam” (5 đăng tải, 4 công nhận) được "
                    "thêm khi số liệu đến 30/06/2022 đã công bố."
                ),
                (
                    "data/progress.csv:5:1: [so-cu-bi-sua] Báo cáo ngày 30/06/2022 của “tinh” (9 đăng tải, chưa rõ số công "
                    "nhận) được thêm khi số liệu đến 30/06/2022 đã công bố."
                ),
            ],
        ),
        (edited(PROGRESS, ("2022-06-30,bac,", "2022-02-28,nam,5,4,Đính chính: nộp muộn\n2022-06-30,bac,")), []),
        (
            edited(
                CAMPAIGN,
                ("period:\n  start: 2022-01-01\n  end: 2022-12-31", "period:\n  start: 2022-01-01\n  end: 2023-01-31"),
            ),
            [
                (
                    "data/campaign.yml:9:8: [so-cu-bi-sua] Thời gian chiến dịch đã đổi: trước là từ 01/01/2022 đến 31/12/2022, "
                    "nay là từ 01/01/2022 đến 31/01/2023."
                )
            ],
        ),
        (
            edited(CAMPAIGN, ("    end: 2022-06-30\n", "    end: 2022-07-31\n")),
            [
                "data/campaign.yml:11:3: [so-cu-bi-sua] “Giai đoạn 1”, từ 01/01/2022 đến 30/06/2022, không còn hoặc đã đổi."
            ],
        ),
        (
            edited(CAMPAIGN, ("counting: submitted\n", "counting: submitted\nthresholds:\n  low_percent: 40\n")),
            ["data/campaign.yml:17:16: [so-cu-bi-sua] Ngưỡng low_percent đã đổi: trước là 50, nay là 40."],
        ),
        (
            edited(
                CAMPAIGN,
                ("target: 300\ncounting: submitted", "target: 350\ncounting: submitted"),
                ("milestones:\n", f"milestones:\n{CORRECTION}"),
            ),
            [],
        ),
        (edited(UNITS, (",200,,,,,Huyện", ",210,Giao thêm 10 từ tháng 7,,,,Huyện")), []),
        (edited(UNITS, (",100,,,,,", ",100,,,2022-09-30,bac,"), (",200,,,,,Huyện", ",300,,,,,Huyện")), []),
        (
            edited(UNITS, ("nam,Công đoàn huyện Nam,Nam,district,tinh,100,,,,,\n", "")),
            ["data/units.csv:1:1: [so-cu-bi-sua] Đơn vị “nam” không còn."],
        ),
        (
            edited(UNITS, ("nam,Công đoàn huyện Nam,Nam,district,tinh,", "nam,Công đoàn huyện Nam,Nam,district,bac,")),
            ["data/units.csv:4:5: [so-cu-bi-sua] Đơn vị cấp trên của “nam” đã đổi: trước là “tinh”, nay là “bac”."],
        ),
        (
            edited(CAMPAIGN, ("target: 300\ncounting: submitted", "target: 250\ncounting: valid")),
            [
                (
                    "data/campaign.yml:14:9: [so-cu-bi-sua] Chỉ tiêu của chiến dịch đã đổi: trước là 300 sáng kiến đăng tải, nay là "
                    "250 sáng kiến được công nhận."
                )
            ],
        ),
        (
            edited(CAMPAIGN, ("Sáng kiến đầu tiên", "Sáng kiến thứ nhất")),
            [
                "data/campaign.yml:28:3: [so-cu-bi-sua] Mốc ngày 14/02/2022, “Sáng kiến đầu tiên”, không còn hoặc đã viết lại."
            ],
        ),
        (
            edited(INITIATIVE, ("_year: 12000000", "_year: 21000000")),
            [
                (
                    "data/initiatives/den-tiet-kiem.yml:18:3: [so-cu-bi-sua] Giá trị làm lợi đã đăng đã đổi: trước là 12.000.000 "
                    "đồng (tự khai), nay là 21.000.000 đồng (tự khai)."
                )
            ],
        ),
        (edited(INITIATIVE, ("status: declared", "status: verified\n  verified_by: Sở Công Thương")), []),
        (
            edited(
                INITIATIVE, ("_year: 12000000", "_year: 9000000"), ("lation: 1", "lation: Đính chính, bớt ba tháng, 1")
            ),
            [],
        ),
        (edited(INITIATIVE, ("status: approved", "status: archived")), []),
        (
            {INITIATIVE: None},
            [
                (
                    "data/initiatives/den-tiet-kiem.yml:1:1: [so-cu-bi-sua] Sáng kiến đã đăng, có giá trị làm lợi 12.000.000 đồng "
                    "(tự khai), không còn."
                )
            ],
        ),
    ],
    ids=[
        "nothing",
        "added",
        "changed",
        "valid forgotten",
        "corrected",
        "removed",
        "declared",
        "target",
        "added late",
        "added late, and said",
        "period",
        "phase",
        "thresholds",
        "campaign's target, announced",
        "target with a reason",
        "merged",
        "unit removed",
        "unit moved",
        "campaign's target",
        "milestone",
        "benefit",
        "benefit verified",
        "benefit corrected",
        "archived",
        "initiative removed",
    ],
)
def test_a_figure_that_changed_in_silence_is_told(tmp_path: Path, changes: Changes, lines: list[str]) -> None:
    assert since(tmp_path, changes) == lines


def told(before: Path, after: Path, today: date | None = None) -> list[str]:
    return [each.message for each in changed(after, str(before), today)]


def test_a_correction_is_no_less_published_than_a_figure(tmp_path: Path) -> None:
    corrected = "2022-06-30,nam,30,20,Đính chính: đếm trùng"
    before = write_campaign(tmp_path / "before", edited(PROGRESS, ("2022-06-30,nam,30,20,", corrected)))
    again = write_campaign(
        tmp_path / "again", edited(PROGRESS, ("2022-06-30,nam,30,20,", corrected.replace("30,20", "29,20")))
    )
    silent = write_campaign(tmp_path / "silent", {})
    assert told(before, again) == [
        (
            "Báo cáo ngày 30/06/2022 của “nam” là một đính chính mà đã đổi: trước là 30 đăng tải, 20 công nhận, nay là 29 đăng tải, "
            "20 công nhận."
        )
    ]
    assert told(before, silent) == [
        "Báo cáo ngày 30/06/2022 của “nam” trước ghi “Đính chính: đếm trùng”, nay không còn ghi là đính chính."
    ]


def test_a_verified_value_stays_verified(tmp_path: Path) -> None:
    verified = ("status: declared", "status: verified\n  verified_by: Sở Công Thương")
    before = write_campaign(tmp_path / "before", edited(INITIATIVE, verified))
    assert told(before, write_campaign(tmp_path / "after", {})) == [
        "Giá trị làm lợi đã đăng đã đổi: trước là 12.000.000 đồng (Sở Công Thương xác minh), nay là 12.000.000 đồng (tự khai)."
    ]


def test_a_row_that_could_not_be_read_may_be_mended(tmp_path: Path) -> None:
    before = write_campaign(tmp_path / "before", edited(PROGRESS, ("2022-03-31,nam,10,5,", "2022-03-31,nam,mười,5,")))
    assert told(before, write_campaign(tmp_path / "after", {})) == []


def test_what_is_made_up_does_not_become_real_in_silence(tmp_path: Path) -> None:
    header, tinh, bac, nam = TEXTS[UNITS].splitlines()
    flagged = {UNITS: "\n".join([f"{header},illustrative", f"{tinh},", f"{bac},true", f"{nam},", ""])}
    flagged |= edited(CAMPAIGN, ("site_url:", "illustrative: Số liệu là minh họa.\nsite_url:"))
    flagged |= edited(INITIATIVE, ("status: approved", "illustrative: true\nstatus: approved"))
    before = write_campaign(tmp_path / "before", flagged)
    plain = write_campaign(tmp_path / "plain", {})
    campaign, initiative, unit = changed(plain, str(before))
    assert campaign.message == "Lời ghi chú về số liệu minh họa (illustrative) của chiến dịch không còn."
    assert initiative.message == "Sáng kiến đã đăng, có giá trị làm lợi, trước ghi là minh họa, nay là thật."
    assert (str(unit.at), unit.message) == (
        "data/units.csv:3:1",
        "Số liệu của “bac” trước ghi là minh họa, nay là thật.",
    )
    assert [each.message for each in changed(before, str(plain))] == [
        "Sáng kiến đã đăng, có giá trị làm lợi, trước ghi là thật, nay là minh họa.",
        "Số liệu của “bac” trước ghi là thật, nay là minh họa.",
    ]
    announced = edited(CAMPAIGN, ("milestones:\n", f"milestones:\n{CORRECTION}"))
    assert told(before, write_campaign(tmp_path / "announced", announced)) == []


def test_a_correction_that_was_announced_before_announces_nothing_new(tmp_path: Path) -> None:
    announced = ("milestones:\n", f"milestones:\n{CORRECTION}")
    before = write_campaign(tmp_path / "before", edited(CAMPAIGN, announced))
    again = edited(CAMPAIGN, announced, ("target: 300\ncounting", "target: 400\ncounting"))
    (found,) = told(before, write_campaign(tmp_path / "again", again))
    assert found.startswith("Chỉ tiêu của chiến dịch đã đổi: trước là 300")


def test_the_end_of_a_unit_is_written_once(tmp_path: Path) -> None:
    ended = edited(UNITS, (",100,,,,,", ",100,,,2022-09-30,bac,"))
    before = write_campaign(tmp_path / "before", ended)
    assert told(before, write_campaign(tmp_path / "after", edited(UNITS, (",100,,,,,", ",100,,,2022-10-31,,")))) == [
        "Ngày cuối cùng còn hiệu lực của “nam” đã đổi: trước là 30/09/2022, nay là 31/10/2022.",
        "Đơn vị kế thừa của “nam” đã đổi: trước là “bac”, nay là trống.",
    ]


def test_what_was_still_to_come_was_not_published(tmp_path: Path) -> None:
    before = write_campaign(tmp_path / "before", {})
    after = write_campaign(
        tmp_path / "after",
        edited(PROGRESS, ("2022-06-30,bac,60,40,", "2022-06-30,bac,61,40,"))
        | edited(INITIATIVE, ("_year: 12000000", "_year: 21000000"))
        | edited(
            CAMPAIGN, ("    submitted: 90\n", "    submitted: 91\n"), ("Sáng kiến đầu tiên", "Sáng kiến thứ nhất")
        ),
    )
    assert told(before, after, date(2022, 2, 13)) == []
    assert len(told(before, after, date(2022, 6, 30))) == 4


def test_the_earlier_state_may_be_a_revision(tmp_path: Path) -> None:
    root = write_campaign(tmp_path / "repository" / "campaign", {})

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        command = ["git", *identity, *arguments]
        subprocess.run(command, cwd=tmp_path / "repository", check=True, capture_output=True)  # noqa: S603 - our own

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Bản đầu")
    (root / PROGRESS).write_text(TEXTS[PROGRESS].replace("bac,30,20", "bac,33,20"), "utf-8")
    assert [each.at.line for each in changed(root, "HEAD")] == [2]
    found = CliRunner().invoke(app, ["check", "--root", str(root), "--today", "2022-07-15", "--since", "HEAD"])
    assert found.exit_code == 1
    assert "[so-cu-bi-sua]" in found.output
    assert HINT in found.output


@pytest.mark.parametrize("since", ["khong-co", "--output=/tmp/x", "HEAD~1"])
def test_what_is_neither_folder_nor_revision_is_said(tmp_path: Path, since: str) -> None:
    with pytest.raises(Failure, match="Không có thư mục hay phiên bản Git nào tên"):
        changed(write_campaign(tmp_path, {}), since)
