"""What was read before is never told from what is read anew; and nothing that stands in its file can do harm."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from random import Random

import pytest
from campaigns import (
    AGREED,
    CAMPAIGN,
    INITIATIVE,
    PHOTO,
    PROGRESS,
    SILENT,
    TEAMS,
    TEXTS,
    TODAY,
    UNITS,
    Changes,
    picture,
    write_campaign,
)
from fuzzed import PIECES

from generator import editorial, readings, withdrawal
from generator.calculation import Equation, equations
from generator.load import Folder
from generator.load.files import Files
from generator.parse import parse
from generator.problems import Problem, Rule
from generator.readings import FILE, Readings, Seen
from generator.rules import benefits, check

SEEDS = tuple(map(int, os.environ.get("EDIT_SEEDS", "1,2").split(",")))  # more of them: EDIT_SEEDS=4,5,6
EDITS = 50
SECOND = "data/initiatives/sang-kien-moi.yml"
SECOND_PHOTO = "data/photos/moi.png"
ONE = TEXTS[INITIATIVE]
OTHER = ONE.replace("id: den-tiet-kiem", "id: sang-kien-moi")

# What editors write, by file: each may give way to any other, or to nothing.
WRITTEN: dict[str, tuple[str | bytes | None, ...]] = {
    INITIATIVE: (
        ONE,
        ONE.replace("Mỗi dãy đèn một công tắc.", "Trần Thị Hoa tách dãy đèn, ▲ gọi 0912 345 678."),
        ONE.replace("1.000.000 đồng × 12 tháng", "1.000.000 đồng × 12 tháng = 13.000.000 đồng"),
        ONE.replace("unit: bac", "unit: bắc"),
        OTHER,
        None,
    ),
    SECOND: (OTHER, OTHER.replace("sang-kien-moi", "khac-ten"), OTHER.replace("Ban Tuyên giáo", "Phiếu 12345"), None),
    AGREED: (
        TEXTS[AGREED],
        TEXTS[AGREED].replace("Phiếu 1}", "Phiếu 12345}"),
        TEXTS[AGREED].replace("Phiếu 1}", "Phiếu 1, expires: 2022-07-20}"),
        TEXTS[AGREED].replace("Thợ điện", "Người dạy Trần Thị Hoa nghề điện"),
        TEXTS[AGREED] + "withdrawn: {date: 2022-07-01, scopes: [social, name]}\n",
        None,
    ),
    SILENT: (TEXTS[SILENT], TEXTS[SILENT].replace("Trần Thị Hoa", "Nguyễn Văn Xưởng"), None),
    UNITS: (TEXTS[UNITS], TEXTS[UNITS].replace("Huyện Bắc|", ""), TEXTS[UNITS].replace("bac,", "bac bo,"), None),
    CAMPAIGN: (
        TEXTS[CAMPAIGN],
        TEXTS[CAMPAIGN] + "work_contacts:\n  - 0912 345 678\n",
        TEXTS[CAMPAIGN].replace("id: ky-thuat", "id: co-khi"),
        TEXTS[CAMPAIGN] + 'frozen_on: 2022-07-10\nillustrative: "Số liệu minh họa."\n',
    ),
    PROGRESS: (TEXTS[PROGRESS], TEXTS[PROGRESS] + "2022-07-01,bac,900,,\n", TEXTS[PROGRESS].replace("60,40", "60,70")),
    PHOTO: (picture(), picture(width_px=90), picture()[:500], None),
    SECOND_PHOTO: (picture("PNG"), b"", None),
}


class Edits:
    """A campaign that is edited at random; every file keeps for a while what was written into it."""

    def __init__(self, root: Path, seed: int) -> None:
        """The small campaign in `root`."""
        self.root, self.random = write_campaign(root), Random(seed)  # noqa: S311 - no secrets here

    def edit(self) -> None:
        """Write, remove or damage a file, give it another's place, or only touch it."""
        random = self.random
        path = self.root / random.choice([*WRITTEN, *TEXTS])
        known = WRITTEN.get(
            path.relative_to(self.root).as_posix(), (TEXTS.get(path.relative_to(self.root).as_posix()),)
        )
        kind = random.choice(["write", "write", "mend", "mend", "damage", "move", "touch"])
        if kind == "damage" and path.is_file():
            text = path.read_bytes()
            at = random.randrange(len(text) + 1)
            path.write_bytes(text[:at] + random.choice(PIECES).encode() + text[at + random.randrange(8) :])
        elif kind == "move" and path.is_file():
            path.replace(path.with_stem(random.choice(["den-tiet-kiem", "sang-kien-moi", "le-van-binh", path.stem])))
        elif kind == "touch" and path.is_file():
            os.utime(path, (random.randrange(10**9), random.randrange(10**9)))
        else:
            content = known[0] if kind == "mend" else random.choice(known)
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)


