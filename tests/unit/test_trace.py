"""Someone is found wherever they are, however they are written; and nobody else is."""

import gzip
import io
import json
import os
import unicodedata
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from generator.contents import UNREAD
from generator.inventory import Inventory, Written, record_of
from generator.mentions import Sought, places
from generator.problems import Failure
from generator.render import press
from generator.render.press import Sheet
from generator.trace import Trace, drawn, trace

NAME = "Nguyễn Thị Ánh Đào"
ONE = Sought(name=NAME, id="nguyen-thi-anh-dao", pictures=("0123456789abcdef",))


def found(folder: Path, files: Mapping[str, str | bytes], sought: Sought = ONE) -> list[Trace]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return trace(folder, sought)


def zipped(name: str, content: str | bytes, comment: bytes = b"", member: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.comment = member
        archive.writestr(info, content, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return target.getvalue()


def picture(**saved: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, **saved)  # type: ignore[arg-type]
    return target.getvalue()


def described(text: str) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_itxt("Comment", text, zip=True)
    return picture(format="PNG", pnginfo=said)


def by_camera(text: str) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = text
    return picture(format="JPEG", exif=exif)


def commented(text: bytes) -> bytes:
    """A photograph with a comment between its pixels and its end: some programs put one there."""
    whole = picture(format="JPEG")
    return whole[:-2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2) + text + whole[-2:]


def gzip_named(name: str) -> bytes:
    target = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=target) as packed:
        packed.write(b"x")
    return target.getvalue()


SPELLINGS = {
    "as it is": NAME,
    "in pieces": unicodedata.normalize("NFD", NAME),
    "capitals": NAME.upper(),
    "capitals in pieces": unicodedata.normalize("NFD", NAME.upper()),
    "no marks": "Nguyen Thi Anh Dao",
    "đ kept": "Nguyen Thi Anh Đao",
    "slug": "nguyen-thi-anh-dao",
    "joined by lines": "Nguyễn_Thị_Ánh_Đào",
    "tone moved": "Nguyễn Thị Ánh Đaò",
    "percent": quote(NAME),
    "percent in pieces": quote(unicodedata.normalize("NFD", NAME)),
    "JSON": json.dumps(NAME),
    "references": "".join(f"&#{ord(each)};" for each in NAME),
    "hexadecimal": "".join(f"&#x{ord(each):X};" for each in NAME),
    "no break": NAME.replace(" ", "\u00a0"),
    "soft hyphens": NAME.replace("ễ", "\u00adễ"),
    "across lines": NAME.replace(" ", "\n"),
    "marked up": "<b>Nguyễn</b> <span class=x>Thị Ánh</span> Đào",
    "marked up within a syllable": "Ngu<b>yễn</b> Thị Á<wbr>nh Đ<i class='a'>à</i>o",
    "commented within a syllable": "Ngu<!-- <b> -->yễn Thị Ánh Đ<!-- x -->ào",
    "marked up in Markdown": "Ngu**yễn** Thị _Á_nh Đào",
    "zero width": "Ngu\u200byễn\u2060 Thị Á\u200dnh Đào",
    "soft hyphens by name": "Ngu&shy;yễn&nbsp;Thị Ánh Đào",
    "one reference": "Nguy&#x1EC5;n Thị &Aacute;nh Đào",
    "references escaped again": "Nguy&amp;#7877;n Thị &amp;Aacute;nh Đào",
    "markup escaped": "Ngu&lt;b&gt;yễn&lt;/b&gt; Thị Ánh Đào",
    "JSON of markup": json.dumps("Ngu<b>yễn</b> Thị Ánh Đào").replace("<", "\\u003c"),
    "JSON of lines": json.dumps("Nguyễn Thị\nÁnh Đào"),
    "script": "Nguy\\u{1ec5}n Th\\u{1ecb} \\xc1nh Đào",
    "percent twice": quote(quote(NAME)),
    "percent in JSON": json.dumps(quote(NAME, safe="")),
    "over the end of a line": "Ngu-\n   yễn Thị Ánh Đào",
    "letter by letter": "N G U Y Ễ N   T H Ị   Á N H   Đ À O",
    "wide": "Ｎｇｕｙｅｎ Ｔｈｉ Ａｎｈ Ｄａｏ",
    "indented": "Nguyễn\n                    Thị Ánh Đào",
    "in an attribute, marked up and escaped": '<img alt="Ngu&lt;b&gt;yễn&lt;/b&gt; Thị Ánh Đào">',
}


@pytest.mark.parametrize("said", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_any_spelling_is_found(tmp_path: Path, said: str) -> None:
    (one,) = found(tmp_path, {"a/trang.html": f"<p>Trước.</p>\n<p>Chị {said}, thợ may.</p>"})
    assert (one.path, one.kind) == ("a/trang.html", "chữ")
    assert one.line == said.count("\n", 0, said.find("N") if "\n" in said[:2] else 0) + 2


PLACES = {
    "feed": ("feed.xml", NAME, "chữ"),
    "search": ("tim-kiem/du-lieu/1.json", json.dumps([NAME]), "chữ"),
    "drawing": ("bieu-do.svg", f"<svg><title>{NAME}</title></svg>", "chữ"),
    "address": ("guong-sang/nguyen-thi-anh-dao/x.txt", "", "tên tệp, địa chỉ"),
    "portrait": ("anh/0123456789abcdef-640.jpg", picture(format="JPEG"), "ảnh chân dung"),
    "archive": ("chia-se/goi.zip!loi.txt", zipped("loi.txt", NAME), "chữ"),
    "name in an archive": ("goi.zip!nguyen-thi-anh-dao.txt", zipped("nguyen-thi-anh-dao.txt", "x"), "tên tệp, địa chỉ"),
    "comment of an archive": ("goi.zip", zipped("a.txt", "x", NAME.encode()), "ghi chú của tệp nén"),
    "workbook in an archive": ("g.zip!b.xlsx!xl/s.xml", zipped("b.xlsx", zipped("xl/s.xml", NAME)), "chữ"),
    "compressed": ("trang.html.gz!trang.html", gzip.compress(NAME.encode()), "chữ"),
    "text in a picture": ("a.png", described(NAME), "thông tin kèm theo ảnh"),
    "camera's owner": ("a.jpg", by_camera("Nguyen Thi Anh Dao"), "thông tin kèm theo ảnh"),
    "behind a picture's end": ("a.png", picture(format="PNG") + NAME.encode("utf-16-be"), "thông tin kèm theo ảnh"),
    "behind a photograph's end": ("a.jpg", picture(format="JPEG") + NAME.encode(), "thông tin kèm theo ảnh"),
    "comment of a photograph": ("a.jpg", commented(NAME.encode()), "thông tin kèm theo ảnh"),
    "a picture without its ending": ("a", by_camera("Nguyen Thi Anh Dao"), "thông tin kèm theo ảnh"),
    "an archive without its ending": ("goi.dat!a.txt", zipped("a.txt", NAME), "chữ"),
    "workbook's parts of a cell": (
        "b.xlsx!xl/s.xml",
        zipped("xl/s.xml", "<t>Ngu</t></r><r><t>yễn Thị Ánh Đào</t>"),
        "chữ",
    ),
    "calendar, folded": ("a.ics", "BEGIN:VCALENDAR\r\nSUMMARY:Chị Nguy\r\n ễn Thị Án\r\n h Đào\r\n", "chữ"),
    "Excel's Unicode": ("a.csv", ("\ufeff" + NAME).encode("utf-16-le"), "chữ"),
    "embedded": (
        "a.css!1",
        "a{background:url(data:text/plain;base64," + b64encode(NAME.encode()).decode() + ")}",
        "chữ",
    ),
    "Windows' old letters": ("a.txt", b"\xff" + b"Nguyen Thi Anh Dao", "dữ liệu trong tệp"),
    "name of what was compressed": ("a.gz", gzip_named("nguyen-thi-anh-dao.txt"), "ghi chú của tệp nén"),
    "comment of a member": ("g.zip", zipped("a.txt", "x", member=NAME.encode()), "ghi chú của tệp nén"),
    "bytes of a font": ("a.woff2", b"\0\1" + NAME.encode("utf-16-le"), "dữ liệu trong tệp"),
}


@pytest.mark.parametrize(("path", "content", "kind"), PLACES.values(), ids=PLACES.keys())
def test_every_kind_of_file_is_looked_into(tmp_path: Path, path: str, content: str | bytes, kind: str) -> None:
    written = path.split("!", maxsplit=1)[0]
    traces = found(tmp_path, {written: content})
    assert (path, kind) in {(each.path, each.kind) for each in traces}


@pytest.mark.parametrize("place", ["said", "title"])
def test_pdfs_are_read(tmp_path: Path, place: str) -> None:
    values = {"said": "x", "title": "y"} | {place: NAME}
    text = (
        '#import "_kit.typ": data\n#set document(title: data.title)\n#set text(font: "Be Vietnam Pro", lang: "vi")\n'
        '#set page(width: 300pt, height: 200pt)\n= #data.said'
    )  # fmt: skip
    (press._desk().root / "trial.typ").write_text(text, "utf-8")  # noqa: SLF001 - the trial's own template
    made = Sheet(template="trial", values=values).pdf(date(2022, 1, 1))
    assert {each.kind for each in found(tmp_path, {"in/a.pdf": made})} == {"PDF"}


def document(*objects: bytes) -> bytes:
    """A PDF of one empty page, with more objects."""
    known = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>")
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate((*known, *objects), start=1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def stream(kind: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Type/%s/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (kind, len(packed), packed)


UTF_16 = b"\xfe\xff" + NAME.encode("utf-16-be")
IN_PDF = {
    "bookmark": b"<</Title<%s>>>" % UTF_16.hex().encode(),
    "description of a picture": b"<</S/Figure/Alt(%s)>>" % UTF_16,
    "in octal figures": b"<</Alt(%s)>>" % b"".join(b"\\%03o" % each for each in UTF_16),
    "packed objects": stream(b"ObjStm", b"<</Title(Nguyen Thi Anh Dao)>>"),
    "XMP": stream(b"Metadata", f"<dc:creator>{NAME}</dc:creator>".encode()),
    "enclosed": stream(b"EmbeddedFile", NAME.encode()),
}


@pytest.mark.parametrize("inside", IN_PDF.values(), ids=IN_PDF.keys())
def test_what_a_pdf_says_beside_its_pages_is_read(tmp_path: Path, inside: bytes) -> None:
    assert ("in/a.pdf", 0, "PDF") in {
        (each.path, each.line, each.kind) for each in found(tmp_path, {"in/a.pdf": document(inside)})
    }
    assert (
        found(
            tmp_path / "other",
            {"in/a.pdf": document(inside.replace(NAME.encode(), b""))},
            Sought(name="Lê Vy", id="le-vy"),
        )
        == []
    )


def locked() -> bytes:
    """An archive that says of its member that it is locked."""
    whole = bytearray(zipped("a.txt", "x"))
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(sign) + at] |= 1
    return bytes(whole)


UNREADABLE = {
    "a broken archive": ("a.zip", zipped("a.txt", "x")[:40]),
    "a locked archive": ("a.zip", locked()),
    "a broken PDF": ("a.pdf", b"%PDF-1.7\nx"),
    "broken compression": ("a.gz", b"\x1f\x8bxx"),
}


@pytest.mark.parametrize(("path", "content"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_no_proof(tmp_path: Path, path: str, content: bytes) -> None:
    assert [(each.path, each.kind) for each in found(tmp_path, {path: content})] == [(path, UNREAD)]


def test_folders_left_empty_have_names(tmp_path: Path) -> None:
    (tmp_path / "guong-sang" / "nguyen-thi-anh-dao").mkdir(parents=True)
    assert found(tmp_path, {}) == [
        Trace("guong-sang/nguyen-thi-anh-dao", 0, "tên tệp, địa chỉ", "guong-sang/nguyen-thi-anh-dao")
    ]


def test_a_file_in_two_places_is_told_of_in_both(tmp_path: Path) -> None:
    found(tmp_path, {"docs/a.zip": zipped("nguyen-thi-anh-dao.txt", NAME)})
    (tmp_path / "site").mkdir()
    os.link(tmp_path / "docs/a.zip", tmp_path / "site/b.zip")
    told = [(each.path, each.kind) for each in trace(tmp_path, ONE)]
    assert told == [
        (f"{path}!nguyen-thi-anh-dao.txt", kind)
        for path in ("docs/a.zip", "site/b.zip")
        for kind in ("tên tệp, địa chỉ", "chữ")
    ]


def test_every_place_on_a_line_is_told_once(tmp_path: Path) -> None:
    text = f"<p title='{NAME}'>{NAME}, Ngu<b>yễn</b> Thị Ánh Đào</p>"
    assert (
        len(found(tmp_path, {"a.html": text})) == 2
    )  # the title and the words are seen in one reading, the last in another


def test_what_is_drawn_is_known_from_the_record(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    found(docs, {"anh/a.png": picture(format="PNG"), "anh/b.png": picture(format="PNG")})
    said = {"anh/a.png": (f"Chị {NAME}",), "anh/b.png": ("0123456789abcdef0000",), "anh/gone.png": (NAME,)}
    files = [Written(path=path, made_from="", size=0, changed_ns=0, says=says) for path, says in said.items()]
    Inventory(portions={"a": files}).keep(docs)
    assert trace(docs, ONE, drawn(docs)) == [
        Trace("anh/a.png", 0, "vẽ trong ảnh, bản in", f"Chị {NAME}"),
        Trace("anh/b.png", 0, "vẽ trong ảnh, bản in", "ảnh chân dung"),
    ]


@pytest.mark.parametrize(
    "said",
    ["Nguyễn Thị Ánh", "Ánh Đào", "Nguyễn Thị Ánh Đàon", "Nguyễn Thị và Ánh Đào", "nguyen-thi-anh-daotest", ""],
)
def test_who_is_somebody_else_is_not_found(tmp_path: Path, said: str) -> None:
    assert found(tmp_path, {"a.html": said}) == []


def test_names_that_differ_in_their_marks_are_told_apart(tmp_path: Path) -> None:
    sought = Sought(name="Lê Văn An", id="le-van-an", others=frozenset({"Lê Vân An"}))
    files = {
        "a.html": "Lê Vân An",
        "b.html": "Lê Văn An",
        "c.html": "Le Van An",
        "d.html": "le-van-an",
        "e.html": "Lê V<b>ân</b> An",
    }
    assert {each.path for each in found(tmp_path, files, sought)} == {"b.html", "d.html"}


def test_many_files_are_looked_through_by_several_processes(tmp_path: Path) -> None:
    files = {f"{number:03}.html": "x" for number in range(400)} | {"399.html": NAME}
    assert [each.path for each in found(tmp_path, files)] == ["399.html"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_in_any_text(before: str, after: str) -> None:
    assert list(places(f"{before}\n. {NAME} .\n{after}", ONE))


def test_where_the_record_of_drawings_is_lost_nobody_is_told_that_there_is_nothing(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    assert drawn(docs) == {}  # before the first build
    found(docs, {"a.md": "Một đoạn."})
    with pytest.raises(Failure, match=r"Không đọc được .*\.docs\.files\.json"):
        drawn(docs)
    Inventory().keep(docs)
    assert drawn(docs) == {}
    record_of(docs).write_bytes(record_of(docs).read_bytes()[:-1])
    with pytest.raises(Failure, match="Hãy dựng lại"):
        drawn(docs)
