"""Bytes and characters of a campaign's files: read within its folder, within bounds, in UTF-8, or reported."""

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate, islice
from operator import attrgetter
from pathlib import Path
from stat import S_ISREG

from generator.load.raw import place_of
from generator.problems import Location, Problem, Rule
from generator.vietnamese import nearest
from generator.written import quoted

_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u27bf\u2934-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_JOINED = rf"(?<![{_EMOJI}]\ufe0f)(?<![{_EMOJI}\ufe0f]\u200d(?=[{_EMOJI}]))(?<![0-9#*]\ufe0f(?=\u20e3))"
"""Behind a character that does not make one picture of several, or a picture of a sign: "👨‍🌾", "❤️", "1️⃣"."""

# Controls, bidirectional overrides and marks, soft hyphens, fillers, invisible spaces, signs and tags, variants of
# letters, private letters: nobody types them, they come with pasted text and make two things that look alike differ.
# U+0085 is also a line break to YAML. Source: Unicode, general categories Cc, Cf, Co and Default_Ignorable_Code_Point.
STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    + _JOINED
)
_STRANGE_SHOWN = 20


@dataclass(slots=True)
class Files:
    """A campaign's root, whose folders are read and never left, and the problems met in them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the bytes of each text that was read, by its path."""

    def report(self, at: Location, rule: Rule, message: str, hint: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(at=at, rule=rule, message=message, hint=hint))

    def report_strange(self, at: Location, character: str) -> None:
        """Add the problem of a character that nobody sees."""
        self.report(
            at,
            Rule.CONTROL_CHARACTER,
            f"Có một ký tự ẩn (U+{ord(character):04X}), thường do chép từ nơi khác sang.",
            "Xóa ký tự đó, hoặc gõ lại chữ ở chỗ này.",
        )

    def files(self, folder: str, suffixes: Sequence[str]) -> Iterator[str]:
        """The paths of the visible files of `folder` with one of `suffixes`, sorted; others are problems."""
        for entry in self._entries(folder):
            path = f"{folder}/{entry.name}"
            if (
                not entry.is_file(follow_symlinks=False) and Path(entry.path).is_dir()
            ):  # the first is known of all at once
                self.report(
                    Location(path),
                    Rule.FILE_UNKNOWN,
                    f"Không dùng thư mục con trong {folder}/, nhưng thấy {quoted(entry.name)}.",
                    f"Chuyển các tệp ra thẳng {folder}/, hoặc xóa thư mục.",
                )
            elif os.path.splitext(entry.name)[1].lower() not in suffixes:  # noqa: PTH122 - of thousands of files
                self.report(
                    Location(path),
                    Rule.FILE_UNKNOWN,
                    f"Cần tệp {' hoặc '.join(suffixes)} trong {folder}/, nhưng thấy {quoted(entry.name)}.",
                    f"Đổi đuôi tệp thành {suffixes[0]}, hoặc chuyển tệp đi nơi khác.",
                )
            else:
                yield path

    def expect(self, folder: str, names: Collection[str]) -> None:
        """Report what is in `folder` under a name that nobody reads."""
        for entry in self._entries(folder):
            if entry.name not in names:
                near = nearest(entry.name, names)
                self.report(
                    Location(f"{folder}/{entry.name}"),
                    Rule.FILE_UNKNOWN,
                    f"Không đọc {quoted(entry.name)} trong {folder}/; chỉ đọc {', '.join(sorted(names))}.",
                    f"Có phải {near}?" if near else "Đổi tên cho đúng, hoặc chuyển đi nơi khác.",
                )

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What is visible in `folder`, by name; nothing, after saying why, if it cannot be listed."""
        base = self.root / folder
        if not base.exists():
            return []
        try:
            with os.scandir(base) as found:
                entries = sorted((each for each in found if not _hidden(each.name)), key=attrgetter("name"))
        except OSError:
            self.report(
                Location(folder),
                Rule.FILE_UNREADABLE,
                f"Cần một thư mục {folder}/ mở được, nhưng không mở được.",
                "Kiểm tra xem đó có đúng là thư mục không, và quyền đọc thư mục.",
            )
            return []
        broken = {entry for entry in entries if not _printable(entry.name)}
        for entry in broken:
            name = entry.name.encode("utf-8", "replace").decode()
            self.report(
                Location(folder),
                Rule.FILE_UNKNOWN,
                f"Tên tệp {quoted(name)} trong {folder}/ có ký tự hỏng.",
                "Đổi tên tệp, chỉ dùng chữ, số và gạch nối.",
            )
        return [entry for entry in entries if entry not in broken]

    def read(self, path: str, largest_bytes: int, *, required: bool = True) -> bytes | None:
        """The bytes of a file, or None after saying why there are none."""
        whole, at = self.root / path, Location(path)
        if not whole.exists() and not whole.is_symlink():
            if required:
                self.report(at, Rule.FILE_MISSING, f"Cần tệp {path}, nhưng không thấy.", f"Tạo tệp {path}.")
            return None
        try:
            content = self._within(path, whole, largest_bytes)
        except OSError as error:
            self.report(
                at,
                Rule.FILE_UNREADABLE,
                f"Cần đọc được tệp, nhưng máy báo: {error.strerror}.",
                "Đóng tệp trong chương trình khác, kiểm tra quyền đọc rồi thử lại.",
            )
            return None
        if content is not None and not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"):
            self._empty(path)
            return None
        return content

    def _within(self, path: str, whole: Path, largest_bytes: int) -> bytes | None:
        """The bytes of a file that lies in the campaign and is no larger than it may be."""
        at = Location(path)
        if not self._contains(path):
            self.report(
                at,
                Rule.FILE_OUTSIDE,
                f"Cần một tệp nằm trong thư mục chiến dịch, nhưng {quoted(path)} dẫn ra ngoài.",
                "Chép hẳn tệp vào thư mục, không dùng liên kết.",
            )
        elif not S_ISREG((status := whole.stat()).st_mode):
            self.report(at, Rule.FILE_UNREADABLE, "Cần một tệp, nhưng đây là thư mục.", "Đổi tên hoặc xóa thư mục này.")
        elif status.st_size > largest_bytes:
            self.report(
                at,
                Rule.FILE_TOO_LARGE,
                f"Cần tệp không quá {_megabytes(largest_bytes)}, nhưng tệp này nặng {_megabytes(status.st_size)}.",
                "Kiểm tra xem có lưu nhầm tệp không; ảnh thì thu nhỏ, bảng thì tách bớt.",
            )
        else:
            return whole.read_bytes()
        return None

    def _empty(self, path: str) -> None:
        self.report(
            Location(path),
            Rule.FILE_EMPTY,
            "Cần có nội dung, nhưng tệp trống.",
            "Điền nội dung theo mẫu trong data/README.md, hoặc xóa tệp.",
        )

    def _contains(self, path: str) -> bool:
        """Whether `path`, its links followed, stays in the folder of the campaign it starts in."""
        top, slash, _rest = path.partition("/")
        steps = accumulate(path.split("/"), "{}/{}".format)
        try:
            if not any(os.path.islink(f"{self.root}/{step}") for step in steps):  # noqa: PTH114 - asked of thousands of files
                return True  # as nearly always, and ten times faster to see
            return (self.root / path).resolve().is_relative_to((self.root / top if slash else self.root).resolve())
        except RuntimeError:  # how Python 3.11 says that links lead to one another in a circle
            return False

    def text(self, path: str, largest_bytes: int, *, required: bool = True) -> str | None:
        """The characters of a text file, or None after saying why there are none."""
        content = self.read(path, largest_bytes, required=required)
        if content is None:
            return None
        self.digests[path] = sha256(content).hexdigest()
        decoded = self._decode(path, content)
        if decoded is None:
            return None
        found = list(islice(STRANGE.finditer(decoded), _STRANGE_SHOWN))
        for strange in found:
            self.report_strange(place_of(path, decoded, strange.start()), strange.group())
        return None if found else decoded

    def _decode(self, path: str, content: bytes) -> str | None:
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        unmarked = not wide and content[:2].count(0) == 1  # UTF-16 without its mark: every other byte is a zero
        encoding = "utf-16" if wide else "utf-8"
        content = content.removeprefix(b"\xef\xbb\xbf")
        try:
            decoded, broken = content.decode(encoding), 0
        except UnicodeDecodeError as error:
            decoded, broken = None, error.start
        if decoded is not None and not unmarked:
            return decoded
        if unmarked:
            before, guess = "", " (UTF-16 thiếu dấu nhận biết)"
        else:
            before = content[:broken].decode(encoding, "replace")
            guess = "" if wide else f"; có thể là {quoted(_legacy(content[broken:]))}"
        self.report(
            place_of(path, before, len(before)),
            Rule.ENCODING,
            f"Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác{guess}.",
            "Mở tệp, chọn Lưu thành “CSV UTF-8” (Excel) hoặc mã UTF-8 (trình soạn thảo), kiểm tra dấu rồi lưu lại.",
        )
        return None


def _legacy(content: bytes) -> str:
    """The beginning of `content`, to the end of its line, read as Windows wrote Vietnamese before Unicode."""
    line = re.split(rb"[\r\n]", content[:40])[0]
    return unicodedata.normalize("NFC", line.decode("cp1258", "replace"))


def _hidden(name: str) -> bool:
    """Whether it is a computer's own: hidden files, Excel's locks, thumbnails."""
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini")


def _printable(name: str) -> bool:
    """Whether a file's name is text: a name in a legacy encoding cannot be shown, nor one with a line break."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.isprintable()


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",") + " MB"