def told(root: Path, known: Readings | None = None) -> tuple[object, ...]:
    """All that comes of reading: every record with its place and what was written in it, and every problem."""
    found = parse(root, known)
    records = [*found.units, *found.snapshots, *found.initiatives, *found.people, *found.support_teams, *found.posts]
    return (
        found.charter,
        [(each, each.origin, each.model_dump_json(exclude_unset=True)) for each in records],
        list(found.pictures.items()),
        found.pages,
        (found.settings, found.navigation, found.names, found.unreadable, found.unlisted, found.damaged),
        found.problems,
        check(found, TODAY),
    )


@pytest.mark.parametrize("recent_ns", [readings.TICK_NS, 0], ids=["just written", "of long ago"])
@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits_are_read_as_if_everything_was_read_anew(
    seed: int, recent_ns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one process, and from the file that each process leaves to the next."""
    monkeypatch.setattr(readings, "TICK_NS", recent_ns)
    edits = Edits(tmp_path, seed)
    (tmp_path / "build").mkdir()
    kept = Readings(tmp_path)
    rules: set[Rule] = set()
    for _edit in range(EDITS):
        edits.edit()
        if recent_ns == 0:
            time.sleep(0.012)  # a tick of the clock by which the system dates files
        anew = told(tmp_path)
        assert told(tmp_path, kept) == anew
        loaded = Readings.load(tmp_path)
        assert told(tmp_path, loaded) == anew
        loaded.save()
        rules |= {each.rule for each in anew[-1] if isinstance(each, Problem)} if isinstance(anew[-1], tuple) else set()
    assert len(rules) >= 8, rules


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the texts that are read from now on."""
    paths: list[str] = []
    text = Files.text

    def noting(files: Files, path: str, largest_bytes: int, *, required: bool = True) -> str | None:
        paths.append(path)
        return text(files, path, largest_bytes, required=required)

    monkeypatch.setattr(Files, "text", noting)
    return paths


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A campaign that was built once."""
    root = write_campaign(tmp_path / "root")
    (root / "build").mkdir()
    return root


def saved(root: Path) -> Path:
    """The file in which is kept what was read of the campaign in `root`."""
    kept = Readings(root)
    told(root, kept)
    kept.save()
    return root / FILE


ALWAYS = {"content/gioi-thieu.md", "mkdocs.yml", "data/register.csv"}  # few, and small, or not there


def test_what_is_as_it_was_is_not_read_again(campaign: Path, read: list[str]) -> None:
    """Neither in the same process nor in the next; and the very records of before stand for it."""
    kept = Readings(campaign)
    first = parse(campaign, kept)
    kept.save()
    (campaign / AGREED).write_text(TEXTS[AGREED].replace("Thợ điện", "Thợ hàn"), "utf-8")
    loaded = Readings.load(campaign)
    for known in (kept, loaded):
        read.clear()
        again = parse(campaign, known)
        assert set(read) == ALWAYS | {AGREED}
        assert again.initiatives == first.initiatives
        read.clear()
        parse(campaign, known)
        assert set(read) == ALWAYS
    again = parse(campaign, kept)
    assert again.initiatives[0] is first.initiatives[0]
    assert again.pictures["den.jpg"] is first.pictures["den.jpg"]


def test_what_had_nothing_is_not_asked_again_and_what_is_asked_keeps_its_place(
    campaign: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = OTHER.replace("1.000.000 đồng × 12 tháng", "1.000 đồng × 12 tháng = 13.000 đồng")
    (campaign / SECOND).write_text(edited, "utf-8")
    file = saved(campaign)
    asked: list[str] = []

    def sums(text: str) -> tuple[Equation, ...]:
        asked.append(text)
        return tuple(equations(text))

    monkeypatch.setattr(benefits, "_sums", sums)
    read.clear()
    loaded = Readings.load(campaign)
    found = check(parse(campaign, loaded), TODAY)
    assert {str(each.at) for each in found if each.rule is Rule.CALCULATION} == {f"{SECOND}:19:16"}
    assert set(asked) == {"1.000 đồng × 12 tháng = 13.000 đồng"}
    assert set(read) == ALWAYS
    written = file.stat().st_mtime_ns
    loaded.save()
    assert file.stat().st_mtime_ns == written  # nothing new was learned


CALLED = ONE.replace("Mỗi dãy đèn một công tắc.", "Gọi 0912 345 678.")


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (
            {INITIATIVE: CALLED, CAMPAIGN: TEXTS[CAMPAIGN] + "work_contacts:\n  - 0912 345 678\n"},
            {CAMPAIGN: TEXTS[CAMPAIGN]},
            Rule.PERSONAL_DATA,
        ),
        (
            {INITIATIVE: ONE.replace("Ban Tuyên giáo", "Phiếu 12345")},
            {AGREED: TEXTS[AGREED].replace("Phiếu 1}", "Phiếu 12345}")},
            Rule.PERSONAL_DATA,
        ),
        (
            {INITIATIVE: ONE.replace("Ban Tuyên giáo", "Nguyễn Văn Xưởng")},
            {SILENT: TEXTS[SILENT].replace("Trần Thị Hoa", "Nguyễn Văn Xưởng")},
            Rule.NAME_WITHOUT_CONSENT,
        ),
        (
            {INITIATIVE: ONE.replace("Ban Tuyên giáo", "Lê Văn Bình")},
            {AGREED: TEXTS[AGREED] + "withdrawn: {date: 2022-07-01, scopes: [social]}\n"},
            Rule.NAME_SHARED,
        ),
        ({}, {TEAMS: TEXTS[TEAMS] + "bac,Tổ 2,0912 345 678,,\nnam,,Thường trực tổ,,\n"}, Rule.PERSONAL_DATA),
        ({}, {UNITS: TEXTS[UNITS].replace("huyện Nam", "huyện Nam ▲")}, Rule.SIGN_LACKING),
        ({}, {PHOTO: picture(width_px=90)}, Rule.PHOTO_SMALL),
    ],
    ids=["contacts", "proofs", "names", "consents", "a row beside a wrong one", "another row", "a picture"],
)
def test_a_text_that_had_nothing_is_looked_at_again_when_what_is_looked_for_changes(
    campaign: Path, before: Changes, after: Changes, rule: Rule
) -> None:
    kept = Readings(campaign)
    write_campaign(campaign, before)
    assert rule not in {each.rule for each in check(parse(campaign, kept), TODAY)}
    kept.save()
    for path, content in after.items():
        assert content is not None
        (campaign / path).write_bytes(content.encode() if isinstance(content, str) else content)
    for known in (kept, Readings.load(campaign)):
        found = told(campaign, known)
        assert found == told(campaign)
        assert rule in {each.rule for each in check(parse(campaign, known), TODAY)}


@pytest.mark.parametrize("is_wary", [True, False])
def test_a_file_that_changes_twice_within_a_tick_of_the_clock_is_read_twice(
    campaign: Path, monkeypatch: pytest.MonkeyPatch, *, is_wary: bool
) -> None:
    """As on a disk that dates its files to two seconds; who was not wary would believe the first content for ever."""
    see = Readings.see

    def coarse(known: Readings, path: str) -> Seen | None:
        found = see(known, path)
        return found and Seen((found.stamp[0], 0, 0, found.stamp[3]), is_recent=found.is_recent and is_wary)

    monkeypatch.setattr(Readings, "see", coarse)
    kept = Readings(campaign)
    jobs = []
    for job in ("Thợ hàn 1", "Thợ hàn 2"):
        (campaign / AGREED).write_text(TEXTS[AGREED].replace("Thợ điện", job), "utf-8")
        jobs.append(parse(campaign, kept).people[0].job)
    assert jobs == (["Thợ hàn 1", "Thợ hàn 2"] if is_wary else ["Thợ hàn 1", "Thợ hàn 1"])


def test_a_file_is_known_by_its_stamp_as_soon_as_that_is_enough(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    content = readings._content  # noqa: SLF001

    def noting(path: Path) -> bytes:
        looked.append(path)
        return content(path)

    monkeypatch.setattr(readings, "_content", noting)
    kept = Readings(campaign)
    parse(campaign, kept)
    parse(campaign, kept)
    assert len(looked) == len(set(looked)) >= 7  # the bytes themselves are compared
    monkeypatch.setattr(readings, "TICK_NS", 0)
    parse(campaign, kept)
    looked.clear()
    parse(campaign, kept)
    assert looked == []


def test_a_folder_that_became_a_link_to_elsewhere_is_refused_as_ever(campaign: Path, tmp_path: Path) -> None:
    kept = Readings(campaign)
    parse(campaign, kept)
    (campaign / "data/people").rename(tmp_path / "people")  # the files are the same ones
    (campaign / "data/people").symlink_to(tmp_path / "people", target_is_directory=True)
    found = told(campaign, kept)
    assert found == told(campaign)
    assert {each.rule for each in parse(campaign, kept).problems} == {Rule.FILE_OUTSIDE}


def forged(file: Path, edit: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """The content of the file with its lines edited, and the digest that belongs to them."""
    _digest, program, *lines = file.read_bytes().split(b"\n")
    said = b"\n".join([program, *edit(lines)])
    return blake2b(said, digest_size=16).hexdigest().encode() + b"\n" + said


def test_nothing_in_the_file_runs_or_does_harm(campaign: Path, tmp_path: Path) -> None:
    """Whatever stands there, damaged or made on purpose: all is read as if nothing stood there."""
    file, anew = saved(campaign), told(campaign)
    whole, victim = file.read_bytes(), tmp_path / "victim"
    run = f"cos\nsystem\n(S'touch {victim}'\ntR.".encode()
    deep = b"[" * 100_000
    contents = {
        "empty": b"",
        "half": whole[: len(whole) // 2],
        "another byte": whole.replace("Thợ điện".encode(), "Thợ điên".encode()),
        "a pickle": run,
        "a pickle for a line": forged(file, lambda lines: [lines[0], run, *lines[2:]]),
        "deep": forged(file, lambda lines: [deep, *lines]),
        "deep values": forged(file, lambda lines: [lines[0], b"1 1 " + deep, *lines[2:]]),
        "other values": forged(file, lambda lines: [lines[0], b"1 1 " + json.dumps({"id": 7}).encode(), *lines[2:]]),
        "no values": forged(file, lambda lines: [each for each in lines if each.startswith(b"[")]),
        "endless": forged(file, lambda lines: [re.sub(rb'",1,', b'",99999999999999999999,', lines[0]), *lines[1:]]),
        "negative": forged(file, lambda lines: [re.sub(rb'",1,', b'",-5,', lines[0]), *lines[1:]]),
        "no text": forged(file, lambda lines: [*lines, b"\xff\xfe"]),
        "another program's": forged(file, lambda lines: lines).replace(whole.split(b"\n")[1], b"0" * 32),
    }
    for name, content in contents.items():
        file.write_bytes(content)
        assert told(campaign, Readings.load(campaign)) == anew, name
    assert not victim.exists()


def test_no_file_but_a_plain_one_is_opened_and_no_link_is_followed(campaign: Path, tmp_path: Path) -> None:
    file, anew = saved(campaign), told(campaign)
    whole, victim = file.read_bytes(), tmp_path / "victim"
    victim.write_bytes(whole)
    makes: list[Callable[[], None]] = [
        file.mkdir,
        partial(os.mkfifo, file),
        partial(file.symlink_to, victim),
        partial(file.symlink_to, file),
    ]
    for make in makes:
        file.unlink(missing_ok=True)
        make()
        known = Readings.load(campaign)
        assert told(campaign, known) == anew
        part = file.with_name(".read.part.json")
        part.unlink(missing_ok=True)
        part.symlink_to(victim)
        known.save()
        assert victim.read_bytes() == whole
        if file.is_dir():
            file.rmdir()
        else:
            assert file.read_bytes() == whole  # it stands there again, itself


def test_what_comes_with_a_campaign_is_not_believed(campaign: Path, tmp_path: Path) -> None:
    """Somebody packs a campaign together with a file of their own that says other things of it: of the same sizes and times."""
    file = saved(campaign)
    file.write_bytes(forged(file, lambda lines: [each.replace("Thợ điện".encode(), b"<b>") for each in lines]))
    assert "<b>" in {each.job for each in parse(campaign, Readings.load(campaign)).people}  # here, where it was made
    unpacked = shutil.copytree(campaign, tmp_path / "unpacked")
    assert (unpacked / AGREED).stat().st_mtime_ns == (campaign / AGREED).stat().st_mtime_ns
    assert told(unpacked, Readings.load(unpacked)) == told(unpacked)


def learnt(root: Path) -> str:
    """What is kept after one more process read the campaign in `root`, which knows what the one before left."""
    known = Readings.load(root)
    told(root, known)
    known.save()
    return (root / FILE).read_text("utf-8")


def test_few_readings_are_not_worth_a_file_but_words_that_were_edited_away_do_not_stay_in_it(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(campaign)
    monkeypatch.setattr(readings, "_WORTH_SAVING", 1)
    (campaign / SECOND).write_text(OTHER, "utf-8")
    assert "sang-kien-moi" not in learnt(campaign)
    (campaign / AGREED).write_text(TEXTS[AGREED].replace("Thợ điện", "Thợ hàn"), "utf-8")
    kept = learnt(campaign)
    assert "Thợ điện" not in kept
    assert "Thợ hàn" in kept
    (campaign / AGREED).write_text("job: Thợ hàn\n", "utf-8")
    assert "Thợ hàn" not in learnt(campaign)
    (campaign / SILENT).unlink()
    assert "Trần Thị Hoa" not in learnt(campaign)


def failing(error: type[BaseException], *_given: object) -> None:
    """Stand for anything that fails, or is broken off."""
    raise error


def broken_off(root: Path, known: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to read the campaign in `root`, all but its pages."""
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "page", partial(failing, KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            parse(root, known)


def test_words_that_were_edited_away_do_not_stay_after_a_reading_that_was_broken_off(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(campaign)
    monkeypatch.setattr(readings, "_WORTH_SAVING", 1)
    kept = Readings.load(campaign)
    (campaign / AGREED).write_text(TEXTS[AGREED].replace("Thợ điện", "Thợ hàn"), "utf-8")
    broken_off(campaign, kept, monkeypatch)
    told(campaign, kept)
    kept.save()
    assert "Thợ điện" not in file.read_text("utf-8")


def test_words_that_were_edited_away_do_not_stay_where_no_others_can_be_written(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full, or somebody breaks it off, nothing is kept: nor half of it in a file that is hidden."""
    for error in (OSError, KeyboardInterrupt):
        saved(campaign)
        known = Readings.load(campaign)
        (campaign / AGREED).write_text(TEXTS[AGREED].replace("Thợ điện", f"Thợ hàn {error.__name__}"), "utf-8")
        parse(campaign, known)
        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(Path, "replace", partial(failing, error))
            known.save()
        assert not list((campaign / "build").iterdir())


def test_what_a_killed_process_left_half_written_is_removed(campaign: Path) -> None:
    """By the next one that keeps something, though it has nothing to write; by a search, and by a withdrawal."""
    part = saved(campaign).with_name(".read.part.json")
    for remove in (partial(learnt, campaign), partial(readings.forget, campaign)):
        part.write_text("Trần Thị Hoa", "utf-8")
        remove()
        assert not part.exists()
    assert part.match("build/.*.json")  # what a withdrawal removes


def test_who_begins_anew_believes_nothing_and_leaves_nothing_of_before(campaign: Path, read: list[str]) -> None:
    file = saved(campaign)
    read.clear()
    anew = Readings(campaign)
    parse(campaign, anew)
    assert {INITIATIVE, AGREED, SILENT, CAMPAIGN} <= set(read)
    shutil.rmtree(campaign / "data")
    anew = Readings(campaign)
    parse(campaign, anew)
    anew.save()
    assert "Trần Thị Hoa" not in file.read_text("utf-8")
    written = file.stat().st_mtime_ns
    anew.save()
    assert file.stat().st_mtime_ns == written  # it says nothing of before now


def test_what_is_not_asked_any_more_is_not_remembered_however_long_a_process_lives(campaign: Path) -> None:
    kept = Readings(campaign)
    sizes = []
    for proof in range(10000, 10012):
        (campaign / AGREED).write_text(TEXTS[AGREED].replace("Phiếu 1}", f"Phiếu {proof}}}"), "utf-8")
        check(parse(campaign, kept), TODAY)
        sizes.append(max(len(each.clean) for each in kept._known.values()))  # noqa: SLF001
    assert sizes[-1] == sizes[1] > 0  # those of this time and, until the next begins, of the one before


def test_a_reading_that_was_broken_off_before_anything_was_asked_forgets_no_answer(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Readings(campaign)
    told(campaign, kept)
    broken_off(campaign, kept, monkeypatch)
    parse(campaign, kept)
    asked: list[str] = []
    monkeypatch.setattr(benefits, "_sums", asked.append)
    check(parse(campaign, kept), TODAY)
    assert asked == []


def test_who_looks_for_somebody_in_what_was_built_does_not_find_what_was_read(campaign: Path) -> None:
    assert "Trần Thị Hoa" in saved(campaign).read_text("utf-8")
    assert withdrawal.find(campaign, "tran-thi-hoa").traces == ()
    assert not (campaign / FILE).exists()


def test_what_is_shown_as_before_is_the_same_object(campaign: Path) -> None:
    """So that what was drawn of it can be kept by its identity."""
    (campaign / SECOND).write_text(OTHER, "utf-8")
    before = editorial.publish(parse(campaign).campaign(), TODAY)
    (campaign / SECOND).write_text(OTHER.replace("Mỗi dãy đèn một công tắc.", "Tắt khi về."), "utf-8")
    now = editorial.publish(parse(campaign).campaign(), TODAY, before=before)
    same = {new.id: new is old for new, old in zip(now.initiatives, before.initiatives, strict=True)}
    assert same == {"den-tiet-kiem": True, "sang-kien-moi": False}
    assert now.people[0] is before.people[0]
    (campaign / AGREED).write_text(TEXTS[AGREED].replace("Thợ điện", "Thợ hàn"), "utf-8")
    then = editorial.publish(parse(campaign).campaign(), TODAY, before=now)
    assert not any(new is old for new, old in zip(then.initiatives, now.initiatives, strict=True))  # they credit him
    anew = editorial.publish(parse(campaign).campaign(), TODAY)
    assert (then.initiatives, then.people) == (anew.initiatives, anew.people)
