"""Whatever way a program saves, and whenever, it is seen once; what is no edit is not."""

import os
import threading
import time
from pathlib import Path

import pytest

from generator.serve.watch import Watch

SOON_S = 0.4  # longer than it takes to look twice


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Two stories and a file of settings."""
    (tmp_path / "data").mkdir()
    for name in ("a.yml", "b.yml"):
        (tmp_path / "data" / name).write_text("cũ\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("cũ\n", "utf-8")
    return Watch((tmp_path / "data", tmp_path / "content", tmp_path / "mkdocs.yml"))


def test_every_way_to_save_is_seen_and_only_once(watch: Watch, tmp_path: Path) -> None:
    a, b, settings = tmp_path / "data" / "a.yml", tmp_path / "data" / "b.yml", tmp_path / "mkdocs.yml"

    def over() -> None:
        a.write_text("mới\n", "utf-8")

    def beside() -> None:  # as vim and many others: the old file by another name, the new one in its place
        a.rename(tmp_path / "data" / "a.yml~")
        a.write_text("mới\n", "utf-8")
        (tmp_path / "data" / "a.yml~").unlink()

    def with_the_same_size_and_age() -> None:
        other = tmp_path / "c"
        other.write_text("khá\n", "utf-8")
        stat = a.stat()
        other.replace(a)
        os.utime(a, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def in_a_new_folder() -> None:
        (tmp_path / "content" / "sâu").mkdir(parents=True)
        (tmp_path / "content" / "sâu" / "x.md").touch()

    for save in (over, beside, with_the_same_size_and_age, b.unlink, in_a_new_folder, settings.touch):
        save()
        assert watch.wait(SOON_S), save
        assert not watch.wait(SOON_S), save


def test_what_was_saved_while_nobody_waited_is_not_missed(watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "data" / "a.yml").write_text("trong lúc dựng\n", "utf-8")
    time.sleep(SOON_S)
    assert watch.wait(0.01)


def test_a_file_that_is_still_being_written_is_waited_for(watch: Watch, tmp_path: Path) -> None:
    def slowly() -> None:
        with (tmp_path / "data" / "a.yml").open("w", encoding="utf-8") as file:
            for _ in range(20):
                file.write("một dòng\n")
                file.flush()
                time.sleep(0.01)

    writer = threading.Thread(target=slowly)
    writer.start()
    assert watch.wait(10)
    writer.join()
    assert not watch.wait(SOON_S)


def test_what_programs_keep_beside_a_file_is_no_edit(watch: Watch, tmp_path: Path) -> None:
    for name in (".a.yml.swp", "~$a.xlsx", "a.yml~", ".git/x"):
        (tmp_path / "data" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "data" / name).touch()
    (tmp_path / "data" / "a.yml").read_text("utf-8")
    assert not watch.wait(SOON_S)


def test_what_changed_the_last_time_is_seen_before_all_else_is_looked_at(
    watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who saves a file saves it again: of thousands of files it is looked at in between."""
    a = tmp_path / "data" / "a.yml"
    a.write_text("một\n", "utf-8")
    assert watch.wait(SOON_S)
    monkeypatch.setattr("generator.serve.watch._EVERY_SECONDS", 60.0)
    threading.Timer(0.1, a.write_text, ("hai, ba\n", "utf-8")).start()
    assert watch.wait(5)
