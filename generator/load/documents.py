"""YAML, composed to nodes and never constructed: no tag, alias, boolean or sexagesimal surprise can reach a record."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

import yaml

from generator.load.files import STRANGE, Files
from generator.load.raw import Listed, Mapped, Raw
from generator.problems import Location, Rule
from generator.written import Style, Written, quoted

# Mappings and lists in one another; a record needs five. libyaml's binding recurses on the C stack, so a
# file of 50,000 brackets would end the interpreter, not raise.
DEEPEST_YAML = 30

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


class Document:
    """One YAML file, to be turned into raw values; what is wrong with it is reported to `folder`."""

    def __init__(self, path: str, text: str, folder: Files) -> None:
        """Take the characters of the file at `path`, which begins with its first line."""
        self.path, self.folder = path, folder
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")
        self.has_signs = "#" in text
        self.seen: set[int] = set()

    def document(self) -> Raw | None:
        """The whole document, or None after saying why there is none."""
        node = self._node()
        return None if node is None else self._raw(node)

    def scalars(self) -> Mapped | None:
        """The scalars at the top, leaving everything else and its tags alone."""
        node = self._node()
        if not isinstance(node, yaml.MappingNode):
            return None
        plain = [(k, v) for k, v in node.value if isinstance(v, yaml.ScalarNode) and v.tag in _STYLES]
        return self._mapped(yaml.MappingNode(node.tag, plain), self._at(node.start_mark))

    def scalars_below(self, key: str) -> tuple[Written, ...]:
        """The texts anywhere below a key of the top, keys among them, in file order."""
        node = self._node()
        tops = node.value if isinstance(node, yaml.MappingNode) else []
        return tuple(each for name, below in tops if name.value == key for each in self._texts(below))

    def _texts(self, node: yaml.Node) -> Iterator[Written]:
        if isinstance(node, yaml.ScalarNode):
            yield Written(unicodedata.normalize("NFC", node.value), Style.TEXT, self._at(node.start_mark))
        elif id(node) in self.seen:  # it would be told once more each time, and in a circle for ever
            self._report_alias(self._at(node.start_mark))
        elif isinstance(node, yaml.SequenceNode):
            self.seen.add(id(node))
            for item in node.value:
                yield from self._texts(item)
        elif isinstance(node, yaml.MappingNode):
            self.seen.add(id(node))
            for pair in node.value:
                for each in pair:
                    yield from self._texts(each)

    def names(self) -> Mapping[str, tuple[Written, ...]]:
        """What is named at each key of the top, and at "key.key" one level below.

        That is a value, the items of a list, or the keys of a mapping, also of one that is an item. At "!" stand the
        tags that are not YAML's own, wherever they are.
        """
        found: dict[str, list[Written]] = defaultdict(list)
        node = self._node()
        for key, below in _pairs(node):
            found[key.value] += self._named(below)
            for deeper, value in _pairs(below):
                found[f"{key.value}.{deeper.value}"] += self._named(value)
        found["!"] += self._tags(node)
        return {way: tuple(names) for way, names in found.items()}

    def _named(self, node: yaml.Node) -> Iterator[Written]:
        for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            for name in [key for key, _below in _pairs(item)] if isinstance(item, yaml.MappingNode) else [item]:
                if isinstance(name, yaml.ScalarNode) and _STYLES.get(name.tag) is not Style.NOTHING:
                    yield Written(unicodedata.normalize("NFC", name.value), Style.TEXT, self._at(name.start_mark))

    def _tags(self, top: yaml.Node | None) -> Iterator[Written]:
        """The tags that are not YAML's own, as they are written in short."""
        waiting, seen = [top], set[int]()
        while waiting:
            node = waiting.pop()
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            if not node.tag.startswith(_TAG) or node.tag.startswith(f"{_TAG}python/"):
                yield Written(node.tag.replace(_TAG, "!!"), Style.TEXT, self._at(node.start_mark))
            if isinstance(node, yaml.SequenceNode):
                waiting += node.value
            elif isinstance(node, yaml.MappingNode):
                waiting += [each for pair in node.value for each in pair]

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
        starts = max(len(line) - len(line.lstrip(" -?:")) for line in self.lines)
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
        sign = self._sign(at)
        if sign == "&":
            self._report_alias(at)
        if sign == "!" or node.tag not in _KNOWN_TAGS:
            tag = re.match(r"\S*", self.lines[at.line - 1][at.column - 1 :])
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

    def _report_alias(self, at: Location) -> None:
        self._report(
            at,
            Rule.ALIAS,
            "Không dùng bí danh YAML (& và *) trong dữ liệu.",
            "Viết lại nội dung ở cả hai chỗ; chữ bắt đầu bằng & hoặc * thì đặt trong dấu nháy kép.",
        )

    def _written(self, node: yaml.ScalarNode, at: Location) -> Written:
        if self.has_signs:
            self._check_comment(node)
        text = unicodedata.normalize("NFC", node.value)
        if node.style == '"' and (strange := STRANGE.search(text)):  # it stands as an escape: "\\u200b"
            self.folder.report_strange(at, strange.group())
        return Written(text, _STYLES[node.tag], at)

    def _sign(self, at: Location) -> str:
        """The character at a place; nothing at the end of a line."""
        _path, line, column = at
        return self.lines[line - 1][column - 1 : column] if line <= len(self.lines) else ""

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


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping whose keys are texts; none of anything else."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return [(key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)]


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
