"""Bytes to raw values, each with its file:line:column. Knows no domain, guesses nothing, loses nothing.

YAML is composed to nodes and never constructed, so no tag, alias, boolean or sexagesimal surprise can
reach a record. CSV is read by the standard library and not by pandas: pandas fills short rows in
silence, stops at the first long one, and forgets the line a row with a quoted line break began on.
"""

import csv
import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

import yaml

from generator.problems import Location, Problem, Rule
from generator.vietnamese import nearest
from generator.written import Style, Written, quoted

# A record is a page of text; a register of the whole country is a million rows of about 200 bytes.
# Anything larger is a mistake (a photo saved under the wrong name) and would stall the build.
LARGEST_YAML_BYTES = 1_000_000
LARGEST_CSV_BYTES = 400_000_000
LARGEST_IMAGE_BYTES = 40_000_000
LARGEST_IMAGE_PIXELS = 100_000_000

# Mappings and lists in one another; a record needs five. libyaml's binding recurses on the C stack, so a
# file of 50,000 brackets would end the interpreter, not raise.
DEEPEST_YAML = 30

# Controls, bidirectional overrides and marks, soft hyphens and invisible spaces: nobody types them, they
# come with pasted text and make two things that look alike differ. U+0085 is also a line break to YAML.
_STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_STRANGE_SHOWN = 20

_TAG = "tag:yaml.org,2002:"
_STYLES = {
    f"{_TAG}str": Style.TEXT,
    f"{_TAG}int": Style.NUMBER,
    f"{_TAG}float": Style.NUMBER,
    f"{_TAG}bool": Style.FLAG,
    f"{_TAG}timestamp": Style.DATE,
    f"{_TAG}null": Style.NOTHING,
    f"{_TAG}value": Style.TEXT,  # a lone `=`
    f"{_TAG}merge": Style.TEXT,  # a lone `<<`
}


