"""A site with a link to nothing, a broken feed or a file too large is not published."""

import os
from collections import Counter
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from hashlib import blake2b
from pathlib import Path
from random import Random
from unittest.mock import Mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import assembly, verify
from generator.assembly import Made, _filled, _verified
from generator.mentions import Crowd, Sought
from generator.passages import Passages
from generator.problems import Failure
from generator.verify import MEGABYTE, Leads, Proof, _Links, _read, _targets, told

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
    return verify.verify(root, found, ADDRESS, changed=found).faults


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
    assert verify.verify(tmp_path, found | {"a b.png": 1}, ADDRESS, changed=found).faults == ()


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
    first = verify.verify(tmp_path, found, ADDRESS, changed=found)
    assert first.leads.anchors == {("b/index.html", "muc"): 1}
    found = site(tmp_path, b_index__html="<h2>x</h2>") | {"index.html": found["index.html"]}
    second = verify.verify(tmp_path, found, ADDRESS, changed=["b/index.html"], leads=first.leads)
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
    said = verify.verify(tmp_path, files, ADDRESS, changed=files, unnamed=hidden).faults
    wanted = [f"{path}: có tên người chưa đồng ý nêu tên ({record})" for path in ("a.html", "b.csv", "c.json")]
    assert list(said) == (wanted if found else [])


# --- Many texts at once -------------------------------------------------------------------------------

HIDDEN = Sought(name="Trần Thị Hoa", id="", others=frozenset({"Trần Thị Hoà"}), in_prose=True)
BETWEEN = (
    " ",
    "\n",
    "-",
    "<b>",
    "</b\n>",
    "<i\n<b>",
    "\n<p>\n",
    "<!-- < -->",
    "&lt;b&gt;",
    "&lt;b\n&gt;",
    "%20",
    "&#xE001;",
)
SIGNS = st.lists(
    st.sampled_from([*BETWEEN, "\\n", "\\u003c", "\ue001", "😀", ">", "<", "&", "%", "\\"]), max_size=2
).map("".join)
FIRST_NAMES = st.sampled_from(["Trần", "tran", "Tr&#7847;n", "Tr\\u1ea7n", "T<b>r</b>ần"])
LAST_NAMES = st.sampled_from(["Hoa", "HOA", "Ho%61", "&amp;#72;oa", "Ho", "Lan"])
PARTS = st.tuples(SIGNS, FIRST_NAMES, SIGNS, st.sampled_from(["Thị", "Th%E1%BB%8B"]), SIGNS, LAST_NAMES, SIGNS)
TEXTS = st.builds(str.replace, st.sampled_from(["{}", '<img alt="{}">']), st.just("{}"), PARTS.map("".join))


@example(['<img alt="Trần &lt;b&gt; Thị Hoa">'])
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_nobody_hides_among_many_texts(texts: list[str]) -> None:
    crowd = Crowd([HIDDEN])
    there = {number for number, text in enumerate(texts) if crowd.within(text)}
    assert there <= set(crowd.among(Passages(map(str.encode, texts))))


def test_few_of_many_texts_are_worth_a_closer_look() -> None:
    texts = [f"<html>\n<p>Bà Trần Thị {name}</p>\n<p>100% &amp; hơn</p>" for name in ("Lan", "Hoa", "Mai")]
    assert Crowd([HIDDEN]).among(Passages(map(str.encode, texts))) == [1]


LINKS = ("../b/", "../../", "../..", "#x", "./", "b/#y", "/phong-trao/c/", "https://mau.example.org/phong-trao/#z", "")
ADDRESSES = st.sampled_from([*LINKS, "../b\n<a/", "?q=1&amp;p=2", "a%20b.png", "https://khac.example.org/", "..//b"])
TAGS = st.builds(
    '<a {}="{}">{}'.format, st.sampled_from(["href", "src", "title"]), ADDRESSES, st.sampled_from(["", "\n"])
)


@given(st.lists(TAGS, max_size=6).map("\n".join), st.sampled_from(["a.html", "a/b.html", "a/b/c.html"]))
def test_passages_lead_where_their_page_does(html: str, page: str) -> None:
    links = _Links(ADDRESS)
    targets = map(_read, _targets(html.encode()))
    whole = {led for target in targets if (led := links.led(page, target))}
    assert links.of({page: html.encode()}, Passages([html.encode()])) == {page: whole}


