"""A whole site takes the place of the last one, or nothing changes: the engine is the real MkDocs."""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from campaigns import INITIATIVE, PAGE, PROGRESS, SETTINGS, TEXTS, TODAY, edited, write_campaign
from filelock import FileLock
from shipped import copy_shipped

from generator import publish, readings, releases
from generator.problems import DataRefused, Failure, Rule
from generator.publish import Built

OLD_NS = 10**18


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A small campaign, and what building it said."""
    root = write_campaign(tmp_path_factory.mktemp("built"))
    return root, publish.build(root, TODAY)


@pytest.fixture
def root(built: tuple[Path, Built], tmp_path: Path) -> Path:
    """The built campaign, a test's own."""
    return shutil.copytree(built[0], tmp_path / "campaign")


def beside(root: Path) -> set[str]:
    states = (".lock", ".read.json", ".docs.files.json", ".site.made.json")
    return {each.name for each in (root / "build").iterdir() if each.name not in states}


# --- What is published --------------------------------------------------------------------------------


def test_every_page_is_in_the_site(built: tuple[Path, Built]) -> None:
    root, said = built
    pages = [path for path in said.tree.paths if path.endswith(".md")]
    assert said.site == root / "build" / "site"
    assert said.pages == len(pages) == 50
    assert (said.site / "index.html").is_file()
    assert (said.site / "tien-do" / "bac" / "index.html").is_file()
    assert (said.site / "du-lieu" / "tien-do.csv").read_bytes() == (
        root / "build/docs/du-lieu/tien-do.csv"
    ).read_bytes()
    assert "Đèn tiết kiệm cho nhà xưởng" in (said.site / "sang-kien" / "den-tiet-kiem" / "index.html").read_text(
        "utf-8"
    )
    assert beside(root) == {"docs", "site"}


def test_building_again_writes_nothing_anew_and_gives_the_same_site(root: Path) -> None:
    before = files(root / "build" / "site")
    docs = root / "build" / "docs"
    for path in docs.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(OLD_NS, OLD_NS))
    again = publish.build(root, TODAY)
    assert (again.tree.written, again.tree.removed) == ((), ())
    assert {path.stat().st_mtime_ns for path in docs.rglob("*") if path.is_file()} == {OLD_NS}
    assert files(root / "build" / "site") == before


def test_what_the_data_is_asked_is_told_also_when_nothing_changed(root: Path) -> None:
    write_campaign(root, edited(INITIATIVE, ("cho nhà xưởng", "cho nhà xưởng ▲")))
    (asked,) = publish.build(root, TODAY).questions
    assert asked.rule is Rule.SIGN_LACKING
    again = publish.build(root, TODAY)
    assert (again.tree.written, again.questions) == ((), (asked,))


