"""Taking someone out of what was published: recorded in the data, rebuilt, and proved.

*Source* of the days: Law on Personal Data Protection (Luật Bảo vệ dữ liệu cá nhân, 2025, in force since 2026-01-01):
a withdrawal is answered within 2 working days and done within 15 days, 20 where others hold copies, and may be
put off once by at most 15. Public holidays are not known here: the counted days are at most as many as the law gives.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from glob import escape
from pathlib import Path

from generator import publish
from generator.amendment import amended
from generator.inventory import Inventory, record_of
from generator.mentions import Sought
from generator.model import SCOPES, Person, Post, Scope, Withdrawn
from generator.names import flat, pattern, spelled, words
from generator.parse import Parsed, parse
from generator.problems import Failure
from generator.publish import Tell
from generator.readings import forget
from generator.rules.consents import untimely
from generator.trace import Trace, drawn, trace
from generator.vietnamese import day, fold, nearest

ANSWER_WORKING_DAYS = 2
DONE_DAYS, DONE_DAYS_ELSEWHERE, LONGER_DAYS = 15, 20, 15
_WORKING_DAYS = 5
_BUILD, _DOCS, _SITE, _PREVIEW, _PREVIEW_DOCS = "build", "docs", "site", "preview", "preview-docs"
_MADE_AGAIN = (_PREVIEW, _PREVIEW_DOCS, "luu-tru")  # the last one holds archives
_TELLING_WORDS = 12  # enough words of a sentence to know it by
_FEWEST_WORDS = 5  # fewer are said by anyone
_SCOPE = {"name": "nêu tên", "photo": "đăng ảnh", "story": "kể câu chuyện", "social": "chia sẻ trên mạng xã hội"}
_FILE_DIGITS = 16  # of a picture's digest, in the names of its files
_NOT_AGAIN = "trang khác"  # the kind of a trace: a site in another folder, of which only this is known

# Where things stand that are made for social networks, or that leave the site.
_SHARED = ("chia-se/", "nhung/", "in/", "anh/chia-se/", "feed.", "lich.ics", "api/", "du-lieu/")


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
    """What was taken out, and what is left to be done by hand.

    `scopes` were withdrawn `on` that day, `earlier` are those of other days. `left` must be empty. `unsure` are places with a name that someone else has too, who may be named: `namesakes`, by id.
    `sites` are the folders of the sites that were built anew, `purged` the copies and caches that were removed, both
    relative to the campaign's root where they are in it.
    """

    person: Person
    scopes: tuple[Scope, ...]
    on: date
    earlier: tuple[Withdrawn, ...]
    clock: Clock
    removed: tuple[Trace, ...]
    left: tuple[Trace, ...]
    posts: tuple[Post, ...]
    sites: tuple[str, ...]
    purged: tuple[str, ...]
    namesakes: tuple[str, ...] = ()
    unsure: tuple[Trace, ...] = ()


def clock(on: date, *, elsewhere: bool) -> Clock:
    """The days that the law gives from `on`; `elsewhere` says whether others hold copies."""
    answered, left = on, ANSWER_WORKING_DAYS
    while left:
        answered += timedelta(days=1)
        left -= answered.weekday() < _WORKING_DAYS
    done = on + timedelta(days=DONE_DAYS_ELSEWHERE if elsewhere else DONE_DAYS)
    return Clock(answered_by=answered, done_by=done, longest=done + timedelta(days=LONGER_DAYS))


def find(root: Path, asked: str, sites: Iterable[Path] = (), tell: Tell = publish.silent) -> Appearance:
    """Where the person with this id or name appears in the campaign's build/ folder, in `sites` and elsewhere.

    Raises Failure when there is no such person, nothing was built yet, or one of `sites` is no site of ours.
    """
    root = root.resolve()
    parsed = parse(root)
    person = _person(parsed, asked)
    if not (root / _BUILD).is_dir():
        raise Failure("Chưa dựng trang nào ở đây; hãy chạy sangkien build trước.")
    traces = _Search(root, _sites(root, sites), parsed, person, SCOPES, None, tell).traces()
    return Appearance(person=person, traces=traces, posts=_posts(parsed, person, traces))


def withdraw(
    root: Path,
    asked: str,
    scopes: Sequence[Scope],
    on: date,
    today: date | None,
    tell: Tell = publish.silent,
    sites: Iterable[Path] = (),
) -> Withdrawal:
    """Record that the person took back `scopes` on a day, build anew, and look whether anything is left.

    Built anew is the campaign's own site, and each of `sites`, published to folders elsewhere. Raises Failure when there is
    no such person, one of `sites` is no site of ours, copies lie behind a link, the file of the person cannot be changed by machine, or the build
    fails, or the day cannot be right, DataRefused when other texts still name them; the data is then as it was, but for one case: once a site was
    published without them, their file keeps saying so.
    """
    root = root.resolve()
    _person(parse(root), asked)  # a folder that is no campaign's gets no lock
    with publish.alone(root):  # to the end: what another build made of the old data would outlive the proof
        return _withdraw(root, asked, scopes, on, today, tell, sites)


def _withdraw(
    root: Path,
    asked: str,
    scopes: Sequence[Scope],
    on: date,
    today: date | None,
    tell: Tell,
    sites: Iterable[Path],
) -> Withdrawal:
    parsed = parse(root)
    person = _person(parsed, asked)
    places = _sites(root, sites)
    recorded = {scope: person.withdrawn_on(scope) for scope in SCOPES if scope in scopes}
    new = tuple(scope for scope, before_on in recorded.items() if before_on is None)
    if wrong := untimely(person, new, on, max(today or date.min, publish.fallback_today())):
        raise Failure(f"--date: {wrong}")
    if linked := [_shown(each, root) for each in _copies(root, places) if each.is_symlink()]:
        raise Failure(
            f"{linked[0]} là liên kết tới nơi khác, nơi có thể có bản cũ của trang. Hãy xem và xóa bản ở đó, bỏ liên kết, rồi rút lại."
        )
    path = root / person.origin.path
    kept = path.read_bytes()
    changed = amended(kept, person.origin.path, new, on)
    if not new:
        on = min(each for each in recorded.values() if each)  # recorded before: the law's days count from then
    search = _Search(root, places, parsed, person, scopes, today, tell)
    before = search.traces() if (root / _BUILD).is_dir() else ()
    notes = _notes(root)
    _replace(path, changed)
    _publish(root, places, today, tell, path, kept)
    built = {publish.note_of(root, each) for each in places}
    old = [each for each, time in _notes(root).items() if notes.get(each) == time and each not in built]
    purged = _purge(root, places, old)
    found = search.traces()
    left, unsure = search.divided(found)
    others = [Trace(_shown(each, root), 0, _NOT_AGAIN, "chưa được dựng lại") for each in sorted(old)]
    posts = _posts(parsed, person, {*before, *found})
    return Withdrawal(
        person=person,
        scopes=new or tuple(recorded),
        on=on,
        earlier=tuple(each for each in person.withdrawn if each.date != on),
        clock=clock(on, elsewhere=bool(posts)),
        removed=tuple(each for each in before if each not in set(found)),
        left=(*(each for each in left if each.path not in {other.path for other in others}), *others),
        posts=posts,
        sites=tuple(_shown(each, root) for each in places),
        purged=tuple(_shown(each, root) for each in purged),
        namesakes=tuple(each.id for each in search.namesakes),
        unsure=unsure,
    )


def _publish(root: Path, places: Sequence[Path], today: date | None, tell: Tell, path: Path, kept: bytes) -> None:
    """Build every site anew; if none was, the file at `path` is as it was: `kept`."""
    done: list[Path] = []
    try:
        for site in places:
            publish.build(root, today, site=site, tell=tell)
            done.append(site)
    except BaseException as error:
        if not done:
            _replace(path, kept)
        elif isinstance(error, Failure):
            waits = ", ".join(_shown(each, root) for each in places[len(done) :])
            raise Failure(f"Đã ghi việc rút và dựng lại một phần; chưa dựng được {waits}: {error}") from error
        raise


def _sites(root: Path, elsewhere: Iterable[Path]) -> tuple[Path, ...]:
    """The campaign's own site, others in its build/ folder, and those elsewhere, which must be sites of ours."""
    own = root / _BUILD / _SITE
    marked = sorted(each.parent for each in (root / _BUILD).glob(f"*/{publish.MARK}"))
    beside = [each for each in marked if not each.name.startswith(".")]  # hidden ones are copies
    found = [own, *beside]
    for each in elsewhere:
        site = each.resolve()
        if not (site / publish.MARK).is_file():
            raise Failure(f"{each} không phải là trang do sangkien dựng (không thấy {publish.MARK}).")
        found.append(site)
    return tuple(dict.fromkeys(found))


