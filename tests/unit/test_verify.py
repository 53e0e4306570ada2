"""A site with a link to nothing, a broken feed or a file too large is not published."""

from pathlib import Path

import pytest

from generator import verify
from generator.mentions import Sought
from generator.verify import MEGABYTE, told

ADDRESS = "https://mau.example.org/phong-trao/"


def site(root: Path, **files: str) -> dict[str, int]:
    """Files by path (`__` for a dot, `_` for a slash), and their sizes."""
    found = {}
    for name, text in files.items():
        path = name.replace("__", ".").replace("_", "/")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
        found[path] = len(text.encode())
    return found


def faults(root: Path, **files: str) -> tuple[str, ...]:
    found = site(root, **files)
    return verify.verify(root, found, ADDRESS, changed=found, anchors={}).faults


@pytest.mark.parametrize(
    "link",
    [
        'href="b/"',
        'href="b/#muc"',
        'href="./b/index.html"',
        'href="https://mau.example.org/phong-trao/b/"',
        'href="/phong-trao/b/"',
        'href="https://khac.example.org/khong-co/"',
        'href="mailto:a@example.org"',
        'href="#"',
        'href="#day"',
        'href="./"',
        'href="?q=1"',
        'src="a%20b.png"',
        'srcset="a%20b.png 8w, a%20b.png 16w"',
        'srcset="a%20b.png"',
        'content="Một câu / có gạch chéo"',
        'content="image/png"',
        'href="b/?q=1&amp;x=2#muc"',
    ],
)
def test_a_link_that_leads_somewhere_is_well(tmp_path: Path, link: str) -> None:
    (tmp_path / "a b.png").write_bytes(b"x")
    found = site(tmp_path, index__html=f'<p id="day"><a {link}>x</a>', b_index__html='<h2 id="muc">x</h2>')
    assert verify.verify(tmp_path, found | {"a b.png": 1}, ADDRESS, changed=found, anchors={}).faults == ()


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ('href="c/"', "index.html: dẫn tới c/ không có"),
        ('href="b"', "index.html: dẫn tới b không có"),
        ('src="../b/x.png"', "index.html: dẫn tới ../b/x.png không có"),
        ('srcset="b/x.png 8w, b/y.png 9w"', "index.html: dẫn tới b/x.png không có"),
        (
            'content="https://mau.example.org/phong-trao/x.png"',
            "index.html: dẫn tới https://mau.example.org/phong-trao/x.png không có",
        ),
        ('href="b/#khong-co"', "b/index.html: không có mục #khong-co mà một trang dẫn tới"),
        ('href="#khong-co"', "index.html: không có mục #khong-co mà một trang dẫn tới"),
    ],
)
def test_a_link_to_nothing_is_found(tmp_path: Path, link: str, fault: str) -> None:
    assert fault in faults(tmp_path, index__html=f"<a {link}>x</a>", b_index__html="<p>x</p>")


def test_a_page_that_lost_what_others_lead_to_is_found_though_they_did_not_change(tmp_path: Path) -> None:
    found = site(tmp_path, index__html='<a href="b/#muc">x</a>', b_index__html='<h2 id="muc">x</h2>')
    first = verify.verify(tmp_path, found, ADDRESS, changed=found, anchors={})
    assert first.anchors == {"b/index.html": {"muc"}}
    found = site(tmp_path, b_index__html="<h2>x</h2>") | {"index.html": found["index.html"]}
    second = verify.verify(tmp_path, found, ADDRESS, changed=["b/index.html"], anchors=first.anchors)
    assert second.faults == ("b/index.html: không có mục #muc mà một trang dẫn tới",)


def test_feeds_and_data_that_cannot_be_read_are_found(tmp_path: Path) -> None:
    found = faults(tmp_path, api_a__json="{", feed__xml="<feed>", b__json="[]", c__xml="<a/>")
    assert [each.partition(":")[0] for each in found] == ["api/a.json", "feed.xml"]


def test_a_file_over_its_budget_is_found(tmp_path: Path) -> None:
    assert faults(tmp_path, a__png="x" * (MEGABYTE + MEGABYTE // 10), b__png="x" * MEGABYTE) == (
        "a.png: 1.1 MB, quá 1 MB",
    )


def test_what_is_told_is_short() -> None:
    said = told(f"tệp {number}" for number in range(12))
    assert said.startswith("Trang vừa dựng có 12 chỗ hỏng, nên không đưa lên:\n  tệp 0\n")
    assert said.endswith("  tệp 9\n  … và 2 chỗ nữa")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Bà Trần Thị Hoa kể</p>", True),
        ("<p>Trần Thị Hoa</p>", True),
        ("<p>TRẦN <b>THỊ</b> HOA</p>", True),
        ("<p>Trần, Thị, Hoa</p>", True),
        ("<p>tran-thi-hoa, TrầnThịHoa</p>", True),
        ("<p>Tr%E1%BA%A7n%20Th%E1%BB%8B%20Hoa</p>", True),
        ("<p>Tr&#7847;n&nbsp;Thị Hoa</p>", True),
        ("<p>Trần Thị Hoà, là người đồng ý</p>", False),
        ("<p>Trần Thị Hoan</p>", False),
        ("<p>Trần Thị</p>", False),
    ],
)
def test_a_name_that_may_stand_nowhere_is_found_in_every_kind_of_text(
    tmp_path: Path, text: str, *, found: bool
) -> None:
    files = site(tmp_path, a__html=text, b__csv=text, c__json=f'["{text}"]')
    record = "data/people/tran-thi-hoa.yml"
    hidden = {Sought(name="Trần Thị Hoa", id="", others=frozenset({"Trần Thị Hoà"}), in_prose=True): record}
    said = verify.verify(tmp_path, files, ADDRESS, changed=files, anchors={}, unnamed=hidden).faults
    wanted = [f"{path}: có tên người chưa đồng ý nêu tên ({record})" for path in ("a.html", "b.csv", "c.json")]
    assert list(said) == (wanted if found else [])
