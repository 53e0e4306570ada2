"""The docs tree holds exactly what was made: same bytes untouched, leftovers gone, two at one path refused."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import together

from generator import write as written
from generator.inventory import Inventory, record_of
from generator.problems import Failure
from generator.readings import TICK_NS
from generator.render import Listed, Output, Portion
from generator.write import Tree

OLD_NS = 10**18


def output(path: str, content: str | bytes = "Chữ", made_from: str = "data/units.csv") -> Output:
    return Output(path=path, content=content, made_from=made_from)


def write(
    outputs: Iterable[Output], folder: Path, tell: Callable[[int, int], None] = lambda _done, _whole: None
) -> Tree:
    """Write outputs, not knowing what was written before."""
    return written.write([together(outputs)], folder, tell=tell)


def aged(folder: Path) -> None:
    """Make every file of `folder` look old, to see which ones are written again."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(OLD_NS, OLD_NS))


def tree(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    made = [
        output("index.md", "Đầu\n"),
        output("a/b/c.md", b"\xff"),
        Output(path="x.jpg", content=lambda: b"p", made_from="x"),
    ]
    docs = tmp_path / "build" / "docs"
    told: list[tuple[int, int]] = []
    assert write(made, docs, tell=lambda *counts: told.append(counts)) == Tree(
        paths=("a/b/c.md", "index.md", "x.jpg"), written=("a/b/c.md", "index.md", "x.jpg"), removed=()
    )
    assert tree(docs) == {"index.md": "Đầu\n".encode(), "a/b/c.md": b"\xff", "x.jpg": b"p"}
    assert told == [(1, 1), (2, 2), (3, 3)]


def test_a_file_whose_bytes_would_not_change_is_left_alone(tmp_path: Path) -> None:
    write([output("same.md", "Một"), output("other.md", "Hai"), output("longer.md", "Ba")], tmp_path)
    aged(tmp_path)
    again = [output("same.md", "Một"), output("other.md", "Bốn"), output("longer.md", "Ba nữa")]
    assert write(again, tmp_path).written == ("longer.md", "other.md")
    times = {path.name: path.stat().st_mtime_ns == OLD_NS for path in tmp_path.iterdir()}
    assert times == {"same.md": True, "other.md": False, "longer.md": False}


def test_bytes_of_the_same_length_are_compared(tmp_path: Path) -> None:
    write([output("a.md", "Một")], tmp_path)
    write([output("a.md", "Mật")], tmp_path)
    assert tree(tmp_path) == {"a.md": "Mật".encode()}


def test_what_names_what_it_holds_is_made_once(tmp_path: Path) -> None:
    def never() -> bytes:
        pytest.fail("the file stands there already")

    write([Output(path="anh/1.jpg", content=lambda: b"pixels", made_from="data/photos/a.jpg")], tmp_path)
    found = write([Output(path="anh/1.jpg", content=never, made_from="data/photos/a.jpg")], tmp_path)
    assert (found.written, found.removed, found.paths) == ((), (), ("anh/1.jpg",))


def costly(path: str, content: Callable[[], bytes], made_from: str = "data/photos/a.jpg") -> Output:
    return Output(path=path, content=content, made_from=made_from)


def test_what_takes_long_is_made_on_all_cores_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    both = threading.Barrier(2, timeout=10)  # passed only when two are in it at once

    def made() -> bytes:
        both.wait()
        return b"pixels"

    told: list[tuple[int, int]] = []
    outputs = [output("a.md"), costly("1.jpg", made, "one"), output("b.md"), costly("2.jpg", made, "other")]
    assert write(outputs, tmp_path, tell=lambda *counts: told.append(counts)).written == (
        "1.jpg",
        "2.jpg",
        "a.md",
        "b.md",
    )
    assert told == [(1, 1), (2, 3), (3, 4), (4, 4)]


def test_files_of_one_source_are_made_by_one_thread(tmp_path: Path) -> None:
    made: set[tuple[str, int]] = set()

    def making(source: str) -> bytes:
        made.add((source, threading.get_ident()))
        return b"pixels"

    sources = [f"data/photos/{number}.jpg" for number in range(9)]
    outputs = [costly(f"{source}/{size}", partial(making, source), source) for source in sources for size in range(5)]
    assert len(write(outputs, tmp_path).written) == 45
    assert sorted(source for source, _thread in made) == sources


@pytest.mark.parametrize("error", [OSError("broken data stream"), ValueError("no such tune"), MemoryError()])
def test_what_cannot_be_made_is_a_failure_that_names_its_source(tmp_path: Path, error: Exception) -> None:
    write([output("old.md")], tmp_path)

    def broken() -> bytes:
        raise error

    with pytest.raises(Failure) as failed:
        write([output("a.md"), costly("anh/1.avif", broken)], tmp_path)
    assert str(failed.value) == (f"Không làm được 'anh/1.avif' từ data/photos/a.jpg ({type(error).__name__}: {error}).")
    assert set(tree(tmp_path)) == {"a.md", "old.md"}


def test_after_a_failure_the_rest_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    made: list[str] = []

    def broken() -> bytes:
        made.append("broken")
        raise ValueError

    def slow() -> bytes:
        made.append("slow")
        time.sleep(0.05)
        return b"pixels"

    rest = [costly(f"{number}.jpg", slow, str(number)) for number in range(100)]
    with pytest.raises(Failure):
        write([costly("broken.jpg", broken, "broken"), *rest], tmp_path)
    assert made[0] == "broken"
    assert len(made) < 50


def test_what_is_no_longer_made_is_removed_with_its_folders(tmp_path: Path) -> None:
    write([output("a/b/c.md"), output("a/d.md"), output("e.md")], tmp_path)
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    (tmp_path / ".e.md.part").write_bytes(b"left by a crash")
    found = write([output("a/d.md")], tmp_path)
    assert found.removed == (".e.md.part", "a/b/c.md", "e.md")
    assert sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*")) == ["a", "a/d.md"]


def test_what_replaces_a_file_has_a_later_time_whatever_the_clock_says(tmp_path: Path) -> None:
    """Else a page of the same size, written within a tick of FAT's clock, is taken for the one before and not made again."""
    write([output("a.md", "Một")], tmp_path)
    ahead_ns = time.time_ns() + 10**12
    os.utime(tmp_path / "a.md", ns=(ahead_ns, ahead_ns))
    write([output("a.md", "Mật")], tmp_path)
    assert (tmp_path / "a.md").stat().st_mtime_ns == ahead_ns + TICK_NS


@pytest.mark.parametrize("is_swept", [True, False])
def test_nothing_is_written_read_or_removed_through_a_link(tmp_path: Path, *, is_swept: bool) -> None:
    docs, elsewhere = tmp_path / "docs", tmp_path / "elsewhere"
    outputs = [output("a/b.md", "Một"), output("c.md", "Hai"), output("d/e.md", "Ba"), output("f.md", "Bốn")]
    last = written.write([together(outputs)], docs).inventory
    (docs / "a").rename(elsewhere)
    (docs / "d").rename(elsewhere / "d")
    (docs / "c.md").rename(elsewhere / "c.md")
    before = tree(elsewhere)
    for name, target in {"a": ".", "c.md": "c.md", "d": "d", "z": "."}.items():
        (docs / name).symlink_to(elsewhere / target)
    found = written.write([together([*outputs[:2], output("f.md", "Năm")])], docs, last=last, is_swept=is_swept)
    assert tree(elsewhere) == before
    assert found.written == ("a/b.md", "c.md", "f.md")
    left = {each.name for each in docs.rglob("*") if each.is_symlink()}
    assert left == ({"z"} if is_swept else set()), "what stands in nobody's way is swept with all else"
    assert {path: content for path, content in tree(docs).items() if not path.startswith("z/")} == {
        "a/b.md": "Một".encode(), "c.md": b"Hai", "f.md": "Năm".encode()
    }  # fmt: skip


def test_nothing_made_leaves_nothing(tmp_path: Path) -> None:
    write([output("a/b.md")], tmp_path / "docs")
    assert write([], tmp_path / "docs").removed == ("a/b.md",)
    assert list((tmp_path / "docs").iterdir()) == []
    assert write([], tmp_path / "none") == Tree(paths=(), written=(), removed=())


@pytest.mark.parametrize("second", ["tien-do/a.md", "tien-do/A.md", "TIEN-DO/a.md"])
def test_two_at_one_path_are_refused_by_both_names(tmp_path: Path, second: str) -> None:
    both = [output("tien-do/a.md", made_from="data/units.csv"), output(second, made_from="content/a.md")]
    with pytest.raises(Failure) as refused:
        write(both, tmp_path)
    assert str(refused.value) == (
        f"Hai mục cùng đòi một tệp '{second}': data/units.csv và content/a.md. Hãy đổi mã của một trong hai."
    )


def test_what_names_what_it_holds_may_come_twice_but_not_as_two(tmp_path: Path) -> None:
    def named(content: str) -> Output:
        return Output(path="du-lieu/0a.json", content=content, made_from=f"data/{content}.yml", is_named=True)

    assert write([named("a"), named("a")], tmp_path).written == ("du-lieu/0a.json",)
    with pytest.raises(Failure, match=r"^Hai mục cùng đòi một tệp 'du-lieu/0a\.json': data/a\.yml và data/b\.yml\."):
        write([named("a"), named("b")], tmp_path)


@pytest.mark.parametrize(
    "path", ["../a.md", "a/../../b.md", "/etc/a.md", "a//b.md", "./a.md", "a/.", "", "a\\..\\b.md", "a/", ".."]
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    docs = tmp_path / "docs"
    with pytest.raises(Failure, match="không nằm gọn trong trang") as refused:
        write([output(path, made_from="data/units.csv")], docs)
    assert repr(path) in str(refused.value)
    assert "data/units.csv" in str(refused.value)
    assert list(tmp_path.rglob("*.md")) == []


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write([output("a.md", "Cũ")], tmp_path)

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:2])
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            write([output("a.md", "Mới hơn")], tmp_path)
    assert (tmp_path / "a.md").read_text("utf-8") == "Cũ"
    write([output("a.md", "Mới hơn")], tmp_path)
    assert tree(tmp_path) == {"a.md": "Mới hơn".encode()}