def _copies(root: Path, places: Iterable[Path]) -> Iterator[Path]:
    """Everything beside the sites that holds earlier ones, halves of them, caches, previews or archives.

    All of it can be made again, and none can be trusted not to show someone.
    """
    build = root / _BUILD
    for site in places:
        if site.parent != build:  # a folder of somebody's: only what publishing leaves there is touched
            for kind in ("kept", "previous", "staging-*"):
                yield from (each for each in site.parent.glob(f".{escape(site.name)}.{kind}") if each.is_dir())
    for each in build.iterdir():
        if each.is_dir() and (each.name in _MADE_AGAIN or each.name.startswith(".")):
            yield each
        elif each.suffix in (".json", ".part") and each.name.startswith(".") and each != record_of(build / _DOCS):
            yield each  # how a site was made: the next one is then made anew


def _purge(root: Path, places: Iterable[Path], kept: Iterable[Path]) -> list[Path]:
    """Remove the copies but for those `kept`; which there were. That there is a site elsewhere stays known."""
    found = sorted(set(_copies(root, places)) - set(kept))
    elsewhere = set(_notes(root))
    for each in found:
        if each.is_dir():
            shutil.rmtree(each)
        elif each in elsewhere:
            each.write_text("{}\n", encoding="utf-8")
        else:
            each.unlink()
    return [each for each in found if each not in elsewhere]


