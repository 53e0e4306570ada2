"""Someone is found wherever they are, however they are written; and nobody else is."""

import gzip
import io
import json
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from generator.render import press
from generator.render.press import Sheet
from generator.trace import Sought, Trace, _in_text, drawn, record_of, trace

NAME = "Nguyễn Thị Ánh Đào"
ONE = Sought(name=NAME, id="nguyen-thi-anh-dao", pictures=("0123456789abcdef",))


def found(folder: Path, files: Mapping[str, str | bytes], sought: Sought = ONE) -> list[Trace]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return trace(folder, sought)


def zipped(name: str, content: str | bytes, comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
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
}


@pytest.mark.parametrize("said", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_any_spelling_is_found(tmp_path: Path, said: str) -> None:
    (one,) = found(tmp_path, {"a/trang.html": f"<p>Trước.</p>\n<p>Chị {said}, thợ may.</p>"})
    assert (one.path, one.kind) == ("a/trang.html", "chữ")
    assert one.line == 2


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


def test_what_is_drawn_is_known_from_the_record(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    found(docs, {"anh/a.png": picture(format="PNG"), "anh/b.png": picture(format="PNG")})
    said = {"anh/a.png": [f"Chị {NAME}"], "anh/b.png": ["0123456789abcdef0000"], "anh/gone.png": [NAME]}
    record_of(docs).write_text(json.dumps(said), "utf-8")
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
    }
    assert {each.path for each in found(tmp_path, files, sought)} == {"b.html", "d.html"}


def test_many_files_are_looked_through_by_several_processes(tmp_path: Path) -> None:
    files = {f"{number:03}.html": "x" for number in range(400)} | {"399.html": NAME}
    assert [each.path for each in found(tmp_path, files)] == ["399.html"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_in_any_text(before: str, after: str) -> None:
    assert list(_in_text(f"{before}\n. {NAME} .\n{after}", ONE))
