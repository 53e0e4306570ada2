"""Taking someone out of what was published: recorded in the data, rebuilt, and proved.

*Source* of the days: Law on Personal Data Protection (Luật Bảo vệ dữ liệu cá nhân, 2025, in force since 2026-01-01):
a withdrawal is answered within 2 working days and done within 15 days, 20 where others hold copies, and may be
put off once by at most 15. Public holidays are not known here: the counted days are at most as many as the law gives.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator import publish
from generator.model import SCOPES, Person, Post, Scope
from generator.parse import Parsed, parse
from generator.problems import Failure
from generator.publish import Tell
from generator.trace import Sought, Trace, drawn, record_of, trace
from generator.vietnamese import day, fold, nearest

ANSWER_WORKING_DAYS = 2
DONE_DAYS, DONE_DAYS_ELSEWHERE, LONGER_DAYS = 15, 20, 15
_WORKING_DAYS = 5
_DOCS, _SITE, _PREVIEW_DOCS = "docs", "site", "preview-docs"
_TELLING_WORDS = 12  # enough words of a paragraph to know it by
_SCOPE = {"name": "nêu tên", "photo": "đăng ảnh", "story": "kể câu chuyện", "social": "chia sẻ trên mạng xã hội"}
_FILE_DIGITS = 16  # of a picture's digest, in the names of its files

# Where things stand that are made for social networks, or that leave the site.
_SHARED = ("chia-se/", "nhung/", "in/", "anh/chia-se/", "feed.", "lich.ics", "api/", "du-lieu/")
_BLOCK = re.compile(r"^withdrawn:[^\n]*\n(?:[ \t]+[^\n]*\n|\n(?=[ \t]))*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """By when a withdrawal made on a day is answered and done."""

    answered_by: date
    done_by: date
    longest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Where someone is: in what was built, and on pages elsewhere that posts.csv names."""

    person: Person
    traces: tuple[Trace, ...]
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was taken out, and what is left to be done by hand. `left` must be empty."""

    person: Person
    scopes: tuple[Scope, ...]
    on: date
    clock: Clock
    removed: tuple[Trace, ...]
    left: tuple[Trace, ...]
    posts: tuple[Post, ...]


def clock(on: date, *, elsewhere: bool) -> Clock:
    """The days that the law gives from `on`; `elsewhere` says whether others hold copies."""
    answered, left = on, ANSWER_WORKING_DAYS
    while left:
        answered += timedelta(days=1)
        left -= answered.weekday() < _WORKING_DAYS
    done = on + timedelta(days=DONE_DAYS_ELSEWHERE if elsewhere else DONE_DAYS)
    return Clock(answered_by=answered, done_by=done, longest=done + timedelta(days=LONGER_DAYS))


def find(root: Path, asked: str) -> Appearance:
    """Where the person with this id or name appears in the campaign's build/ folder and elsewhere.

    Raises Failure when there is no such person, or nothing was built yet.
    """
    root = root.resolve()
    parsed = parse(root)
    person = _person(parsed, asked)
    if not (root / "build").is_dir():
        raise Failure("Chưa dựng trang nào ở đây; hãy chạy sangkien build trước.")
    return Appearance(person=person, traces=_traces(root, parsed, person, SCOPES), posts=_posts(parsed, person))


def withdraw(
    root: Path, asked: str, scopes: Sequence[Scope], on: date, today: date | None, tell: Tell = publish.silent
) -> Withdrawal:
    """Record that the person took back `scopes` on a day, build anew, and look whether anything is left.

    Raises Failure when there is no such person or the build fails, DataRefused when other texts still name them;
    the data is then as it was.
    """
    root = root.resolve()
    parsed = parse(root)
    person = _person(parsed, asked)
    before = _traces(root, parsed, person, scopes) if (root / "build").is_dir() else ()
    path = root / person.origin.path
    kept = path.read_bytes()
    taken = tuple(
        scope for scope in SCOPES if scope in scopes or (person.withdrawn and scope in person.withdrawn.scopes)
    )
    _replace(path, _recorded(kept.decode("utf-8-sig"), taken, on).encode())
    try:
        publish.build(root, today, tell=tell)
    except BaseException:
        _replace(path, kept)
        raise
    _purge(root)
    left = _traces(root, parsed, person, scopes)
    posts = _posts(parsed, person)
    return Withdrawal(
        person=person,
        scopes=taken,
        on=on,
        clock=clock(on, elsewhere=bool(posts)),
        removed=tuple(each for each in before if each not in set(left)),
        left=left,
        posts=posts,
    )


def _person(parsed: Parsed, asked: str) -> Person:
    for matches in (
        lambda person: person.id == asked,
        lambda person: person.name == unicodedata.normalize("NFC", asked),
        lambda person: fold(person.name) == fold(asked),
    ):
        found = [person for person in parsed.people if matches(person)]
        if len(found) > 1:
            raise Failure(f"Có {len(found)} người tên {asked!r}; hãy ghi mã: {', '.join(each.id for each in found)}.")
        if found:
            return found[0]
    known = [*(person.id for person in parsed.people), *(person.name for person in parsed.people)]
    close = nearest(asked, known)
    hint = f" Có phải {close!r} không?" if close else ""
    raise Failure(f"Không có hồ sơ nào trong data/people/ có mã hay tên {asked!r}.{hint}")


def _posts(parsed: Parsed, person: Person) -> tuple[Post, ...]:
    """The posts about the person, and about initiatives that name them as an author."""
    items = {f"guong-sang/{person.id}"} | {
        f"sang-kien/{each.id}" for each in parsed.initiatives for author in each.authors if author.person == person.id
    }
    return tuple(post for post in parsed.posts if post.item in items)


def _traces(root: Path, parsed: Parsed, person: Person, scopes: Sequence[Scope]) -> tuple[Trace, ...]:
    """Where something of the given purposes is in all that was built, sites kept for going back too."""
    says = {name: drawn(root / "build" / name) for name in (_DOCS, _PREVIEW_DOCS)}
    found = [
        Trace(f"{folder.relative_to(root).as_posix()}/{each.path}", each.line, each.kind, each.text)
        for folder in sorted(each for each in (root / "build").iterdir() if each.is_dir())
        for sought, within in _seeks(parsed, person, scopes)
        for each in trace(folder, sought, says[_PREVIEW_DOCS if "preview" in folder.name else _DOCS])
        if each.path.startswith(within)
    ]
    return tuple(sorted(set(found)))


def _purge(root: Path) -> None:
    """Remove what still shows them: sites kept for going back, and the preview, which can be built again."""
    for each in (root / "build").iterdir():
        if each.is_dir() and each.name not in (_DOCS, _SITE):
            shutil.rmtree(each)
    record_of(root / "build" / _PREVIEW_DOCS).unlink(missing_ok=True)


def _seeks(parsed: Parsed, person: Person, scopes: Sequence[Scope]) -> Iterator[tuple[Sought, tuple[str, ...]]]:
    """What to look for, and below which paths, to find what was made for these purposes."""
    others = frozenset(each.name for each in parsed.people if each.id != person.id)
    by_name = "name" in scopes
    portrait = parsed.pictures.get(person.portrait.file) if person.portrait else None
    told = [*(person.story or "").splitlines(), person.quote or ""]
    everywhere = Sought(
        name=person.name if by_name else "",
        id=person.id if by_name else "",
        pictures=(portrait.digest[:_FILE_DIGITS],) if portrait and (by_name or "photo" in scopes) else (),
        also=tuple(_plain(each) for each in told if each.strip()) if by_name or "story" in scopes else (),
        others=others,
    )
    yield everywhere, ("",)
    if "social" in scopes and not by_name:
        yield Sought(name=person.name, id=person.id, others=others), _SHARED


def _plain(text: str) -> str:
    """A paragraph's first words, without marks of Markdown: as they stand on a page."""
    return " ".join(re.findall(r"\w+", text)[:_TELLING_WORDS])