def test_a_change_writes_only_what_it_changes(root: Path) -> None:
    write_campaign(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
    written = publish.build(root, TODAY).tree.written
    assert [path for path in written if not path.startswith("tim-kiem/")] == ["gioi-thieu/index.md"]
    assert len(written) == 5, "with the page's record, both parts of so small an index, and its table of contents"
    assert "Ý nghĩa" in (root / "build/site/gioi-thieu/index.html").read_text("utf-8")


def test_what_is_taken_out_of_the_data_is_gone_from_the_site(root: Path) -> None:
    write_campaign(root, edited(INITIATIVE, ("status: approved", "status: archived")))
    removed = publish.build(root, TODAY).tree.removed
    assert "sang-kien/den-tiet-kiem/index.md" in removed
    assert any(re.fullmatch(r"anh/[0-9a-f]{16}-\d+-\w+\.avif", path) for path in removed)
    assert not (root / "build/site/sang-kien/den-tiet-kiem").exists()
    assert not [
        each.name
        for each in (root / "build/site/anh").rglob("*")
        if "den-tiet-kiem" in each.name or "avif" in each.name
    ]


def test_full_makes_everything_anew(root: Path) -> None:
    (root / "build/docs/la.md").write_text("Lạ", "utf-8")
    made = publish.build(root, TODAY, full=True).tree
    assert made.written == made.paths
    assert "la.md" not in made.paths


def test_the_site_goes_where_it_is_told(root: Path, tmp_path: Path) -> None:
    before = files(root / "build" / "site")
    said = publish.build(root, TODAY, site=tmp_path / "www" / "html")
    assert said.site == tmp_path / "www" / "html"
    assert files(said.site) == before
    assert [each.name for each in (tmp_path / "www").iterdir()] == ["html"]


def test_stages_are_told_in_order(root: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    write_campaign(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
    publish.build(root, TODAY, tell=lambda *each: told.append(each))
    assert list(dict.fromkeys(stage for stage, _done, _whole in told)) == ["read", "write", "site", "verify", "swap"]
    assert [each for each in told if each[0] == "site"][-1] == ("site", 50, 50)


# --- What fails changes nothing -----------------------------------------------------------------------


def edit(root: Path, changes: Mapping[str, str | bytes | None]) -> None:
    write_campaign(root, changes)


def settings(extra: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    """Break mkdocs.yml by adding to it."""
    return lambda root, _patch: edit(root, {SETTINGS: TEXTS[SETTINGS] + extra})


def bad_data(root: Path, _patch: pytest.MonkeyPatch) -> None:
    edit(root, {PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,một,,\n"})


def full_disk(_root: Path, patch: pytest.MonkeyPatch) -> None:
    def write(*_outputs: object, **_options: object) -> None:
        raise OSError(28, "No space left on device", "build/docs/index.md")

    patch.setattr(publish, "write", write)


def full_disk_at_the_swap(root: Path, patch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if target == root / "build" / "site" and self.parent.name.startswith(".site.staging-"):
            raise OSError(28, "No space left on device", str(self))
        return real(self, target)

    patch.setattr(Path, "rename", rename)
    patch.setattr(releases, "_exchanged", lambda _one, _other: False)  # as where no system call does it


def no_templates(root: Path, _patch: pytest.MonkeyPatch) -> None:
    (root / "overrides").mkdir()
    (root / "overrides" / "main.html").write_text("{{ page.khong.co.gi }}", "utf-8")
    edit(root, {SETTINGS: TEXTS[SETTINGS] + "theme: {name: mkdocs, custom_dir: overrides}\n"})


FAILURES: Mapping[str, tuple[Callable[[Path, pytest.MonkeyPatch], None], type[Failure], str]] = {
    "data": (bad_data, DataRefused, "Dữ liệu có 1 lỗi."),
    "warning": (
        settings("nav: [Trang chủ: index.md, Lạ: la.html]\n"),
        Failure,
        "MkDocs cảnh báo:\n  A reference to 'la.html' is included in the 'nav' configuration",
    ),
    "left-out": (
        settings("exclude_docs: /ho-tro/\n"),
        Failure,
        "MkDocs bỏ sót 1 tệp, tệp đầu là ho-tro/index.md; hãy xem lại mkdocs.yml.",
    ),
    "settings": (settings("hooks: [la.py]\n"), DataRefused, "Dữ liệu có 1 lỗi."),
    "theme": (settings("theme: {name: mkdocs, custom_dir: overrides}\n"), Failure, "overrides') does not exist."),
    "template": (no_templates, Failure, "MkDocs không dựng được trang: UndefinedError"),
    "disk": (full_disk, Failure, "Không ghi được ra đĩa (No space left on device: build/docs/index.md)."),
    "swap": (full_disk_at_the_swap, Failure, "Không ghi được ra đĩa (No space left on device: "),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_says_why_and_leaves_the_site_byte_for_byte(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking, kind, message = FAILURES[name]
    before = files(root / "build" / "site")
    edit(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
    breaking(root, monkeypatch)
    with pytest.raises(kind) as failed:
        publish.build(root, TODAY)
    assert type(failed.value) is kind
    assert message in str(failed.value)
    assert files(root / "build" / "site") == before
    assert beside(root) == {"docs", "site"}


def test_a_first_build_that_fails_leaves_no_site(tmp_path: Path) -> None:
    root = write_campaign(tmp_path, {SETTINGS: TEXTS[SETTINGS] + "exclude_docs: /ho-tro/\n"})
    with pytest.raises(Failure):
        publish.build(root, TODAY)
    assert beside(root) == {"docs"}


def test_stopping_in_the_middle_of_the_swap_puts_the_site_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(root / "build" / "site")
    write_campaign(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.parent.name.startswith(".site.staging-"):
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(releases, "_exchanged", lambda _one, _other: False)
    with pytest.raises(KeyboardInterrupt):
        publish.build(root, TODAY)
    assert files(root / "build" / "site") == before
    assert beside(root) == {"docs", "site"}


def test_a_campaign_without_settings_or_folder_says_so(root: Path, tmp_path: Path) -> None:
    (root / SETTINGS).unlink()
    with pytest.raises(Failure, match=r"Không thấy mkdocs\.yml"):
        publish.build(root, TODAY)
    with pytest.raises(Failure, match=r"Không có thư mục .*/khong-co\."):
        publish.check(tmp_path / "khong-co", TODAY)


# --- After a crash ------------------------------------------------------------------------------------


def crash(root: Path) -> None:
    """Leave what a machine that lost power between the two renames of a swap would."""
    (root / "build" / "site").rename(root / "build" / ".site.previous")
    left = root / "build" / ".site.staging-abc123" / "site"
    left.mkdir(parents=True)
    (left / "index.html").write_text("nửa chừng", "utf-8")


def test_the_next_build_heals_what_a_crash_left(root: Path) -> None:
    before = files(root / "build" / "site")
    crash(root)
    publish.build(root, TODAY)
    assert files(root / "build" / "site") == before
    assert beside(root) == {"docs", "site", ".site.kept"}


def test_a_build_that_fails_after_a_crash_still_puts_the_site_back(root: Path) -> None:
    before = files(root / "build" / "site")
    crash(root)
    settings("exclude_docs: /ho-tro/\n")(root, pytest.MonkeyPatch())
    with pytest.raises(Failure):
        publish.build(root, TODAY)
    assert files(root / "build" / "site") == before


def test_a_crash_after_the_swap_keeps_the_new_site(root: Path) -> None:
    (root / "build" / ".site.previous").mkdir()
    (root / "build" / ".site.previous" / "index.html").write_text("cũ", "utf-8")
    edit(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
    publish.build(root, TODAY)
    assert "Ý nghĩa" in (root / "build/site/gioi-thieu/index.html").read_text("utf-8")
    assert beside(root) == {"docs", "site", ".site.kept"}


# --- What is not a site is not replaced ---------------------------------------------------------------


@pytest.mark.parametrize("place", [".", "..", "build", "data", "data/photos", "content", "build/docs", "overrides/x"])
def test_the_site_never_takes_the_place_of_the_campaign(root: Path, place: str) -> None:
    before = files(root)
    with pytest.raises(Failure, match="ở đó có dữ liệu của chiến dịch"):
        publish.build(root, TODAY, site=root / place)
    assert files(root) == before


def test_the_site_never_takes_the_place_of_what_is_no_site(root: Path, tmp_path: Path) -> None:
    (tmp_path / "anh-cuoi").mkdir()
    (tmp_path / "anh-cuoi" / "1.jpg").write_bytes(b"pixels")
    (tmp_path / "tep").write_bytes(b"text")
    for place in ("anh-cuoi", "tep"):
        with pytest.raises(Failure, match="ở đó có thứ không phải là trang"):
            publish.build(root, TODAY, site=tmp_path / place)
    assert (tmp_path / "anh-cuoi" / "1.jpg").read_bytes() == b"pixels"
    assert (tmp_path / "tep").read_bytes() == b"text"


# --- What is known to be as it was ---


def test_what_changed_a_moment_ago_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock of two seconds gives two edits one time."""
    root = write_campaign(tmp_path)
    of_inputs = partial(publish._inputs, root, TODAY, "mkdocs")  # noqa: SLF001 - what it tells apart takes a build each
    assert of_inputs() != of_inputs()
    monkeypatch.setattr(readings, "TICK_NS", 0)
    assert of_inputs() == of_inputs()


def test_a_file_that_a_link_leads_to_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "TICK_NS", 0)
    root, shared = write_campaign(tmp_path / "root"), tmp_path / "main.html"
    (root / "overrides").mkdir()
    (root / "overrides" / "main.html").symlink_to(shared)
    seen = {publish._inputs(root, TODAY, "mkdocs")}  # noqa: SLF001 - as above
    for text in ("a", "ab"):
        shared.write_text(text, "utf-8")
        seen.add(publish._inputs(root, TODAY, "mkdocs"))  # noqa: SLF001 - as above
    assert len(seen) == 3


# --- The day ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frozen", "asked", "day"),
    [
        (None, None, date(2022, 7, 20)),
        (date(2022, 7, 18), None, date(2022, 7, 18)),
        (date(2022, 7, 18), date(2022, 7, 16), date(2022, 7, 16)),
        (None, date(2022, 7, 16), date(2022, 7, 16)),
    ],
)
def test_today_is_what_is_asked_for_else_frozen_else_the_surroundings(
    tmp_path: Path, frozen: date | None, asked: date | None, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2022, 7, 20, 23, 59, tzinfo=UTC).timestamp())))
    changes = {"data/campaign.yml": TEXTS["data/campaign.yml"] + (f"frozen_on: {frozen}\n" if frozen else "")}
    assert publish.check(write_campaign(tmp_path, changes), asked) == ((), day)


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_a_date_in_the_surroundings_today_is_the_clocks(
    epoch: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = datetime.now(publish.VIETNAM).date()
    assert before <= publish.fallback_today() <= datetime.now(publish.VIETNAM).date()
    assert datetime(2026, 11, 22, 17, tzinfo=UTC).astimezone(publish.VIETNAM).date() == date(2026, 11, 23)


def test_a_date_in_the_surroundings_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hôm nay")
    with pytest.raises(Failure, match="SOURCE_DATE_EPOCH cần số giây từ 1970, nhưng thấy 'hôm nay'"):
        publish.fallback_today()


def test_building_leaves_the_surroundings_as_they_were(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    publish.build(root, TODAY)
    assert os.environ["SOURCE_DATE_EPOCH"] == "12345"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    publish.build(root, TODAY)
    assert "SOURCE_DATE_EPOCH" not in os.environ


# --- What the reviews found ---------------------------------------------------------------------------


def test_text_from_data_is_never_markup_on_any_page(tmp_path: Path) -> None:
    """MkDocs' templates escape nothing by themselves."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)> & <b>'
    written = evil.replace('"', '\\"')
    root = copy_shipped(tmp_path)
    for path, field in {
        "data/initiatives/bang-mau-can-chuyen.yml": "title",
        "data/initiatives/ga-kep-may-tui-ao.yml": "summary",
        "data/people/le-thi-hong-tham.yml": "job",
        "data/campaign.yml": "illustrative",
    }.items():
        text = (root / path).read_text("utf-8")
        begin = re.search(rf"^{field}: .*$", text, re.MULTILINE)
        assert begin, path
        (root / path).write_text(text.replace(begin.group(), f'{field}: "{written}"', 1), "utf-8")
    publish.build(root, None)
    pages = {path: path.read_text("utf-8") for path in (root / "build" / "site").rglob("*.html")}
    told = {path.relative_to(root / "build" / "site").as_posix() for path, text in pages.items() if "alert(2)" in text}
    silent = {path.relative_to(root / "build" / "site").as_posix() for path in pages} - told
    assert {path for path in silent if not re.match("nhung/.+/", path)} == {"404.html"}, "all others carry the notice"
    assert [path for path, text in pages.items() if re.search(r"<script>alert|<img src=x", text)] == []


def test_a_link_to_nowhere_is_the_datas_problem_and_not_the_disks(root: Path) -> None:
    (root / "data" / "people" / "mot-nguoi.yml").symlink_to(root / "khong-co.yml")
    with pytest.raises(DataRefused) as refused:
        publish.build(root, TODAY)
    assert [each.at.path for each in refused.value.problems] == ["data/people/mot-nguoi.yml"]


def test_a_second_build_waits_for_nobody_and_harms_nothing(root: Path) -> None:
    before = files(root / "build" / "site")
    with FileLock(root / "build" / ".lock"), pytest.raises(Failure, match="Một lần dựng khác"):
        publish.build(root, TODAY)
    assert files(root / "build" / "site") == before


def test_a_folder_that_only_looks_like_a_site_is_spared(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "404.html").write_text("x", "utf-8")
    (other / "luan-van.txt").write_text("của tôi", "utf-8")
    with pytest.raises(Failure, match="thứ không phải là trang"):
        publish.build(root, TODAY, site=other)
    assert (other / "luan-van.txt").read_text("utf-8") == "của tôi"


def test_a_docs_tree_that_is_a_link_elsewhere_is_not_swept(root: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "giu-lai.txt").write_text("x", "utf-8")
    shutil.rmtree(root / "build" / "docs")
    (root / "build" / "docs").symlink_to(precious)
    with pytest.raises(Failure, match="liên kết tới nơi khác"):
        publish.build(root, TODAY)
    assert (precious / "giu-lai.txt").exists()


def test_after_a_crash_the_site_is_back_even_if_the_data_is_bad(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(root / "build" / "site")
    crash(root)
    bad_data(root, monkeypatch)
    with pytest.raises(DataRefused):
        publish.build(root, TODAY)
    assert files(root / "build" / "site") == before