def _notes(root: Path) -> dict[Path, int]:
    """How sites in folders elsewhere were made, with the time of each: what is not renewed tells of a site that was not."""
    return {each: each.stat().st_mtime_ns for each in (root / _BUILD).glob(f".{_SITE}-*.json")}


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


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


def _posts(parsed: Parsed, person: Person, traces: Iterable[Trace]) -> tuple[Post, ...]:
    """The posts about the person, initiatives that name them as an author, and all whose page or pictures have `traces`."""
    items = {f"guong-sang/{person.id}"} | {
        f"sang-kien/{each.id}" for each in parsed.initiatives for author in each.authors if author.person == person.id
    }
    files = {f"/{each.file}" for each in traces}

    def is_told(item: str) -> bool:
        dashed = item.replace("/", "-")
        made = (f"/{item}/index.", f"/{item}.md", f"/anh/chia-se/{dashed}-", f"/in/{dashed}-")
        return item in items or any(part in file for part in made for file in files)

    return tuple(post for post in parsed.posts if is_told(post.item))


class _Search:
    """Looks for what was made of someone for some purposes, in all that was built."""

    def __init__(
        self,
        root: Path,
        places: Sequence[Path],
        parsed: Parsed,
        person: Person,
        scopes: Sequence[Scope],
        today: date | None,
        tell: Tell = publish.silent,
    ) -> None:
        self.root, self.places, self.person, self.scopes, self.tell = root, places, person, scopes, tell
        frozen = parsed.charter.frozen_on if parsed.charter else None
        self.read_on = today or max(frozen or date.min, publish.fallback_today())
        self.others = [each for each in parsed.people if each.id != person.id]
        self.portrait = parsed.pictures.get(person.portrait.file) if person.portrait else None

    @property
    def namesakes(self) -> list[Person]:
        """Those of the same name who may be named."""
        own = spelled(self.person.name)
        return [each for each in self.others if spelled(each.name) == own and each.agrees_to("name", self.read_on)]

    def traces(self) -> tuple[Trace, ...]:
        """Where something is in the build/ folder and in sites elsewhere, sorted."""
        forget(self.root)  # what was read of data/ names everybody, as data/ does, and is not published either
        build = self.root / _BUILD
        folders = [build, *(each for each in self.places if not each.is_relative_to(build))]
        seeks = list(self._seeks())
        found = [
            each.at(f"{_shown(folder, self.root)}/{each.file}")
            for folder in folders
            if folder.is_dir()
            for sought, is_shared in seeks
            for each in trace(folder, sought, self._drawn(folder), lambda done, whole: self.tell("proof", done, whole))
            if not is_shared or _is_shared(each.path, within=folder == build)
        ]
        return tuple(sorted(set(found)))

    def divided(self, found: Iterable[Trace]) -> tuple[tuple[Trace, ...], tuple[Trace, ...]]:
        """Of what was found, what is theirs, and what may as well be a namesake's."""
        if not self.namesakes:
            return tuple(found), ()
        address = re.compile(rf"(?<![\w-]){re.escape(self.person.id)}(?![\w-])")
        name = pattern([words(self.person.name)])
        own: list[Trace] = []
        unsure: list[Trace] = []
        for each in found:
            is_name = bool(name.search(flat(each.text)))
            (unsure if is_name and not address.search(f"{each.path} {each.text}") else own).append(each)
        return tuple(own), tuple(unsure)

    def _drawn(self, folder: Path) -> Mapping[str, Sequence[str]]:
        """What is drawn into the files of a folder: a site has the pictures and papers of the docs tree it is from."""
        build = self.root / _BUILD
        docs, preview = drawn(build / _DOCS), Inventory.of(build / _PREVIEW_DOCS).says  # a preview is removed
        if folder != build:
            return docs
        sites = [each.relative_to(build).as_posix() for each in self.places if each.is_relative_to(build)]
        told = {f"{name}/{path}": says for name in (_DOCS, *sites) for path, says in docs.items()}
        return told | {f"{name}/{path}": says for name in (_PREVIEW, _PREVIEW_DOCS) for path, says in preview.items()}

    def _seeks(self) -> Iterator[tuple[Sought, bool]]:
        """What to look for, and whether only in what is made for social networks."""
        person, scopes = self.person, self.scopes
        others = frozenset(each.name for each in self.others)
        by_name = "name" in scopes
        told = f"{person.story or ''}\n{person.quote or ''}" if by_name or "story" in scopes else ""
        turned = [person.sort_name] if by_name and person.sort_name and " " in person.sort_name else []
        yield (
            Sought(
                name=person.name if by_name else "",
                id=person.id if by_name else "",
                pictures=(self.portrait.digest[:_FILE_DIGITS],)
                if self.portrait and (by_name or "photo" in scopes)
                else (),
                also=(*_sentences(told), *turned),
                others=others,
            ),
            False,
        )
        if "social" in scopes and not by_name:
            yield Sought(name=person.name, id=person.id, others=others), True