_KNOWN_TAGS = frozenset({*_STYLES, f"{_TAG}map", f"{_TAG}seq"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A YAML sequence."""

    items: tuple["Raw", ...]
    at: Location


@dataclass(frozen=True, slots=True)
class Mapped:
    """A YAML mapping, or a row of a CSV file: values and the places of their keys, in file order.

    The keys of a row are the columns of its file, empty cells too.
    """

    entries: Mapping[str, "Raw"]
    keys: Mapping[str, Location]
    at: Location


Raw = Written | Listed | Mapped


@dataclass(slots=True)
class Folder:
    """A campaign's root, whose folders are read and never left, and the problems met in them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

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
            if entry.name.startswith((".", "~$")) or entry.name in ("Thumbs.db", "desktop.ini"):
                continue
            if entry.is_dir():
                self.report(
                    Location(path),
                    Rule.FILE_UNKNOWN,
                    f"Không dùng thư mục con trong {folder}/, nhưng thấy {quoted(entry.name)}.",
                    f"Chuyển các tệp ra thẳng {folder}/, hoặc xóa thư mục.",
                )
            elif entry.suffix.lower() not in suffixes:
                self.report(
                    Location(path),
                    Rule.FILE_UNKNOWN,
                    f"Cần tệp {' hoặc '.join(suffixes)} trong {folder}/, nhưng thấy {quoted(entry.name)}.",
                    f"Đổi đuôi tệp thành {suffixes[0]}, hoặc chuyển tệp đi nơi khác.",
                )
            else:
                yield path

    def _entries(self, folder: str) -> list[Path]:
        """What is in `folder`, by name; nothing, after saying why, if it cannot be listed."""
        base = self.root / folder
        if not base.exists():
            return []
        try:
            entries = sorted(base.iterdir(), key=lambda each: each.name)
        except OSError:
            self.report(
                Location(folder),
                Rule.FILE_UNREADABLE,
                f"Cần một thư mục {folder}/ mở được, nhưng không mở được.",
                "Kiểm tra xem đó có đúng là thư mục không, và quyền đọc thư mục.",
            )
            return []
        broken = [entry for entry in entries if not _printable(entry.name)]
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
        elif whole.exists() and not whole.is_file():
            self.report(at, Rule.FILE_UNREADABLE, "Cần một tệp, nhưng đây là thư mục.", "Đổi tên hoặc xóa thư mục này.")
        elif (size := whole.stat().st_size) > largest_bytes:
            self.report(
                at,
                Rule.FILE_TOO_LARGE,
                f"Cần tệp không quá {_megabytes(largest_bytes)}, nhưng tệp này nặng {_megabytes(size)}.",
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
        top, _slash, _rest = path.partition("/")
        try:
            whole = self.root / path
            if not any(each.is_symlink() for each in (whole, *whole.parents[: path.count("/")])):
                return True  # as nearly always, and five times faster to see
            return whole.resolve().is_relative_to((self.root / top).resolve())
        except RuntimeError:  # how Python 3.11 says that links lead to one another in a circle
            return False

    def text(self, path: str, largest_bytes: int, *, required: bool = True) -> str | None:
        """The characters of a text file, or None after saying why there are none."""
        content = self.read(path, largest_bytes, required=required)
        if content is None:
            return None
        decoded = self._decode(path, content)
        if decoded is None:
            return None
        found = list(islice(_STRANGE.finditer(decoded), _STRANGE_SHOWN))
        for strange in found:
            self.report_strange(_place(path, decoded, strange.start()), strange.group())
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
            _place(path, before, len(before)),
            Rule.ENCODING,
            f"Cần chữ mã UTF-8 (hoặc Unicode của Excel), nhưng từ đây là mã khác{guess}.",
            "Mở tệp, chọn Lưu thành “CSV UTF-8” (Excel) hoặc mã UTF-8 (trình soạn thảo), kiểm tra dấu rồi lưu lại.",
        )
        return None

    def yaml(self, path: str) -> Raw | None:
        """The one document of a YAML file, or None after saying why there is none."""
        text = self.text(path, LARGEST_YAML_BYTES)
        return None if text is None else _Yaml(path, text, self).document()

    def scalars(self, path: str) -> Mapped | None:
        """The scalars at the top of a YAML file whose other values are another program's, with tags of its own."""
        text = self.text(path, LARGEST_YAML_BYTES, required=False)
        return None if text is None else _Yaml(path, text, self).scalars()

    def page(self, path: str) -> tuple[Raw | None, str, int] | None:
        """Front matter, body, and the line the body begins on, of a Markdown file; None if it cannot be read."""
        text = self.text(path, LARGEST_YAML_BYTES)
        if text is None:
            return None
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        parts = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.DOTALL)
        if not parts:
            self.report(
                Location(path),
                Rule.FIELD_MISSING,
                "Cần phần đầu trang giữa hai dòng ---, nhưng không thấy.",
                'Thêm ở đầu tệp: ---, dòng title: "…", dòng description: "…", rồi ---.',
            )
            return None
        front = _Yaml(path, "\n" + parts.group(1), self).document()
        return front, text[parts.end() :], text.count("\n", 0, parts.end()) + 1

    def csv(self, path: str, known: Sequence[str], needed: Sequence[str], *, required: bool) -> Iterator[Mapped]:
        """The rows of a CSV file as Excel may have saved it; none, after saying why, if it cannot be read.

        Empty cells and empty rows are left out; `known` are the columns there can be, `needed` those
        there must be.
        """
        text = self.text(path, LARGEST_CSV_BYTES, required=required)
        return iter(()) if text is None else _Csv(path, known, needed, self).rows(text)

    def images(self, paths: Sequence[str]) -> list[tuple[int, int, str] | None]:
        """Width and height in pixels (as shown: EXIF orientation applied) and digest of whole images, or None.

        In the order of `paths`. Decoding releases the interpreter lock, so threads share the work.
        """
        with warnings.catch_warnings(), ThreadPoolExecutor() as pool:  # the filters are global: set them once
            warnings.simplefilter("ignore")  # Pillow warns of odd EXIF data in pictures that are whole
            return list(pool.map(self._image, paths))

    def _image(self, path: str) -> tuple[int, int, str] | None:
        content = self.read(path, LARGEST_IMAGE_BYTES)
        if content is None:
            return None
        size = _image_size(content)
        if size is None:
            self.report(
                Location(path),
                Rule.IMAGE,
                "Cần một ảnh JPEG, PNG hoặc WebP nguyên vẹn, nhưng tệp hỏng, bị cắt cụt hoặc không phải ảnh.",
                "Xuất lại ảnh từ máy ảnh hay điện thoại rồi chép đè lên.",
            )
            return None
        return *size, hashlib.sha256(content).hexdigest()


def _image_size(content: bytes) -> tuple[int, int] | None:
    from PIL import Image  # noqa: PLC0415 - costs 60 ms that `--help` need not pay

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > LARGEST_IMAGE_PIXELS:
                return None
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            size = (image.height, image.width) if turned else image.size
            # A JPEG decodes at an eighth: whole, but quick.
            image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None  # Pillow's ways of saying: not a whole image
    return size


class _Yaml:
    """Turns one YAML file into raw values."""

    def __init__(self, path: str, text: str, folder: Folder) -> None:
        self.path, self.folder = path, folder
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")
        self.seen: set[int] = set()

    def document(self) -> Raw | None:
        node = self._node()
        return None if node is None else self._raw(node)

    def scalars(self) -> Mapped | None:
        node = self._node()
        if not isinstance(node, yaml.MappingNode):
            return None
        plain = [(k, v) for k, v in node.value if isinstance(v, yaml.ScalarNode) and v.tag in _STYLES]
        return self._mapped(yaml.MappingNode(node.tag, plain), self._at(node.start_mark))

    def _node(self) -> yaml.Node | None:
        """The whole document, or None after saying why there is none."""
        try:
            if (deep := self._deepest()) is not None:
                self._report(
                    deep,
                    Rule.YAML_SYNTAX,
                    "Các tầng lồng nhau quá sâu.",
                    "So lại với mẫu trong data/README.md.",
                )
                return None
            node = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            return None
        if node is None:
            self._report(
                Location(self.path),
                Rule.FILE_EMPTY,
                "Cần có nội dung, nhưng tệp chỉ có ghi chú.",
                "Điền nội dung theo mẫu trong data/README.md, hoặc xóa tệp.",
            )
        return node

    def _deepest(self) -> Location | None:
        """Where the document first nests deeper than it may, or None.

        A level of a block needs a column more at the start of some line, a level of `[` or `{` its sign, and
        each may hold a mapping of one pair: only a text with many of these is worth a pass of its own.
        """
        starts = max(map(len, re.findall(r"^[ \-?:]*", self.text, re.MULTILINE)))
        if 2 * (starts + 1 + self.text.count("[") + self.text.count("{")) <= DEEPEST_YAML:
            return None
        depth = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST_YAML and event.start_mark:
                    return Location(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        return None

    def _report(self, at: Location, rule: Rule, message: str, hint: str) -> None:
        self.folder.report(at, rule, message, hint)

    def _at(self, mark: yaml.Mark) -> Location:
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _raw(self, node: yaml.Node) -> Raw:
        at = self._at(node.start_mark)
        if id(node) in self.seen:  # an alias; its anchor was reported
            return Written("", Style.NOTHING, at)
        self.seen.add(id(node))
        sign = self._sign(node.start_mark)
        if sign == "&":
            self._report(
                at,
                Rule.ALIAS,
                "Không dùng bí danh YAML (& và *) trong dữ liệu.",
                "Viết lại nội dung ở cả hai chỗ; chữ bắt đầu bằng & hoặc * thì đặt trong dấu nháy kép.",
            )
        if sign == "!" or node.tag not in _KNOWN_TAGS:
            tag = re.match(r"\S*", self.lines[node.start_mark.line][node.start_mark.column :])
            self._report(
                at,
                Rule.YAML_SYNTAX,
                f"Không dùng thẻ YAML {quoted(tag.group() if tag else node.tag)}.",
                "Bỏ phần bắt đầu bằng dấu chấm than, hoặc đặt cả giá trị trong dấu nháy kép.",
            )
            return Written("", Style.NOTHING, at)
        if isinstance(node, yaml.ScalarNode):
            return self._written(node, at)
        if isinstance(node, yaml.MappingNode):
            return self._mapped(node, at)
        return Listed(tuple(self._raw(item) for item in node.value), at)

    def _written(self, node: yaml.ScalarNode, at: Location) -> Written:
        self._check_comment(node)
        text = unicodedata.normalize("NFC", node.value)
        if node.style == '"' and (strange := _STRANGE.search(text)):  # it stands as an escape: "\\u200b"
            self.folder.report_strange(at, strange.group())
        return Written(text, _STYLES[node.tag], at)

    def _sign(self, mark: yaml.Mark) -> str:
        """The character at `mark`; nothing at the end of a line."""
        line: int = mark.line
        return self.lines[line][mark.column : mark.column + 1] if line < len(self.lines) else ""

    def _mapped(self, node: yaml.MappingNode, at: Location) -> Mapped:
        entries: dict[str, Raw] = {}
        keys: dict[str, Location] = {}
        for key_node, value_node in node.value:
            key_at = self._at(key_node.start_mark)
            value = self._raw(value_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_at, Rule.YAML_SYNTAX, "Cần tên trường ở đây.", "Viết dạng ten_truong: giá trị.")
            elif key_node.value in entries:
                self._report(
                    key_at,
                    Rule.DUPLICATE_KEY,
                    f"Trường {quoted(key_node.value)} đã có ở dòng {keys[key_node.value].line}.",
                    "Giữ một trong hai và xóa dòng kia.",
                )
            else:
                entries[key_node.value], keys[key_node.value] = value, key_at
        return Mapped(entries, keys, at)

    def _check_comment(self, node: yaml.ScalarNode) -> None:
        """Text such as `Tổ #3` loses what follows the sign, in silence: say so."""
        if node.style or node.end_mark.line >= len(self.lines):
            return
        rest = self.lines[node.end_mark.line][node.end_mark.column :]
        if rest and (lost := re.match(r"\s*(#\S.*)", rest)):
            self._report(
                Location(self.path, node.end_mark.line + 1, node.end_mark.column + lost.start(1) + 1),
                Rule.SWALLOWED_COMMENT,
                f"YAML coi {quoted(lost.group(1))} là ghi chú và bỏ đi.",
                "Đặt cả giá trị trong dấu nháy kép; nếu đúng là ghi chú, thêm một dấu cách sau dấu #.",
            )

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem, context = error.problem or "", error.context or ""
        _found, _within, use_context, message, hint = next(
            row for row in _SYNTAX if row[0] in problem and row[1] in context
        )
        mark = (use_context and error.context_mark) or error.problem_mark or error.context_mark
        at = self._at(mark) if mark else Location(self.path)
        last = max(number for number, line in enumerate(self.lines, start=1) if line.strip())
        if at.line > last:  # what is missing is missing at the end of the text
            at = Location(self.path, last, len(self.lines[last - 1]) + 1)
        line = self.lines[at.line - 1]
        self._report(
            at, Rule.YAML_SYNTAX, f"{message} Dòng đang là: {quoted(line)}." if line.strip() else message, hint
        )


# What libyaml says, and (when it matters) in which context; whether the context's place is the better
# one; what to tell an editor, and the edit. The first match counts; the last row matches everything.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "",
        False,
        "Dấu hai chấm có dấu cách theo sau làm YAML tưởng có thêm một trường.",
        "Đặt cả giá trị trong dấu nháy kép; nếu đúng là trường mới, xem lại thụt lề.",
    ),
    (
        "found character that cannot start any token",
        "",
        False,
        "Có ký tự không bắt đầu được giá trị: phím Tab, @, ` hoặc %.",
        "Thay Tab bằng hai dấu cách; giá trị bắt đầu bằng ký tự lạ thì đặt trong dấu nháy kép.",
    ),
    (
        "found a tab character",
        "",
        False,
        "Có phím Tab ở đầu dòng.",
        "Thay mỗi Tab bằng hai dấu cách.",
    ),
    (
        "found unexpected end of stream",
        "quoted scalar",
        True,
        "Dấu nháy mở ở đây mà không đóng.",
        "Thêm dấu nháy đóng ở cuối giá trị.",
    ),
    (
        "did not find expected key",
        "",
        False,
        "Cần tên trường ở đây; thường là thụt lề lệch, hoặc có dấu nháy kép ở giữa câu.",
        'Cho dòng này thẳng hàng với trường cùng cấp; dấu nháy kép trong câu thì viết \\".',
    ),
    (
        "could not find expected ':'",
        "",
        True,
        "Thiếu dấu hai chấm sau tên trường, hoặc đoạn văn chưa thụt vào.",
        "Viết dạng ten_truong: giá trị; đoạn văn nhiều dòng thì viết ten_truong: | và thụt vào hai dấu cách.",
    ),
    (
        "did not find expected '-' indicator",
        "",
        False,
        "Cần một mục bắt đầu bằng dấu gạch ngang ở đây.",
        "Cho các mục của danh sách thẳng hàng, mỗi mục bắt đầu bằng “- ”.",
    ),
    (
        "block sequence entries are not allowed",
        "",
        False,
        "Danh sách không đứng được ở đây.",
        "Xuống dòng sau dấu hai chấm rồi mới viết “- ”.",
    ),
    (
        "did not find expected ',' or",
        "",
        True,
        "Ngoặc vuông hoặc ngoặc nhọn mở ở đây mà không đóng đúng.",
        "Đóng ngoặc, hoặc đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "did not find expected node content",
        "flow",
        False,
        "Ngoặc vuông hoặc ngoặc nhọn mở mà không đóng đúng.",
        "Đóng ngoặc, hoặc đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "found unknown escape character",
        "",
        False,
        "Dấu gạch chéo ngược trong dấu nháy kép phải viết đôi.",
        "Viết \\\\ thay cho \\, hoặc dùng dấu nháy đơn.",
    ),
    (
        "found undefined alias",
        "",
        False,
        "Dấu * ở đầu giá trị có nghĩa riêng trong YAML.",
        "Đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "",
        True,
        "Dấu & hoặc * ở đầu giá trị có nghĩa riêng trong YAML.",
        "Đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "did not find expected whitespace or line break",
        "tag",
        True,
        "Dấu ! ở đầu giá trị có nghĩa riêng trong YAML.",
        "Đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "did not find expected comment or line break",
        "block scalar",
        True,
        "Sau dấu | hoặc > phải xuống dòng.",
        "Xuống dòng rồi thụt đoạn văn vào hai dấu cách, hoặc đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "found duplicate anchor",
        "",
        False,
        "Dấu & ở đầu giá trị có nghĩa riêng trong YAML.",
        "Đặt cả giá trị trong dấu nháy kép.",
    ),
    (
        "but found another document",
        "",
        False,
        "Mỗi tệp chỉ có một tài liệu, nhưng có dấu --- mở tài liệu thứ hai.",
        "Xóa dòng --- và chuyển phần sau sang tệp khác.",
    ),
    (
        "",
        "",
        False,
        "YAML không hiểu dòng này.",
        "Kiểm tra thụt lề, dấu hai chấm và dấu nháy ở dòng này và dòng ngay trên.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Csv:
    """Turns the text of one CSV file into raw rows."""

    path: str
    known: Sequence[str]
    needed: Sequence[str]
    folder: Folder

    def rows(self, text: str) -> Iterator[Mapped]:
        first_line = 1
        if re.match(r"sep=.\r?\n", text, re.IGNORECASE):  # Excel's own note to itself
            _, _, text = text.partition("\n")
            first_line = 2
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, self.known), strict=True)
        header: list[str | None] | None = None
        line = first_line
        try:
            for cells in reader:
                start, line = line, reader.line_num + first_line
                if not any(cell.strip() for cell in cells):
                    continue
                if header is None:
                    header = self._header(start, cells)
                else:
                    yield from self._row(start, header, cells)
            if header is None:
                self.folder.report(
                    Location(self.path),
                    Rule.FILE_EMPTY,
                    "Cần dòng tiêu đề, nhưng mọi dòng đều trống.",
                    f"Điền các tên cột ở dòng đầu: {', '.join(self.known)}.",
                )
        except csv.Error as error:  # a cell over the reader's limit of 131,072 characters is one that never ended
            unclosed = "unexpected end of data" in str(error) or "field limit" in str(error)
            self.folder.report(
                Location(self.path, line),
                Rule.CSV_SYNTAX,
                "Dấu nháy kép mở trong dòng này mà không đóng."
                if unclosed
                else "Dấu nháy kép trong dòng này đặt sai chỗ.",
                'Ô có dấu nháy kép thì viết đôi ("") và bọc cả ô trong dấu nháy kép; hoặc mở bằng Excel và lưu lại.',
            )

    def _header(self, line: int, cells: list[str]) -> list[str | None]:
        """The column names in order; "" for one without a name, None for one that was reported."""
        header: list[str | None] = []
        for column, cell in enumerate(cells, start=1):
            at = Location(self.path, line, column)
            name: str | None = unicodedata.normalize("NFC", cell.strip()).lower()
            if name in header and name:
                self.folder.report(
                    at, Rule.COLUMN_DUPLICATE, f"Cột {quoted(name)} có hai lần.", "Xóa hoặc đổi tên một cột."
                )
                name = None
            elif name and name not in self.known:
                near = nearest(name, self.known)
                self.folder.report(
                    at,
                    Rule.COLUMN_UNKNOWN,
                    f"Cần một trong các cột {', '.join(self.known)}; nhưng thấy {quoted(cell)}.",
                    f"Có phải {near}?" if near else "Xóa cột này, hoặc đổi về tên cột trong data/README.md.",
                )
                name = None
            header.append(name)
        for name in self.needed:
            if name not in header:
                self.folder.report(
                    Location(self.path, line),
                    Rule.COLUMN_MISSING,
                    f"Cần cột {quoted(name)}, nhưng dòng tiêu đề không có.",
                    f"Thêm {name} vào dòng tiêu đề và điền cho mọi dòng.",
                )
        return header

    def _row(self, line: int, header: list[str | None], cells: list[str]) -> Iterable[Mapped]:
        entries: dict[str, Raw] = {}
        keys: dict[str, Location] = {}
        for column, (name, cell) in enumerate(zip_longest(header, cells, fillvalue=""), start=1):
            at, text = Location(self.path, line, column), unicodedata.normalize("NFC", (cell or "").strip())
            if name:
                keys[name] = at
            if not text:
                continue
            if name:
                entries[name] = Written(text, Style.CELL, at)
            elif name is not None:
                self.folder.report(
                    at,
                    Rule.CSV_SYNTAX,
                    f"Ô thứ {column} của dòng này còn chữ {quoted(text)}, nhưng dòng tiêu đề không có cột ấy.",
                    "Ô có dấu phân cách bên trong thì bọc trong dấu nháy kép; ô thừa thì xóa.",
                )
        return (Mapped(entries, keys, Location(self.path, line)),) if entries else ()


