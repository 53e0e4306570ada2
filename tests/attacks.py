"""Inputs that are to be refused, by kind: how each is put into a campaign, and what may be said of it.

The README's table of what was tried is held against this one; what stands in free texts and must be shown as it was
typed is in `hostile`, what is personal in `personal`.
"""

import io
import json
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from campaigns import AGREED, CAMPAIGN, INITIATIVE, PAGE, PHOTO, POSTS, PROGRESS, SETTINGS, TEXTS, UNITS, picture
from PIL import Image

from generator.problems import Rule

Try = Callable[[Path], None]
"""Does something to a valid campaign that was written into a folder."""


@dataclass(frozen=True, kw_only=True)
class Attack:
    """A kind of attack: its inputs by name, and the rules of which one at least must answer each, with its place."""

    kind: str
    tries: Mapping[str, Try]
    rules: frozenset[Rule]


def _put(path: str, content: str | bytes) -> Try:
    def do(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    return do


def _instead(path: str, old: str, new: str) -> Try:
    assert TEXTS[path].count(old) == 1, (path, old)
    return _put(path, TEXTS[path].replace(old, new))


def _field(path: str, line: str, value: str) -> Try:
    """A line of a YAML file with this value, quoted, instead of its own."""
    name = line.partition(":")[0]
    return _instead(path, line, f"{name}: {json.dumps(value, ensure_ascii=False)}")


def _in_body(text: str) -> Try:
    return _put(PAGE, f"{TEXTS[PAGE]}\n{text}\n")


# --- Paths and links of the file system ----------------------------------------------------------------

_OUTSIDE = (
    "../../mkdocs.yml", "/etc/passwd", "..\\..\\mkdocs.yml", "den.jpg/../../../mkdocs.yml", "file:///etc/passwd", "//host/a.jpg",
    "%2e%2e/%2e%2e/mkdocs.yml", "C:\\Windows\\win.ini", "./den.jpg", "den.jpg\u2215a",
)  # fmt: skip


def _paths() -> Iterator[tuple[str, Try]]:
    for path in _OUTSIDE:
        yield f"photo {path}", _field(INITIATIVE, "file: den.jpg", path)
        yield f"logo {path}", _instead(CAMPAIGN, 'primary: "#A63A24"', f"logo: {json.dumps(path)}")
        yield f"portrait {path}", _put(AGREED, f"{TEXTS[AGREED]}portrait: {{file: {json.dumps(path)}, alt: a}}\n")
        yield f"id {path}", _field(INITIATIVE, "id: den-tiet-kiem", path)
        yield f"parent {path}", _instead(UNITS, "bac,Công đoàn huyện Bắc,Bắc,district,tinh", f"bac,B,B,district,{path}")
        yield f"item {path}", _instead(POSTS, "sang-kien/den-tiet-kiem", path)
        yield f"link {path}", _in_body(f"[a](<{path}>)")
    for name in ("con", "nul", "com1", "index", "..", "a/b", "a\\b", "-", "a.b", "~"):
        yield f"id {name}", _field(INITIATIVE, "id: den-tiet-kiem", name)
    yield "menu", _put(SETTINGS, f"{TEXTS[SETTINGS]}nav:\n  - A: ../data/people/le-van-binh.md\n")


def _linked(path: str, *, is_folder: bool = False, to: str | None = None) -> Try:
    def do(root: Path) -> None:
        outside = root.parent / "outside"
        outside.mkdir(exist_ok=True)
        for name in ("a.yml", "a.md", "a.jpg"):
            (outside / name).write_text("secret: 1\n")
        place = root / path
        if is_folder:
            for each in place.iterdir() if place.exists() else ():
                each.unlink()
            if place.exists():
                place.rmdir()
        place.unlink(missing_ok=True)
        place.symlink_to(to or (outside if is_folder else outside / f"a{place.suffix}"))

    return do


def _pipe(path: str) -> Try:
    def do(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return do


def _named(path: bytes) -> Try:
    def do(root: Path) -> None:
        Path(os.fsdecode(os.fsencode(root) + b"/" + path)).write_bytes(b"a: 1\n")

    return do


def _links() -> Iterator[tuple[str, Try]]:
    for path in (INITIATIVE, AGREED, PAGE, PHOTO, UNITS, CAMPAIGN, SETTINGS):
        yield f"file {path}", _linked(path)
        yield f"loop {path}", _linked(path, to=Path(path).name)
        yield f"nowhere {path}", _linked(path, to="/nowhere")
        yield f"pipe {path}", _pipe(path)
    for folder in ("data/initiatives", "data/people", "data/photos", "content"):
        yield f"folder {folder}", _linked(folder, is_folder=True)
    yield "device", _linked(PHOTO, to="/dev/zero")


def _file_names() -> Iterator[tuple[str, Try]]:
    for folder in (b"data/initiatives", b"data/people", b"content", b"data/photos", b"data"):
        for name in (
            b"a\nb.yml",
            b"\x1b[31m.yml",
            b"\xff\xfe.yml",
            b"a\xe2\x80\xaeb.yml",
            b"a;rm -rf.txt",
            b"=1+1.csv",
        ):
            yield f"{folder!r} {name!r}", _named(folder + b"/" + name)


# --- Bombs -----------------------------------------------------------------------------------------------


def _flat(width: int, height: int) -> bytes:
    """A PNG that says it is that large and holds nearly nothing."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * min(1_000_000, (width // 8 + 2) * height))
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _talkative() -> bytes:
    """A PNG whose text is 200 MB once it is unpacked."""
    text = b"Comment\0\0" + zlib.compress(b" " * 200_000_000, 1)
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    whole = picture("PNG")
    return whole[:33] + chunk + whole[33:]


def _as(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, kind)
    return made.getvalue()


def _bombs() -> Iterator[tuple[str, Try]]:
    for width, height in ((60_000, 60_000), (2**31 - 1, 1), (1, 2**31 - 1), (0, 0), (20_000, 6_000)):
        yield f"image {width}×{height}", _put(PHOTO, _flat(width, height))
    yield "text of 200 MB", _put(PHOTO, _talkative())
    for kind in ("GIF", "BMP", "TIFF", "PPM", "ICO"):
        yield f"{kind} called a JPEG", _put(PHOTO, _as(kind))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name, content in (
        ("SVG", svg),
        ("PostScript", b"%!PS\nshowpage"),
        ("PDF", b"%PDF-1.7\n"),
        ("archive", b"PK\x03\x04"),
    ):
        yield f"{name} called a JPEG", _put(PHOTO, content)
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{after}: &{after} [{','.join(['*' + before] * 9)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    nested = {
        "aliases": laughs, "itself": "a: &a [*a]\n", "brackets": "a: " + "[" * 50_000, "braces": "a: " + "{a: " * 50_000,
        "lists": "- " * 50_000, "keys": "? " * 50_000, "blocks": "".join(f"{' ' * depth}a:\n" for depth in range(900)),
        "2 MB": f"title: {'a' * 2_000_000}", "merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    }  # fmt: skip
    for name, text in nested.items():
        for path in (INITIATIVE, CAMPAIGN):
            yield f"{path} {name}", _put(path, text)
    yield "a page of 2 MB", _in_body("a" * 2_000_000)
    yield "a cell of 1 MB", _put(UNITS, f"id,name\nbac,{'a' * 1_000_000}\n")
    yield "a quotation that does not end", _put(UNITS, TEXTS[UNITS] + '"' + "a\n" * 200_000)


# --- Values ----------------------------------------------------------------------------------------------

_NUMBERS = (
    "NaN", ".nan", ".NaN", "inf", ".inf", "-.inf", "Infinity", "1e999", "1e3", "0x10", "0o17", "0b1", "-1", "-0", "+1", "1.5", "1,5", "1_000",
    "9" * 16, "9" * 5000, "１２", "٣", "Ⅻ", "½", "1 000", "1.23", "007", "true", "null", "~", "[]", "{}", "=1+1", "1;2", "1\u00a0000", "2022-01-01",
)  # fmt: skip
_ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "//x.example.org", "/tien-do/", "https:x.example.org", "http:/x.example.org", "https://", "https://x y", 'https://x"y', "https://x'y", "https://x/<y>",
    "https://x/{{7*7}}", "https://x/`y`", "https://x/\\y", "blob:https://x", "ftp://x.example.org", "mailto:a@example.org", "&#106;avascript:x", "x.example.org",
)  # fmt: skip
_ADDRESSED: Mapping[str, Callable[[str], Try]] = {
    "organiser.url": lambda at: _instead(CAMPAIGN, "  email: congdoan@example.org", f"  url: {json.dumps(at)}"),
    "social.facebook": lambda at: _instead(CAMPAIGN, "brand:", f"social: {{facebook: {json.dumps(at)}}}\nbrand:"),
    "social.zalo": lambda at: _instead(CAMPAIGN, "brand:", f"social: {{zalo: {json.dumps(at)}}}\nbrand:"),
    "licence.url": lambda at: _instead(CAMPAIGN, "brand:", f"licence: {{name: a, url: {json.dumps(at)}}}\nbrand:"),
    "site_url": lambda at: _field(CAMPAIGN, "site_url: https://sangkien.example.org/", at),
    "posts.url": lambda at: _instead(POSTS, "https://facebook.example.org/1", '"' + at.replace('"', '""') + '"'),
}  # fmt: skip
_SITES = ("a;internal", "?a=b", "#a", "$uri", "a,b", "(a)", "a&b", "%0d%0aX-A:1", "*", "!a")


def _numbers() -> Iterator[tuple[str, Try]]:
    for each in _NUMBERS:
        yield f"target {each[:20]}", _instead(CAMPAIGN, "target: 300\ncounting", f"target: {each}\ncounting")
        yield f"value {each[:20]}", _instead(INITIATIVE, "12000000", each)
        yield f"share {each[:20]}", _instead(INITIATIVE, "share_percent: 60", f"share_percent: {each}")
        yield f"count {each[:20]}", _instead(PROGRESS, "bac,60,40", f'bac,"{each}",40')
    for each in (
        "2022-02-30",
        "31/02/2022",
        "0000-00-00",
        "9999-12-31",
        "22-01-01",
        "2022-1-1",
        "tomorrow",
        "12:30",
        "1e3",
        "２０２２-01-01",
    ):
        yield f"day {each}", _instead(INITIATIVE, "2022-05-01", each)


def _addresses() -> Iterator[tuple[str, Try]]:
    for name, write in _ADDRESSED.items():
        for each in _ADDRESSES:
            yield f"{name} {each}", write(each)
    for each in _SITES:
        yield f"site {each}", _ADDRESSED["site_url"](f"https://sangkien.example.org/{each}")
    for each in (
        "a",
        "a@b",
        "a b@example.org",
        'a"@example.org',
        "a@example.org\nBcc: b@example.org",
        "<a@example.org>",
        "a@example.org?cc=b",
    ):
        yield f"mail {each}", _instead(CAMPAIGN, "congdoan@example.org", json.dumps(each))


# --- Pages -----------------------------------------------------------------------------------------------

_RUNNING = (
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a]( javascript:alert(1))", "[a](\njavascript:alert(1))", "[a](<javascript:alert(1)>)",
    "[a](&#106;avascript:alert(1))", "[a](&#x6A;avascript:alert(1))", "[a](javascript&colon;alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)",
    "[a](file:///etc/passwd)", "[a][b]\n\n[b]: javascript:alert(1)", "> [a][b]\n>\n> [b]: javascript:alert(1)", "<a href=javascript:alert(1)>a</a>",
    "<a\nhref='javascript:alert(1)'>a</a>", '<a/href="javascript:alert(1)">a</a>', "<A HREF = javascript:alert(1)>a</A>",
    '[a](the-le.md){: href="javascript:alert(1)" }', '<div>\n`<a href="javascript:alert(1)">a</a>`\n</div>', "`` ` ``[a](javascript:alert(1))`` ` ``",
    "\\`[a](javascript:alert(1))\\`", "```\n[a](javascript:alert(1))", "![a](javascript:alert(1))", "[a](//x.example.org)", "![a](//x.example.org/a.png)",
    "![a](https://x.example.org/a.png)", "[a](about:blank)", "[a](blob:https://x)",
)  # fmt: skip
_TAGS = (
    "script", "iframe", "object", "embed", "form", "input", "button", "meta", "link", "base", "style", "svg", "math", "img", "video", "audio", "source",
    "picture", "track", "area", "map", "template", "dialog", "portal", "frame", "frameset", "applet", "noscript", "textarea", "title", "xmp", "plaintext",
    "marquee", "select", "option", "body", "html", "head", "main", "x-y", "animate", "set", "foreignObject", "canvas", "keygen", "isindex", "SCRIPT", "sCrIpT/x",
)  # fmt: skip
_ATTRIBUTES = (
    "<p onclick=x>a</p>", "<p\nonclick=x>a</p>", "<p ONCLICK = x>a</p>", "<p/onclick=x>a</p>", "<details ontoggle=x open>", '<b style="position:fixed">a</b>',
    "<p background=//x>", "<a ping=//x href=the-le.md>", "a {: onclick=x }", "## A {: #a onmouseover=x }", 'a {: style="x" }', "a{ onclick=x }",
    "![a](a.png){: src=//x }", '<p class="a" onfocus=x autofocus tabindex=1>', "`<p onclick=x>`",
)  # fmt: skip
_FRONTS = (
    "template: 404.html", "hide: [navigation]", "search: {exclude: false}", "robots: all", "scripts: [x.js]", "kind: home", "linked_data: <script>", "canonical: //x",
    "title: a", "title: !!python/object/apply:os.system [id]", "x: &a b", "? [a]", "title: [a]", "description: {a: b}", "<<: {title: b}", "meta: {a: b}", "a: |\n  b",
    "%YAML 1.1", "\ttitle: b", "title: a: b", "!x y: z",
)  # fmt: skip
_UNSEEN = ("\x00", "\x08", "\x1b", "\x7f", "\x85", "\xad", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2028", "\u2029", "\u2060", "\u2066", "\u2069", "\ufeff", "\uffff", "\u061c", "\u034f", "\u200d", "\u3164", "\ue000", "\ufe0f", "\U000e0041")  # fmt: skip


def _pages() -> Iterator[tuple[str, Try]]:
    for each in _RUNNING:
        yield each, _in_body(each)


def _markup() -> Iterator[tuple[str, Try]]:
    for each in _TAGS:
        yield each, _in_body(f"Chữ <{each} src=x href=x>a")
    for each in _ATTRIBUTES:
        yield each, _in_body(each)


def _fronts() -> Iterator[tuple[str, Try]]:
    for each in _FRONTS:
        yield each, _instead(PAGE, "description: Phong trào là gì.\n", f"description: Phong trào là gì.\n{each}\n")
    for each in (
        "{{ 7*7 }}: a",
        "__class__: a",
        "role: [a]",
        "consent: {all: true}",
        "withdrawn: null",
        "proof: a",
        "status: public",
    ):
        yield f"record {each}", _put(AGREED, f"{TEXTS[AGREED]}{each}\n")
    for path in (UNITS, PROGRESS, POSTS):
        yield f"column of {path}", _put(path, TEXTS[path].replace("\n", ",__proto__\n", 1))


def _unseen() -> Iterator[tuple[str, Try]]:
    for each in _UNSEEN:
        yield f"YAML U+{ord(each):04X}", _instead(INITIATIVE, "Đèn tiết kiệm", f"Đèn{each} tiết kiệm")
        yield f"YAML escape U+{ord(each):04X}", _field(INITIATIVE, "summary: Mỗi dãy đèn một công tắc.", f"a{each}b")
        yield f"CSV U+{ord(each):04X}", _instead(UNITS, "Công đoàn huyện Bắc", f"Công{each} đoàn")
        yield f"page U+{ord(each):04X}", _in_body(f"a{each}b")
        yield f"settings U+{ord(each):04X}", _put(SETTINGS, f"{TEXTS[SETTINGS]}copyright: a{each}b\n")
    for broken in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe\x00", b"a\0b\0"):
        yield f"bytes {broken!r}", _put(PAGE, TEXTS[PAGE].encode() + broken)


def _attack(kind: str, tries: Iterator[tuple[str, Try]], *rules: Rule) -> Attack:
    return Attack(kind=kind, tries=dict(tries), rules=frozenset(rules))


ATTACKS = (
    _attack(
        "paths that lead out, names that no file may have",
        _paths(), Rule.PHOTO_EXISTS, Rule.SLUG, Rule.LINK, Rule.ITEM_EXISTS, Rule.CHOICE, Rule.UNIT_EXISTS, Rule.CSV_SYNTAX,
    ),
    _attack(
        "links, loops, pipes and devices of the file system",
        _links(), Rule.FILE_OUTSIDE, Rule.FILE_UNREADABLE, Rule.PHOTO_EXISTS, Rule.PERSON_EXISTS, Rule.FILE_UNKNOWN, Rule.FILE_MISSING,
    ),
    _attack("names of files", _file_names(), Rule.FILE_UNKNOWN, Rule.YAML_SYNTAX, Rule.FILE_NAME, Rule.FIELD_MISSING),
    _attack(
        "bombs: pictures, texts in pictures, aliases, nesting, endless cells; other files called pictures",
        _bombs(), Rule.IMAGE, Rule.ALIAS, Rule.YAML_SYNTAX, Rule.FILE_TOO_LARGE, Rule.CSV_SYNTAX, Rule.TEXT_LENGTH,
    ),
    _attack(
        "numbers and days: NaN, infinities, 5,000 digits, other notations",
        _numbers(), Rule.NUMBER, Rule.DATE, Rule.STRUCTURE, Rule.FIELD_EMPTY, Rule.CSV_SYNTAX, Rule.YAML_SYNTAX, Rule.CONTROL_CHARACTER, Rule.PERIOD,
    ),
    _attack("control, bidirectional, invisible and private characters, bytes that are no text", _unseen(), Rule.CONTROL_CHARACTER, Rule.ENCODING),
    _attack("addresses that are none of the web", _addresses(), Rule.ADDRESS, Rule.CONTROL_CHARACTER),
    _attack("links of pages that run or load", _pages(), Rule.LINK, Rule.PAGE_MARKUP),
    _attack("elements and attributes of pages that run or load", _markup(), Rule.PAGE_MARKUP),
    _attack(
        "fields and tags that no front matter, record or table has",
        _fronts(), Rule.FIELD_UNKNOWN, Rule.YAML_SYNTAX, Rule.DUPLICATE_KEY, Rule.ALIAS, Rule.STRUCTURE, Rule.COLUMN_UNKNOWN, Rule.FIELD_EMPTY,
        Rule.QUOTES_NEEDED, Rule.PAGE_HEADING, Rule.FIELD_MISSING,
    ),
)  # fmt: skip

PUMPS = (
    "<a ", "<a\n", "<a href=", "<b ", "<", "</", "<!--", "<!-- sangkien:", "< !", "<sangkien", "\n", " ", "\t", "(", "[", "](", "[a](", "![", "[a]: ", "[a]:\n",
    "`", "```\n", "~~~\n", "{:", "{: a", "&", "&a", "&#", "#", "*", "_a_", "- ", "| ", "> ", "    ", "=", "= 1", "1 × ", "1 + 1 = ", "(((", "0 ", "1-", "1.", "1,",
    "0912345678 ", "a", "a.", "a@", "a@gmail.", "anh A ", "anh A ở thôn ", "thường trú ", "trú  ", "sinh ", "sinh năm ", "ngân hàng 1", "STK ", "Zalo ", "CCCD ",
    "không ", "không, ", "không một ", "Lê Văn ", "Lê Văn Bình ", "Trần Thị ", "-",
)  # fmt: skip
"""Pieces of which a long text is made to keep whoever looks for something in it busy."""