def _is_shared(path: str, *, within: bool) -> bool:
    """Whether a path of a site, or `within` the build folder, is of something made for social networks."""
    return (path.partition("/")[2] if within else path).startswith(_SHARED)


def _sentences(text: str) -> Iterator[str]:
    """The first words of each sentence that is somebody's own, without marks of Markdown: as they stand on a page."""
    for sentence in re.split(r"(?<=[.!?…])\s+|\n", text):
        said = re.findall(r"\w+", sentence)
        if len(said) >= _FEWEST_WORDS:
            yield " ".join(said[:_TELLING_WORDS])


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            part.write(content)
        except BaseException:
            Path(part.name).unlink()
            raise
    Path(part.name).chmod(path.stat().st_mode)
    Path(part.name).replace(path)


def spare(path: Path, root: Path, sites: Iterable[Path] = ()) -> None:
    """Refuse to write a record, which names the person, into the data or where a site is; raises Failure."""
    there, root = path.resolve(), root.resolve()
    refused = [root / _BUILD, root / "data", root / "content", root / "overrides", *(each.resolve() for each in sites)]
    if any(there.is_relative_to(each) for each in refused):
        raise Failure(f"Không ghi biên bản vào {path}: biên bản có tên người này, phải ở ngoài trang và dữ liệu.")


def keep_record(said: str, path: Path) -> None:
    """Write the record to a file; raises Failure when it cannot be written."""
    try:
        path.write_text(said, encoding="utf-8")
    except OSError as error:
        raise Failure(f"Không ghi được biên bản vào {path} ({error.strerror}).") from error