def _recorded(text: str, scopes: Sequence[Scope], on: date) -> str:
    """The file with the withdrawal in it; all else, comments and order too, as it was."""
    newline = "\r\n" if "\r\n" in text else "\n"
    said = f"withdrawn:\n  date: {on.isoformat()}\n  scopes: [{', '.join(scopes)}]\n"
    plain = text.replace("\r\n", "\n")
    plain = plain if plain.endswith("\n") else f"{plain}\n"
    changed = _BLOCK.sub(lambda _found: said, plain, count=1) if _BLOCK.search(plain) else plain + said
    return changed.replace("\n", newline)


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        part.write(content)
    Path(part.name).chmod(path.stat().st_mode)
    Path(part.name).replace(path)


def record(done: Withdrawal) -> str:
    """The record for the file, in Vietnamese: what was taken out, when, and what is left to be done by hand."""
    person, found = done.person, done.clock
    scopes = ", ".join(_SCOPE[each] for each in done.scopes)
    files = sorted({each.path for each in done.removed})
    lines = [
        f"BIÊN BẢN GỠ THÔNG TIN – hồ sơ {person.id}",
        f"Người rút lại đồng ý: {person.name}",
        f"Ngày rút: {day(done.on)}. Rút: {scopes}.",
        f"Hạn trả lời: {day(found.answered_by)} (02 ngày làm việc).",
        f"Hạn làm xong: {day(found.done_by)}; gia hạn một lần thì chậm nhất {day(found.longest)}.",
        "",
        f"Đã ghi vào {person.origin.path} và dựng lại trang. Đã gỡ khỏi {len(files)} tệp:",
        *(f"  {path}" for path in files),
        "",
    ]
    if done.left:
        lines += ["CÒN SÓT, phải xử lý ngay:", *(f"  {each.path}:{each.line}: {each.text}" for each in done.left), ""]
    else:
        lines += ["Đã tìm trong mọi tệp vừa dựng, mọi cách viết: không còn chỗ nào.", ""]
    lines += [
        "Việc còn phải làm bằng tay, máy không với tới:",
        "  [ ] Đưa trang mới lên mạng.",
        *(f"  [ ] Gỡ bài đăng ngày {day(each.date)} trên {each.channel}: {each.url}" for each in done.posts),
        "  [ ] Xin gỡ bản lưu ở Google (Search Console → Removals) và bản xem trước ở Zalo, Facebook.",
        "  [ ] Thu hồi áp phích, giấy ghi nhận, tệp đã gửi qua Zalo, thư điện tử và trang đã nhúng khung.",
        "  [ ] Ảnh sáng kiến có mặt người này (máy không nhận ra mặt người): xem lại từng ảnh.",
        "  [ ] Bản sao lưu và lịch sử Git của thư mục data/ nếu người này yêu cầu xóa cả hồ sơ.",
    ]
    return "\n".join(lines) + "\n"
