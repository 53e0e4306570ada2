"""What was published is only added to: `check --since` tells what changed in silence."""

import subprocess
from pathlib import Path

import pytest
from campaigns import CAMPAIGN, PROGRESS, TEXTS, Changes, edited, write_campaign
from typer.testing import CliRunner

from generator.__main__ import app
from generator.history import changed
from generator.problems import Failure

BAC = "data/progress.csv:2:1: [so-cu-bi-sua] Báo cáo ngày 31/03/2022 của “bac” đã đổi:"
HINT = "Trả lại số cũ; nếu số cũ sai thì thêm một dòng mới của kỳ sau, ghi chú bắt đầu bằng “Đính chính”."


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
    ],
    ids=["nothing", "added", "changed", "valid forgotten", "corrected", "removed", "declared"],
)
def test_a_figure_that_changed_in_silence_is_told(tmp_path: Path, changes: Changes, lines: list[str]) -> None:
    assert since(tmp_path, changes) == lines


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