def record(done: Withdrawal) -> str:
    """The record for the file, in Vietnamese: what was taken out, when, and what is left to be done by hand."""
    person, found = done.person, done.clock
    scopes = ", ".join(_SCOPE[each] for each in done.scopes)
    files = sorted({each.path for each in done.removed})
    lines = [
        f"BIÊN BẢN GỠ THÔNG TIN – hồ sơ {person.id}",
        f"Người rút lại đồng ý: {person.name}",
        f"Ngày rút: {day(done.on)}. Rút: {scopes}.",
        *(
            f"Đã rút ngày {day(each.date)}: {', '.join(_SCOPE[scope] for scope in each.scopes)}."
            for each in done.earlier
        ),
        f"Hạn trả lời: {day(found.answered_by)} (02 ngày làm việc).",
        f"Hạn làm xong: {day(found.done_by)}; gia hạn một lần thì chậm nhất {day(found.longest)}.",
        "",
        f"Đã ghi vào {person.origin.path} và dựng lại {', '.join(done.sites)}. Đã gỡ khỏi {len(files)} tệp:",
        *(f"  {path}" for path in files),
        "",
    ]
    if done.purged:
        lines += [
            "Đã xóa bản cũ, bản xem trước, bản lưu trữ và bộ nhớ đệm:",
            *(f"  {path}" for path in done.purged),
            "",
        ]
    if done.left:
        lines += [
            "CÒN SÓT, phải xử lý ngay:",
            *(f"  {each.path}:{each.line}: [{each.kind}] {each.text}" for each in done.left),
            *(
                [
                    "  Trang này còn được dựng ra một thư mục khác: chạy lại lệnh với --site-dir THƯ-MỤC-ẤY;",
                    "  nếu thư mục ấy không còn ở đâu nữa thì xóa tệp vừa nêu.",
                ]
                if any(each.kind == _NOT_AGAIN for each in done.left)
                else []
            ),
            "",
        ]
    else:
        lines += ["Đã tìm trong mọi tệp của những nơi trên, mọi cách viết: không còn chỗ nào.", ""]
    if done.unsure:
        lines += [
            f"Trùng tên với hồ sơ {', '.join(done.namesakes)}, đang được nêu tên. Máy không phân biệt được; xem bằng mắt:",
            *(f"  {each.path}:{each.line}: {each.text}" for each in done.unsure),
            "",
        ]
    lines += [
        "Việc còn phải làm bằng tay, máy không với tới:",
        "  [ ] Đưa trang mới lên mọi nơi đã đưa (sangkien deploy không nhớ những nơi ấy); xóa bản cũ ở máy chủ web (releases/).",
        "  [ ] Đã dùng deploy --branch: ở mọi máy từng đưa lên, chạy git update-ref -d refs/sangkien/deployed, rồi",
        "      git reflog expire --expire=now --all và git gc --prune=now; ở nơi chứa kho, bản cũ vẫn mở được bằng mã",
        "      của nó: xin nơi ấy xóa hẳn (GitHub: Support → remove cached views), nhất là khi đã dùng --history.",
        *(f"  [ ] Gỡ bài đăng ngày {day(each.date)} trên {each.channel}: {each.url}" for each in done.posts),
        "  [ ] Xin gỡ bản lưu ở Google (Search Console → Removals) và bản xem trước ở Zalo, Facebook.",
        "  [ ] Làm lại bản lưu (sangkien archive), nếu đã làm, rồi thay ở mọi nơi đã chép hay gửi.",
        "  [ ] Thu hồi áp phích, giấy ghi nhận, tệp đã gửi qua Zalo, thư điện tử và trang đã nhúng khung.",
        "  [ ] Ảnh sáng kiến có mặt người này (máy không nhận ra mặt người): xem lại từng ảnh.",
        "  [ ] Bản sao lưu và lịch sử Git của thư mục data/ nếu người này yêu cầu xóa cả hồ sơ.",
        "  [ ] Biên bản này có tên người rút: chỉ lưu trong hồ sơ, không đăng.",
    ]
    return "\n".join(lines) + "\n"