def test_all_cores_find_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {f"p{number}_index__html": f'<a href="../p{number + 1}/#x">x</a>' for number in range(4)}
    found = site(tmp_path, **pages)
    alone = verify.verify(tmp_path, found, ADDRESS, changed=found)
    assert len(alone.faults) == 4
    monkeypatch.setattr(verify, "_WORTH_PROCESSES", 0)
    monkeypatch.setattr(verify, "_HELD", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert verify.verify(tmp_path, found, ADDRESS, changed=found) == alone

    def broken(*_others: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(verify, "_shared_out", broken)
    assert verify.verify(tmp_path, found, ADDRESS, changed=found) == alone


# --- One site after another ---------------------------------------------------------------------------


class Sites:
    """A site that is changed, and what is verified of it each time."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """No site yet."""
        self.root, self.number, self.last = root, 0, None
        self.unnamed: Mapping[Sought, str] = {}
        self.looks: list[set[str]] = []  # the files looked at, each time
        real = verify.verify

        def counted(*others: object, **more: object) -> verify.Verified:
            self.looks.append(set(more["changed"]))  # type: ignore[call-overload]
            return real(*others, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(verify, "verify", counted)

    last: Made | None

    @property
    def live(self) -> Path:
        return self.root / str(self.number)

    def publish(self, files: Mapping[str, str]) -> Leads:
        """Verify the next site, and let it be the live one; Failure when it is refused."""
        self.looks.clear()
        sources = self.root / "sources"
        for path, text in files.items():
            source = sources / path
            if not (source.is_file() and source.read_text("utf-8") == text):
                source.unlink(missing_ok=True)
                source.parent.mkdir(parents=True, exist_ok=True)
                source.write_text(text, "utf-8")
        staged = self.root / str(self.number + 1)
        made = _filled(staged, {path: str(sources / path) for path in files})
        proof = Proof.by(ADDRESS, self.unnamed)
        changed = {path for path, stat in made.items() if self.last is None or self.last.files.get(path) != stat}
        leads = _verified(staged, made, changed, self.live, ADDRESS, self.last, proof, self.unnamed)
        self.last = Made(engine="", files=made, leads=leads, proof=proof)
        self.number += 1
        return leads


FIRST = {"index.html": '<a href="b/#muc">x</a><img src="c.png">', "b/index.html": '<h2 id="muc">x</h2>', "c.png": ""}


def test_what_a_page_leads_to_may_not_go_though_the_page_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = Sites(tmp_path, monkeypatch)
    sites.publish(FIRST)
    with pytest.raises(Failure, match=r"\n  index\.html: dẫn tới c\.png không có$"):
        sites.publish({path: text for path, text in FIRST.items() if path != "c.png"})
    sites.looks.clear()
    sites.publish(FIRST | {"index.html": '<a href="b/">x</a>'})
    with pytest.raises(Failure, match=r"\n  index\.html: dẫn tới b/ không có$"):
        sites.publish({"index.html": '<a href="b/">x</a>'})


def test_what_nobody_leads_to_may_go_and_only_what_changed_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = Sites(tmp_path, monkeypatch)
    sites.publish(FIRST | {"tim/1.json": "[]"})
    sites.publish(FIRST | {"tim/2.json": "[1]"})
    assert sites.looks == [{"tim/2.json"}]
    sites.publish(FIRST | {"index.html": '<a href="b/#muc">x</a>'})
    assert sites.looks == [{"index.html"}]
    sites.publish({path: text for path, text in FIRST.items() if path != "c.png"} | {"index.html": "<p>x</p>"})
    assert sites.looks == [{"index.html"}]


def test_an_anchor_that_others_lead_to_may_not_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = Sites(tmp_path, monkeypatch)
    sites.publish(FIRST)
    with pytest.raises(Failure, match=r"b/index\.html: không có mục #muc"):
        sites.publish(FIRST | {"b/index.html": '<h2 id="khac">x</h2>'})
    sites.publish(FIRST | {"index.html": '<a href="b/">x</a>'})
    sites.publish(FIRST | {"index.html": '<a href="b/">x</a>', "b/index.html": '<h2 id="khac">x</h2>'})
    assert sites.looks == [{"b/index.html"}]
    with pytest.raises(Failure, match=r"b/index\.html: không có mục #muc"):
        sites.publish(FIRST | {"b/index.html": '<h2 id="khac">x</h2>'})


def test_everything_is_looked_at_when_somebody_s_hand_was_there_or_somebody_may_be_named_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = Sites(tmp_path, monkeypatch)
    told_of = FIRST | {"index.html": FIRST["index.html"] + "Trần Thị Hoa", "d/index.html": ""}
    sites.publish(told_of)
    (sites.live / "d/index.html").unlink()
    (sites.live / "d/index.html").write_text("<p>", "utf-8")
    sites.publish(told_of | {"d/index.html": "x"})
    assert sites.looks == [{*told_of}]
    sites.unnamed = {Sought(name="Lê Văn Nam", id="", others=frozenset({"Trần Thị Hoa"})): "nam.yml"}
    sites.publish(told_of)
    assert sites.looks == [{*told_of}]
    sites.unnamed = {Sought(name="Lê Văn Nam", id="", others=frozenset({"Trần Thị Hoa", "Lê Văn Na"})): "nam.yml"}
    sites.publish(told_of)
    assert sites.looks == [set()]
    sites.unnamed = {HIDDEN: "hoa.yml"}
    with pytest.raises(Failure, match=r"index\.html: có tên người chưa đồng ý nêu tên \(hoa\.yml\)"):
        sites.publish(told_of)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_what_is_known_is_what_counting_anew_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - to edit by, no secret
    sites = Sites(tmp_path, monkeypatch)
    live: dict[str, str] = {}
    refused = 0
    for _number in range(40):
        files = dict(live)
        for path in random.sample(["index.html", *(f"{each}/index.html" for each in "abcd")], 2):
            if random.random() < 0.2:
                files.pop(path, None)
                continue
            up = "../" * path.count("/")
            ids = random.sample("xyz", 2)
            targets = [f"{up}{each}/{random.choice(['', '#x', '#y'])}" for each in random.sample("abcd", 2)]
            files[path] = f'<p id="{ids[0]}" name="{ids[1]}">' + "\n<i>".join(f'<a href="{each}">' for each in targets)
        known = {path: len(text) for path, text in files.items()}
        said, leads = "", Leads()
        try:
            leads = sites.publish(files)
        except Failure as failure:
            said = str(failure)
        staged = tmp_path / str(sites.number + bool(said))
        whole = verify.verify(staged, known, ADDRESS, changed=known)
        assert said == (told(whole.faults) if whole.faults else "")
        refused += bool(said)
        if sites.last and not said:
            live = files
            assert leads == whole.leads
            sites.last.write(tmp_path / "made.json")
            assert Made.read(tmp_path / "made.json") == sites.last
    assert 0 < refused < 40


def test_a_state_that_was_damaged_counts_as_none(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "made.json", tmp_path / "elsewhere"
    elsewhere.write_text("của người khác", "utf-8")
    (tmp_path / "made.json.part").symlink_to(elsewhere)
    files, leads = {"index.html": (1, 2)}, Leads(files=Counter({"index.html": 3}))
    made = Made(engine="", pages={"index.md": (1, 2)}, files=files, leads=leads, proof=Proof.by(ADDRESS, {}))
    made.write(path)
    assert elsewhere.read_text("utf-8") == "của người khác", "a planted link is not followed"
    assert Made.read(path) == made
    good = path.read_text("utf-8")
    digest, _end, said = good.partition("\n")
    deep = "[" * 200_000
    for damaged in (
        *("", said, good[:-1], deep, f"{digest}\n{deep}"),
        f"{blake2b(deep.encode(), digest_size=16).hexdigest()}\n{deep}",
        good.replace('"leads": [3]', '"leads": ["x"]'),
        good.replace("index.md", "index\\u0000.md"),
    ):
        assert damaged != good
        path.write_text(damaged, "utf-8")
        assert Made.read(path) is None


def test_a_folder_becomes_the_next_site_whatever_stands_in_it(tmp_path: Path) -> None:
    sources = site(tmp_path / "from", a__html="a", b_c__html="c", d_index__html="d", same__txt="x")
    files = {path: str(tmp_path / "from" / path) for path in sources}
    folder = tmp_path / "to"
    site(folder, a_x__html="x", b__html="b", d_index__html="cũ", e_f_g__html="g")
    (folder / "same.txt").hardlink_to(files["same.txt"])
    before = (folder / "same.txt").stat().st_ctime_ns
    made = _filled(folder, {"a": files["a.html"], **{path: files[path] for path in files if path != "a.html"}})
    assert sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*")) == [
        *("a", "b", "b/c.html", "d", "d/index.html", "same.txt"),
    ]
    assert (folder / "d/index.html").read_text("utf-8") == "d"
    assert all((folder / path).stat().st_size == size for path, (size, _time) in made.items())
    assert (folder / "same.txt").stat().st_ctime_ns == before, "nobody touched it"


def test_where_a_disk_numbers_no_files_none_is_taken_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tmp_path / "from", a__html="mới")
    site(tmp_path / "to", a__html="cũ")
    real = os.stat

    def stat(path: str, *, follow_symlinks: bool = True) -> Mock:
        found = real(path, follow_symlinks=follow_symlinks)
        return Mock(wraps=found, st_ino=0, st_dev=0, st_size=found.st_size, st_mtime_ns=found.st_mtime_ns)

    monkeypatch.setattr(assembly, "os", Mock(wraps=os, stat=stat))
    _filled(tmp_path / "to", {"a.html": str(tmp_path / "from/a.html")})
    assert (tmp_path / "to/a.html").read_text("utf-8") == "mới"