def test_a_failure_while_making_is_not_swallowed_and_removes_nothing(tmp_path: Path) -> None:
    write([output("a.md"), output("b.md")], tmp_path)

    def broken() -> Iterator[Output]:
        yield output("a.md", "Mới")
        raise RuntimeError("a renderer failed")

    with pytest.raises(RuntimeError, match="a renderer failed"):
        write(broken(), tmp_path)
    assert set(tree(tmp_path)) == {"a.md", "b.md"}


paths = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")
trees = st.dictionaries(paths, st.binary(max_size=3), max_size=8)


@given(trees, trees)
def test_whatever_stood_there_what_was_made_is_what_stands(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("docs")
    write([output(path, content) for path, content in before.items()], folder)
    found = write([output(path, content) for path, content in after.items()], folder)
    assert tree(folder) == after
    assert set(found.written) == {path for path, content in after.items() if before.get(path) != content}
    assert set(found.removed) == before.keys() - after.keys()
    assert all(any(each.iterdir()) for each in folder.rglob("*") if each.is_dir())


# --- Portions ---


def portion(key: str, *outputs: Output, made: list[str] | None = None) -> Portion:
    """A portion that notes in `made` when it is made."""

    def make() -> Iterator[Output]:
        if made is not None:
            made.append(key)
        yield from outputs

    return Portion(key=key, make=make)


def test_a_portion_is_made_again_only_when_its_key_is_new_or_its_files_do_not_stand(tmp_path: Path) -> None:
    made: list[str] = []
    says = Output(path="anh/a.png", content=lambda: b"pixels", made_from="data/", says=("Chữ trong ảnh",))
    first, second = portion("1", output("a.md"), says, made=made), portion("2", output("b.md"), made=made)
    last = written.write([first, second], tmp_path).inventory

    def again(*portions: Portion) -> tuple[list[str], Tree]:
        made.clear()
        found = written.write(portions, tmp_path, last=last)
        return [*made], found

    assert again(first, second) == ([], Tree(paths=("a.md", "anh/a.png", "b.md"), written=(), removed=()))
    assert again(first, second)[1].inventory == last
    assert again(first, second)[1].inventory.says == {"anh/a.png": ("Chữ trong ảnh",)}
    changed, found = again(first, portion("3", output("b.md", "Khác"), made=made))
    assert (changed, found.written, found.removed) == (["3"], ("b.md",), ())
    changed, found = again(first, second)
    assert (changed, found.written) == (["2"], ("b.md",))  # what the inventory tells of stood there no more
    (tmp_path / "anh" / "a.png").unlink()
    assert again(first)[0] == ["1"]
    assert set(tree(tmp_path)) == {"a.md", "anh/a.png"}


def test_a_picture_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    picture = portion("1", output("a.md"), costly("anh/a.png", lambda: b"pixels"))
    last = written.write([picture], tmp_path).inventory
    (tmp_path / "anh" / "a.png").write_bytes(b"pix")
    assert written.write([picture], tmp_path, last=last).written == ("anh/a.png",)
    assert (tmp_path / "anh" / "a.png").read_bytes() == b"pixels"


def test_a_page_that_was_taken_over_is_listed_as_before(tmp_path: Path) -> None:
    listed = Listed(address="https://mau.example.org/a/", updated=date(2022, 7, 15))
    page = Output(path="a.md", content="A", made_from="data/", listed=listed)

    def maps(found: Iterable[Listed]) -> Iterator[Output]:
        yield output("map.txt", "\n".join(f"{each.address} {each.updated}" for each in found))

    last = written.write([portion("1", page)], tmp_path, maps=maps).inventory
    before = tree(tmp_path)
    assert written.write([portion("1")], tmp_path, maps=maps, last=last).written == ()
    assert tree(tmp_path) == before
    assert before["map.txt"] == b"https://mau.example.org/a/ 2022-07-15"


def test_two_portions_may_want_one_picture_but_not_one_page(tmp_path: Path) -> None:
    picture = costly("anh/a.png", lambda: b"pixels")
    found = written.write([portion("1", output("a.md"), picture), portion("2", output("b.md"), picture)], tmp_path)
    assert found.written == ("a.md", "anh/a.png", "b.md")
    alone = written.write([portion("2", output("b.md"), picture)], tmp_path, last=found.inventory)
    assert (alone.removed, alone.paths) == (("a.md",), ("anh/a.png", "b.md"))
    with pytest.raises(Failure, match="Hai mục cùng đòi một tệp 'b"):
        written.write(
            [portion("2", output("b.md"), picture), portion("4", output("b.md"))], tmp_path, last=alone.inventory
        )


def test_an_inventory_is_kept_as_it_was_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    says = Output(path="anh/a.png", content=lambda: b"pixels", made_from="data/", says=("Chữ",))
    page = Output(
        path="a.md", content="A", made_from="x", listed=Listed(address="https://a.example.org/", updated=None)
    )
    made = written.write([portion("1", page, says)], docs).inventory
    made.keep(docs)
    assert Inventory.of(docs) == made
    kept = record_of(docs).read_bytes()
    for damaged in (b"", b"[]", b"{", kept[:-5], b'{"1": 2}', b'{"1": [[]]}', b'{"1": [["a.md", "x", "1"]]}', b"\xff"):
        record_of(docs).write_bytes(damaged)
        assert Inventory.of(docs) == Inventory()
    assert Inventory.of(tmp_path / "none") == Inventory()
