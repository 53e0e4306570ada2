"""Published figures are only added to: what changed in silence since an earlier state of the data.

An earlier state is a revision of the Git repository around the campaign, or a folder that was copied.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from generator.model import Benefit, Charter, Declared, Initiative, Milestone, Period, Snapshot, Thresholds, Unit
from generator.parse import Parsed, parse
from generator.problems import Failure, Location, Problem, Rule, in_order
from generator.vietnamese import day, fold, integer
from generator.written import quoted

_REPORTS, _CHARTER, _UNITS = "data/progress.csv", "data/campaign.yml", "data/units.csv"
_WITHOUT_PHOTOS = ("data", ":(exclude)data/photos", ":(exclude)data/people")
_NEXT_ROW = "Trả lại số cũ; nếu số cũ sai thì thêm một dòng mới của kỳ sau, ghi chú bắt đầu bằng “Đính chính”."
_LATE_ROW = "Ghi vào ngày của kỳ sau; nếu đúng là báo cáo bổ sung cho ngày ấy thì ghi chú bắt đầu bằng “Đính chính”."
_ANNOUNCED = (
    "Trả lại như cũ; nếu đổi thật thì công bố bằng một mốc mới trong milestones, title bắt đầu bằng “Đính chính”."
)
_NEXT_DECLARED = "Số đã công bố thì giữ nguyên; công bố mới ghi thành mục mới."
_CORRECTED = "đính chính"


def changed(root: Path, since: str, today: date | None = None) -> tuple[Problem, ...]:
    """Every figure of `root` that differs from the one of `since` without saying that it is a correction, sorted.

    `since` is a folder with a campaign, or else a revision of the Git repository that `root` is in; what it dates after
    its own day was not published yet: the day it is frozen on, that of the revision, or `today`. Raises Failure
    when it is neither.
    """
    root = root.resolve()
    with _earlier(root, since) as (folder, made_on):
        before = parse(folder, figures_only=True)
    after = parse(root, figures_only=True)
    frozen = before.charter.frozen_on if before.charter else None
    on = frozen or made_on or today or date.max
    return in_order(
        [
            *_reports(before, after, on),
            *_added_late(before, after, on),
            *_units(before, after),
            *_charter(before, after, on),
            *_benefits(before, after, on),
        ]
    )


def _problem(at: Location, message: str, hint: str) -> Problem:
    return Problem(at=at, rule=Rule.HISTORY, message=message, hint=hint)


def _reports(before: Parsed, after: Parsed, on: date) -> Iterator[Problem]:
    now = {(each.date, each.unit): each for each in after.snapshots}
    for old in before.snapshots:
        if old.date > on:
            continue
        new = now.get((old.date, old.unit))
        said = f"Báo cáo ngày {day(old.date)} của {quoted(old.unit)}"
        if new is None:
            yield _problem(Location(_REPORTS), f"{said} ({_counts(old)}) không còn.", _NEXT_ROW)
        elif (old.submitted, old.valid) != (new.submitted, new.valid):
            if old.is_correction or not new.is_correction:
                what = "là một đính chính mà đã đổi" if old.is_correction else "đã đổi"
                yield _problem(new.origin, f"{said} {what}: trước là {_counts(old)}, nay là {_counts(new)}.", _NEXT_ROW)
        elif old.is_correction and not new.is_correction:
            yield _problem(
                new.origin,
                f"{said} trước ghi {quoted(old.note or '')}, nay không còn ghi là đính chính.",
                "Trả lại ghi chú cũ: người đọc cần biết số ấy đã được sửa.",
            )


def _added_late(before: Parsed, after: Parsed, on: date) -> Iterator[Problem]:
    """The rows that came into days of which the totals were published already."""
    if _REPORTS in before.damaged:
        return  # a row that could not be read then was not published, and may be mended
    published = [each.date for each in before.snapshots if each.date <= on]
    known = {(each.date, each.unit) for each in before.snapshots}
    for new in after.snapshots if published else ():
        newest = max(published)
        if new.date <= newest and (new.date, new.unit) not in known and not new.is_correction:
            yield _problem(
                new.origin,
                f"Báo cáo ngày {day(new.date)} của {quoted(new.unit)} ({_counts(new)}) được thêm "
                f"khi số liệu đến {day(newest)} đã công bố.",
                _LATE_ROW,
            )


def _counts(each: Snapshot) -> str:
    valid = "chưa rõ số công nhận" if each.valid is None else f"{integer(each.valid)} công nhận"
    return f"{integer(each.submitted)} đăng tải, {valid}"


def _units(before: Parsed, after: Parsed) -> Iterator[Problem]:
    now = {each.id: each for each in after.units}
    followed = {each.id: each.successor for each in before.units}
    joined = {each.successor for each in after.units if each.successor and followed.get(each.id) != each.successor}
    announced = _is_announced(before, after)
    for old in before.units:
        new = now.get(old.id)
        if new is None:
            if old.id not in after.unreadable["unit"] and "unit" not in after.unlisted:
                yield _problem(
                    Location(_UNITS),
                    f"Đơn vị {quoted(old.id)} không còn.",
                    "Không xóa đơn vị cũ: trả lại dòng ấy, điền valid_to và successor.",
                )
            continue
        at = after.places.of
        if old.target != new.target and new.target_note in (None, old.target_note) and old.id not in joined:
            yield _problem(
                at(new, "target"),
                f"Chỉ tiêu của {quoted(old.id)} đã đổi: trước là {_target(old)}, nay là {_target(new)}.",
                "Trả lại chỉ tiêu cũ; nếu được giao lại thì ghi lý do vào target_note.",
            )
        if old.illustrative != new.illustrative and not announced:
            yield _problem(
                at(new, "illustrative"),
                f"Số liệu của {quoted(old.id)} trước ghi là {_kind(old)}, nay là {_kind(new)}.",
                _ANNOUNCED,
            )
        for name, said in _LASTING.items():
            was, now_is = getattr(old, name), getattr(new, name)
            if was is not None and was != now_is:
                yield _problem(
                    at(new, name),
                    f"{said} của {quoted(old.id)} đã đổi: trước là {_shown(was)}, nay là {_shown(now_is)}.",
                    "Trả lại như cũ: tổng và lịch sử đã công bố tính theo đó.",
                )


_LASTING = {
    "parent": "Đơn vị cấp trên",
    "valid_from": "Ngày bắt đầu hiệu lực",
    "valid_to": "Ngày cuối cùng còn hiệu lực",
    "successor": "Đơn vị kế thừa",
}
"""What is written of a unit once; it may be added, when a unit ends."""


def _shown(value: object) -> str:
    return "trống" if value is None else day(value) if isinstance(value, date) else quoted(str(value))


def _kind(each: Unit | Initiative) -> str:
    return "minh họa" if each.illustrative else "thật"


def _target(unit: Unit) -> str:
    return "trống" if unit.target is None else integer(unit.target)


def _charter(before: Parsed, after: Parsed, on: date) -> Iterator[Problem]:
    old, new = before.charter, after.charter
    if old is None or new is None:
        return
    if not _is_announced(before, after):
        yield from _terms(old, new, after)
    yield from _declared(old, new, after, on)
    yield from _milestones(old, new, after, on)


def _is_announced(before: Parsed, after: Parsed) -> bool:
    """Whether a new milestone tells the readers that something which was published is corrected."""
    old, new = before.charter, after.charter
    told = {_told(each) for each in old.milestones} if old else set()
    corrections = (each for each in new.milestones if _is_correction(each.title)) if new else ()
    return any(_told(each) not in told for each in corrections)


def _terms(old: Charter, new: Charter, after: Parsed) -> Iterator[Problem]:
    """What the campaign set out with, by which every figure is judged."""
    at = after.places.of
    if (old.target, old.counting) != (new.target, new.counting):
        yield _problem(
            at(new, "target" if old.target != new.target else "counting"),
            f"Chỉ tiêu của chiến dịch đã đổi: trước là {_aim(old)}, nay là {_aim(new)}.",
            _ANNOUNCED,
        )
    if old.period != new.period:
        yield _problem(
            at(new, "period", "start" if old.period.start != new.period.start else "end"),
            f"Thời gian chiến dịch đã đổi: trước là {_span(old.period)}, nay là {_span(new.period)}.",
            _ANNOUNCED,
        )
    for phase in old.phases:
        if phase not in new.phases:
            yield _problem(
                at(new, "phases"), f"{quoted(phase.name)}, {_span(phase)}, không còn hoặc đã đổi.", _ANNOUNCED
            )
    for name in Thresholds.model_fields:
        was, now = getattr(old.thresholds, name), getattr(new.thresholds, name)
        if was != now:
            yield _problem(
                at(new, "thresholds", name), f"Ngưỡng {name} đã đổi: trước là {was}, nay là {now}.", _ANNOUNCED
            )
    if old.illustrative and not new.illustrative:
        yield _problem(
            new.origin, "Lời ghi chú về số liệu minh họa (illustrative) của chiến dịch không còn.", _ANNOUNCED
        )


def _span(each: Period) -> str:
    return f"từ {day(each.start)} đến {day(each.end)}"


def _aim(charter: Charter) -> str:
    return f"{integer(charter.target)} sáng kiến {'đăng tải' if charter.counting == 'submitted' else 'được công nhận'}"


def _declared(old: Charter, new: Charter, after: Parsed, on: date) -> Iterator[Problem]:
    now = {each.date: each for each in new.declared}
    for was in old.declared:
        found = now.get(was.date)
        if was.date <= on and (found is None or _figures(found) != _figures(was)):
            said = f"Số liệu công bố ngày {day(was.date)} ({integer(was.submitted)}, {was.percent}) "
            said += "không còn." if found is None else f"đã đổi thành {integer(found.submitted)}, {found.percent}."
            at = after.places.of(new, "declared") if found else Location(_CHARTER)
            yield _problem(at, said, _NEXT_DECLARED)


def _figures(each: Declared) -> tuple[int, int | None, int, str]:
    return each.submitted, each.valid, each.target, each.percent


def _milestones(old: Charter, new: Charter, after: Parsed, on: date) -> Iterator[Problem]:
    now = {_told(each) for each in new.milestones}
    for was in old.milestones:
        if was.at <= on and _told(was) not in now:
            yield _problem(
                after.places.of(new, "milestones"),
                f"Mốc ngày {day(was.at)}, {quoted(was.title)}, không còn hoặc đã viết lại.",
                "Trả lại nguyên văn; nếu nguồn công bố sai thì thêm một mốc mới nói rõ đính chính điều gì.",
            )


def _told(each: Milestone) -> tuple[date, str | None, str, str]:
    return each.at, each.time, each.title, each.source


def _benefits(before: Parsed, after: Parsed, on: date) -> Iterator[Problem]:
    now = {each.id: each for each in after.initiatives}
    announced = _is_announced(before, after)
    for old in before.initiatives:
        new = now.get(old.id)
        if old.benefit is None or old.disclosure == "title-only" or not old.is_public_on(on):
            continue
        if new is None:
            if old.id not in after.unreadable["initiative"]:
                yield _problem(
                    Location(f"data/initiatives/{old.id}.yml"),
                    f"Sáng kiến đã đăng, có giá trị làm lợi {_worth(old.benefit)}, không còn.",
                    "Trả lại tệp; muốn gỡ khỏi trang thì để status: archived.",
                )
            continue
        if old.illustrative != new.illustrative and new.status != "archived" and not announced:
            yield _problem(
                after.places.of(new, "illustrative"),
                f"Sáng kiến đã đăng, có giá trị làm lợi, trước ghi là {_kind(old)}, nay là {_kind(new)}.",
                _ANNOUNCED,
            )
        if new.status != "archived" and _is_lost(old.benefit, new):
            yield _problem(
                after.places.of(new, "benefit"),
                f"Giá trị làm lợi đã đăng đã đổi: trước là {_worth(old.benefit)}, "
                f"nay là {_worth(new.benefit) if new.benefit else 'trống'}.",
                "Trả lại số cũ; nếu số cũ sai thì nói trong calculation, bắt đầu bằng “Đính chính”.",
            )


def _is_lost(old: Benefit, new: Initiative) -> bool:
    """Whether a value that was published is another now, or no longer verified, and nothing is said about it."""
    found = new.benefit
    if found is None:
        return True
    if _is_correction(found.calculation) and found.calculation != old.calculation:
        return False
    unverified = old.status == "verified" and (found.status, found.verified_by) != (old.status, old.verified_by)
    return found.vnd_per_year != old.vnd_per_year or unverified


def _is_correction(text: str) -> bool:
    return fold(text).startswith(fold(_CORRECTED))


def _worth(each: Benefit) -> str:
    verified = f"{each.verified_by} xác minh" if each.status == "verified" else "tự khai"
    return f"{integer(each.vnd_per_year)} đồng ({verified})"


@contextmanager
def _earlier(root: Path, since: str) -> Iterator[tuple[Path, date | None]]:
    """The folder of the earlier state, and the day it is of where that is known."""
    folder = Path(since)
    if (folder / _REPORTS).is_file():
        yield folder.resolve(), None
        return
    with tempfile.TemporaryDirectory(prefix="sangkien-") as laid:
        with tarfile.open(fileobj=io.BytesIO(_archived(root, since))) as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is not None and member.isfile():  # no links: what is compared is written here
                    target = Path(laid, member.name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content.read())
        yield (
            Path(laid),
            date.fromisoformat(_git(root, since, "show", "-s", "--format=%cs", f"{since}^{{commit}}").decode().strip()),
        )


def _archived(root: Path, revision: str) -> bytes:
    """The data of a revision that has figures, as a tar archive, with paths relative to `root`."""
    if revision.startswith("-"):
        raise Failure(f"Không có thư mục hay phiên bản Git nào tên {revision!r}.")
    return _git(root, revision, "archive", "--format=tar", revision, "--", *_WITHOUT_PHOTOS)


def _git(root: Path, revision: str, *arguments: str) -> bytes:
    """What Git says; raises Failure when it does not know the revision, or is not there."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own command
    except FileNotFoundError:
        raise Failure("Máy này không có Git; hãy chỉ tới một thư mục đã chép, ví dụ --since ../ban-sao.") from None
    if done.returncode:
        raise Failure(
            f"Không có thư mục hay phiên bản Git nào tên {revision!r}; ví dụ đúng: HEAD~1, main, ../ban-sao-thang-10."
        )
    return done.stdout
