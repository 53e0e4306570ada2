"""Published figures are only added to: what changed in silence since an earlier state of the data.

An earlier state is a revision of the Git repository around the campaign, or a folder that was copied.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model import Declared, Snapshot
from generator.parse import Parsed, parse
from generator.problems import Failure, Location, Problem, Rule, in_order
from generator.vietnamese import day, integer
from generator.written import quoted

_REPORTS, _CHARTER = "data/progress.csv", "data/campaign.yml"
_HINT = "Trả lại số cũ; nếu số cũ sai thì thêm một dòng mới của kỳ sau, ghi chú bắt đầu bằng “Đính chính”."


def changed(root: Path, since: str) -> tuple[Problem, ...]:
    """Every figure of `root` that differs from the one of `since` without saying that it is a correction, sorted.

    `since` is a folder with a campaign, or else a revision of the Git repository that `root` is in. Raises Failure
    when it is neither.
    """
    root = root.resolve()
    with _earlier(root, since) as folder:
        before = parse(folder)
    return in_order([*_reports(before, parse(root)), *_declared(before, parse(root))])


def _reports(before: Parsed, after: Parsed) -> Iterator[Problem]:
    now = {(each.date, each.unit): each for each in after.snapshots}
    for old in before.snapshots:
        new = now.get((old.date, old.unit))
        if new is None:
            said = f"Báo cáo ngày {day(old.date)} của {quoted(old.unit)} ({_counts(old)}) không còn."
            yield Problem(at=Location(_REPORTS), rule=Rule.HISTORY, message=said, hint=_HINT)
        elif (old.submitted, old.valid) != (new.submitted, new.valid) and not new.is_correction:
            said = f"Báo cáo ngày {day(old.date)} của {quoted(old.unit)} đã đổi: trước là {_counts(old)}, nay là {_counts(new)}."
            yield Problem(at=new.origin, rule=Rule.HISTORY, message=said, hint=_HINT)


def _declared(before: Parsed, after: Parsed) -> Iterator[Problem]:
    if before.charter is None or after.charter is None:
        return
    now = {each.date: each for each in after.charter.declared}
    for old in before.charter.declared:
        new = now.get(old.date)
        if new is None or _figures(new) != _figures(old):
            said = f"Số liệu công bố ngày {day(old.date)} ({integer(old.submitted)}, {old.percent}) "
            said += "không còn." if new is None else f"đã đổi thành {integer(new.submitted)}, {new.percent}."
            yield Problem(
                at=after.places.of(after.charter, "declared") if new else Location(_CHARTER),
                rule=Rule.HISTORY,
                message=said,
                hint="Số đã công bố thì giữ nguyên; công bố mới ghi thành mục mới.",
            )


def _figures(each: Declared) -> tuple[int, int | None, int, str]:
    return each.submitted, each.valid, each.target, each.percent


def _counts(each: Snapshot) -> str:
    valid = "chưa rõ số công nhận" if each.valid is None else f"{integer(each.valid)} công nhận"
    return f"{integer(each.submitted)} đăng tải, {valid}"


@contextmanager
def _earlier(root: Path, since: str) -> Iterator[Path]:
    """The folder of the earlier state."""
    folder = Path(since)
    if (folder / _REPORTS).is_file():
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="sangkien-") as laid:
        with tarfile.open(fileobj=io.BytesIO(_archived(root, since))) as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is not None and member.isfile():  # no links: what is compared is written here
                    target = Path(laid, member.name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content.read())
        yield Path(laid)


def _archived(root: Path, revision: str) -> bytes:
    """The data of a revision as a tar archive, with paths relative to `root`."""
    if revision.startswith("-"):
        raise Failure(f"Không có thư mục hay phiên bản Git nào tên {revision!r}.")
    command = ["git", "-C", str(root), "archive", "--format=tar", revision, "--", "data"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own command
    except FileNotFoundError:
        raise Failure("Máy này không có Git; hãy chỉ tới một thư mục đã chép, ví dụ --since ../ban-sao.") from None
    if done.returncode:
        raise Failure(
            f"Không có thư mục hay phiên bản Git nào tên {revision!r}; ví dụ đúng: HEAD~1, main, ../ban-sao-thang-10."
        )
    return done.stdout
