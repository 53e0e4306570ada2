"""Whatever is edited, and in whatever order: the site is the bytes of one that is built from nothing."""

import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from campaigns import AGREED, CAMPAIGN, INITIATIVE, PAGE, PROGRESS, SETTINGS, TODAY, UNITS, write_campaign
from shipped import ROOT, themed

from generator import publish
from generator.inventory import record_of
from generator.problems import Failure
from generator.render.index import Index, Text

STAYING = 0.6  # of the builds, those of one process
SEEDS = tuple(map(int, os.environ.get("EDIT_SEEDS", "1").split(",")))  # more of them: EDIT_SEEDS=2,3,4
EDITS = 6
SECOND = "data/initiatives/sang-kien-moi.yml"
NAV = "plugins: []\nnav:\n  - Trang chủ: index.md\n  - Tiến độ: tien-do/index.md\n  - Giới thiệu: gioi-thieu/index.md\n"


class Desk:
    """A campaign that is edited at random, and the day that is shown."""

    def __init__(self, root: Path, random: Random) -> None:
        """A campaign in the shipped theme, with two initiatives."""
        self.root, self.random, self.day = root, random, TODAY
        self.number = self.reports = 0
        theme = themed(write_campaign(root)) / "overrides"
        theme.unlink()
        shutil.copytree(ROOT / "overrides", theme)
        self.change(SETTINGS, lambda text: text.replace("theme:", f"{NAV}theme:", 1))
        self.add()

    def change(self, path: str, edit: Callable[[str], str]) -> None:
        file = self.root / path
        before = file.read_text("utf-8")
        after = edit(before)
        assert after != before, path
        file.write_text(after, "utf-8")

    def some(self) -> str:
        self.number += 1
        return f"Chữ {self.number} {self.random.choice(['muối', 'nho', 'gió', 'điện'])}"

    # --- The edits: every public method that says nothing of itself ---

    def add(self) -> None:
        text = (self.root / INITIATIVE).read_text("utf-8").replace("id: den-tiet-kiem", "id: sang-kien-moi")
        text = re.sub("(?m)^title: .*", f"title: {self.some()}", text)
        (self.root / SECOND).write_text(text, "utf-8")

    def remove(self) -> None:
        (self.root / SECOND).unlink(missing_ok=True)

    def retitle(self) -> None:
        self.change(INITIATIVE, lambda text: re.sub("(?m)^title: .*", f"title: {self.some()}", text))

    def retell(self) -> None:
        self.change(INITIATIVE, lambda text: re.sub("(?m)^  Tách.*|^  Chữ.*", f"  {self.some()}.", text))

    def rewrite(self) -> None:
        self.change(PAGE, lambda text: f"{text}\n{self.some()}.\n")

    def report(self) -> None:
        self.reports += 1  # each later and more: another row would be refused
        self.change(PROGRESS, lambda text: f"{text}2022-07-{self.reports:02},bac,{90 + self.reports},,\n")

    def rename_unit(self) -> None:
        self.change(UNITS, lambda text: re.sub("(?m)^nam,[^,]*", f"nam,Công đoàn {self.some()}", text))

    def withdraw(self) -> None:
        scopes = self.random.choice(["[photo]", "[social]", "[name]"])
        self.change(
            AGREED,
            lambda text: (
                re.sub("(?m)^withdrawn:.*\n", "", text)
                + f"withdrawn: {{date: 2022-07-{1 + self.number % 10:02}, scopes: {scopes}}}\n"
            ),
        )
        self.number += 1

    def move_day(self) -> None:
        self.day += timedelta(days=self.random.choice([1, 20, 200]))

    def brand(self) -> None:
        name = self.some()  # the two files have to agree
        self.change(CAMPAIGN, lambda text: re.sub("(?m)^short_name: .*", f"short_name: {name}", text))
        self.change(SETTINGS, lambda text: re.sub("(?m)^site_name: .*", f"site_name: {name}", text))

    def restyle(self) -> None:
        self.change("overrides/assets/site.css", lambda text: f"{text}\n/* {self.some()} */\n")

    def relay(self) -> None:
        self.change("overrides/partials/footer.html", lambda text: f"{text}\n<p>{self.some()}</p>\n")

    def set_menu(self) -> None:
        self.change(SETTINGS, lambda text: re.sub("- (?:Giới thiệu|Chữ.*): gioi", f"- {self.some()}: gioi", text))

    def tamper(self) -> None:
        """Someone writes into a page of the site itself, or takes one away."""
        victim = self.root / "build/site/gioi-thieu/index.html"
        text = victim.read_text("utf-8")
        victim.unlink()
        if self.random.random() < 0.5:
            victim.write_text(text.replace("Mục đích", "Phá"), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_the_site_is_what_a_clean_build_gives(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - to edit by, no secret
    desk = Desk(tmp_path / "desk", random)
    edits = (
        *(desk.add, desk.remove, desk.retitle, desk.retell, desk.rewrite, desk.report, desk.rename_unit),
        *(desk.withdraw, desk.move_day, desk.brand, desk.restyle, desk.relay, desk.set_menu, desk.tamper),
    )
    memory = publish.Memory(desk.root)  # of a process that goes on, while others come and go
    publish.build(desk.root, desk.day)
    done: list[str] = []
    for _number in range(EDITS):
        for edit in random.sample(edits, random.choice([1, 1, 3])):
            edit()
            done.append(edit.__name__)
        if random.random() < STAYING:
            publish.build(desk.root, desk.day, memory=memory)
            memory.save()
        else:
            publish.build(desk.root, desk.day)
    clean = tmp_path / "clean"
    shutil.copytree(desk.root, clean, ignore=shutil.ignore_patterns("build"))
    publish.build(clean, desk.day)
    for made in ("docs", "site"):
        found, wanted = tree(desk.root / "build" / made), tree(clean / "build" / made)
        assert sorted(found.keys() ^ wanted.keys()) == [], done
        assert [path for path in found if found[path] != wanted[path]] == [], done


def test_a_link_and_what_it_led_to_may_go_together(tmp_path: Path) -> None:
    """Only what is led to now counts, not what was before."""
    desk = Desk(tmp_path, Random(0))  # noqa: S311 - to edit by, no secret
    desk.change(PAGE, lambda text: f"{text}\n[xem](gioi-thieu-them.md#muc)\n")
    more = tmp_path / "content" / "gioi-thieu-them.md"
    more.write_text("---\ntitle: Thêm\ndescription: Thêm.\n---\n\n## Mục {#muc}\n", "utf-8")
    publish.build(tmp_path, TODAY)
    desk.change(PAGE, lambda text: text.replace("\n[xem](gioi-thieu-them.md#muc)\n", ""))
    more.write_text(more.read_text("utf-8").replace(" {#muc}", " {#khac}"), "utf-8")
    publish.build(tmp_path, TODAY)
    desk.change(PAGE, lambda text: f"{text}\n[xem](gioi-thieu-them.md#muc)\n")
    with pytest.raises(Failure, match=r"gioi-thieu-them/index\.html: không có mục #muc"):
        publish.build(tmp_path, TODAY)


def test_what_was_prepared_the_first_edit_need_not_wait_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, Random(0))  # noqa: S311 - to edit by, no secret
    before = publish.build(tmp_path, TODAY)
    memory = publish.Memory(tmp_path)
    publish.prepare(tmp_path, TODAY, memory)
    looked_at: list[object] = []
    keys = Index._keys  # noqa: SLF001 - what is made of each text

    def noting(index: Index, text: Text) -> object:
        looked_at.append(text)
        return keys(index, text)

    monkeypatch.setattr(Index, "_keys", noting)
    desk.rewrite()
    after = publish.build(tmp_path, TODAY, memory=memory)
    assert len(looked_at) == 2  # the page's text as it was, and as it is
    assert 0 < len(after.tree.written) < 10 < len(before.tree.written)


def test_a_process_that_goes_on_leaves_alone_what_others_wrote_meanwhile(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Random(0))  # noqa: S311 - to edit by, no secret
    docs, memory = tmp_path / "build/docs", publish.Memory(tmp_path)
    publish.build(tmp_path, TODAY, memory=memory)
    memory.save()
    desk.rewrite()
    publish.build(tmp_path, TODAY, memory=memory)  # and before that is saved
    desk.rewrite()
    publish.build(tmp_path, TODAY)
    written = record_of(docs).read_bytes()
    memory.save()
    assert record_of(docs).read_bytes() == written
    with publish.alone(tmp_path), ThreadPoolExecutor(1) as other:
        desk.rewrite()
        with pytest.raises(Failure, match="Một lần dựng khác"):
            other.submit(publish.build, tmp_path, TODAY, memory=memory).result()
        other.submit(memory.save).result()
    assert record_of(docs).read_bytes() == written


def test_what_another_process_left_when_it_was_broken_off_is_swept(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Random(0))  # noqa: S311 - to edit by, no secret
    docs, memory = tmp_path / "build/docs", publish.Memory(tmp_path)
    publish.build(tmp_path, TODAY, memory=memory)
    memory.save()
    publish.Memory(tmp_path).inventory(docs)  # as who begins to write
    left = docs / "guong-sang" / "ai-do" / "index.md"
    left.parent.mkdir(parents=True)
    left.write_text("Nguyễn Văn A", "utf-8")
    desk.rewrite()
    publish.build(tmp_path, TODAY, memory=memory)
    assert not left.exists()