def _delimiter(text: str, known: Sequence[str]) -> str:
    """The separator under which the first line names the most known columns."""
    found = re.search(r"\S[^\r\n]*", text)
    first = found.group() if found else ""

    def named(delimiter: str) -> int:
        return len({cell.strip().strip('"').strip().lower() for cell in first.split(delimiter)} & set(known))

    return max((",", ";", "\t"), key=named)


def _place(path: str, text: str, index: int) -> Location:
    """The place of the character at `index`; in a CSV file, of its cell."""
    ends = [end.end() for end in re.finditer(r"\r\n|\n|\r", text[:index])]
    before = text[ends[-1] if ends else 0 : index]
    if path.endswith(".csv"):
        first = text[: ends[0] if ends else index]
        before = re.sub(r'"[^"]*("|$)', "", before)
        return Location(path, len(ends) + 1, before.count(max(",;\t", key=first.count)) + 1)
    return Location(path, len(ends) + 1, len(before) + 1)


def _legacy(content: bytes) -> str:
    """The beginning of `content`, to the end of its line, read as Windows wrote Vietnamese before Unicode."""
    line = re.split(rb"[\r\n]", content[:40])[0]
    return unicodedata.normalize("NFC", line.decode("cp1258", "replace"))


def _printable(name: str) -> bool:
    """Whether a file's name is text: a name in a legacy encoding cannot be shown, nor one with a line break."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.isprintable()


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",") + " MB"
