"""Raw values to model records: every shape problem of every record, all at once.

The layout of a campaign's folder is known here and nowhere else. What one record cannot know (does that
person exist?) is left to `rules`; what could not be read is remembered, so that a mistake in one file is
not reported again as a dozen missing references in others.
"""

import gc
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.load import Folder, Image, Listed, Mapped, Raw
from generator.model import (
    CSV_RECORDS,
    YAML_RECORDS,
    AuthoredPage,
    Campaign,
    Charter,
    Initiative,
    PageFront,
    Person,
    Picture,
    Post,
    Record,
    RegisterEntry,
    Snapshot,
    SupportTeam,
    Unit,
)
from generator.problems import Location, Problem, Rule, in_order
from generator.readings import Readings, Shape
from generator.vietnamese import nearest, slug
from generator.written import Misread, Style, Written, quoted

AnyRecord = TypeVar("AnyRecord", bound=Record)
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")

# Where the records live that others refer to.
_HOMES = {"unit": "data/units.csv", "person": "data/people", "initiative": "data/initiatives", "photo": "data/photos"}
# What keeps rows of a table from being seen at all.
_HIDING = frozenset(
    {
        Rule.FILE_MISSING,
        Rule.FILE_EMPTY,
        Rule.FILE_TOO_LARGE,
        Rule.FILE_OUTSIDE,
        Rule.FILE_UNREADABLE,
        Rule.ENCODING,
        Rule.CONTROL_CHARACTER,
        Rule.CSV_SYNTAX,
        Rule.COLUMN_MISSING,
    }
)
_MOST_ROWS = 100_000
"""Of a table that is remembered: the register of a whole country would fill the memory of who serves."""

DATA_ENTRIES = frozenset({"campaign.yml", *CSV_RECORDS, "initiatives", "people", "photos", "schemas", "README.md"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where each field of each record stands in its file.

    Nearly none is ever asked for: of files that were read without a problem they are found out by reading once more.
    """

    readings: Readings
    roots: dict[Location, Mapped] = field(default_factory=dict)

    def of(self, record: Record, *path: str | int) -> Location:
        """The place of the value at `path` in `record`; of the nearest thing around it if it is not written."""
        origin = record.origin
        if isinstance(record, RegisterEntry):
            return origin
        way = f"{origin.line} {'.'.join(map(str, path))}"
        found = self.readings.place(origin.path, way, partial(self._again, record, path))
        if found:
            return found
        raw = self.roots.get(origin)
        return _locate(raw, path) if raw else origin

    def _again(self, record: Record, path: tuple[str | int, ...]) -> Location | None:
        """The place, of the file as it is now; None when the record is not in it any more."""
        origin = record.origin
        if origin not in self.roots:
            rows = _rows(Folder(self.readings.root), origin.path, type(record))
            self.roots.update((raw.at, raw) for raw in rows if isinstance(raw, Mapped))
        raw = self.roots.get(origin)
        return _locate(raw, path) if raw else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What could be read of a campaign: records without shape problems, and what is known of the others.

    `unreadable` maps a kind of record ("unit", "person", "initiative", "photo") to the ids of those that
    exist but could not be read; `unlisted` holds the kinds of which not even every id is known; `damaged`
    the paths of files with shape problems, whose sums mean nothing.
    """

    charter: Charter | None
    units: tuple[Unit, ...]
    snapshots: tuple[Snapshot, ...]
    initiatives: tuple[Initiative, ...]
    people: tuple[Person, ...]
    support_teams: tuple[SupportTeam, ...]
    posts: tuple[Post, ...]
    register: tuple[RegisterEntry, ...]
    pictures: Mapping[str, Picture]
    pages: tuple[AuthoredPage, ...]
    settings: Mapping[str, Written]
    navigation: tuple[Written, ...]
    names: Mapping[str, tuple[Written, ...]]
    places: Places
    readings: Readings
    unreadable: Mapping[str, frozenset[str]]
    unlisted: frozenset[str]
    damaged: frozenset[str]
    problems: tuple[Problem, ...]

    def campaign(self) -> Campaign:
        """The whole campaign; only to be asked for when no problem was found."""
        if self.problems or self.charter is None:
            raise ValueError("a campaign with problems is not whole")
        return Campaign(
            charter=self.charter,
            units=self.units,
            snapshots=self.snapshots,
            initiatives=self.initiatives,
            people=self.people,
            support_teams=self.support_teams,
            posts=self.posts,
            register=self.register,
            pictures=self.pictures,
            pages=self.pages,
        )


def parse(root: Path, readings: Readings | None = None, *, figures_only: bool = False) -> Parsed:
    """Read the campaign in folder `root`; its problems, sorted, are in the result.

    What `readings` know already is not read again, and what is read now they know the next time. `figures_only` leaves
    out people, pictures and pages: who compares figures need not decode thousands of photographs.
    """
    readings = readings or Readings(root)
    readings.begin()
    with undisturbed():
        parsed = _parsed(_Reader(Folder(root), readings), figures_only=figures_only)
    readings.end()
    return parsed


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect no garbage meanwhile: records have no circles, and looking for some took a third of the time."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def _parsed(reader: "_Reader", *, figures_only: bool) -> Parsed:
    reader.folder.expect("data", DATA_ENTRIES)
    charter = reader.document("data/campaign.yml", Charter)
    tables = {name: reader.records(f"data/{name}", record) for name, record in CSV_RECORDS.items()}
    initiatives = reader.documents("data/initiatives", Initiative, "initiative")
    people = () if figures_only else reader.documents("data/people", Person, "person")
    pictures = {} if figures_only else reader.pictures("data/photos")
    pages = () if figures_only else reader.pages("content")
    settings = reader.settings("mkdocs.yml")
    navigation = reader.folder.scalars_below("mkdocs.yml", "nav")
    names = reader.folder.names("mkdocs.yml")
    reader.remember_unused()
    problems = in_order(reader.folder.problems)
    return Parsed(
        charter=charter,
        units=_only(tables["units.csv"], Unit),
        snapshots=_only(tables["progress.csv"], Snapshot),
        initiatives=initiatives,
        people=people,
        support_teams=_only(tables["support_teams.csv"], SupportTeam),
        posts=_only(tables["posts.csv"], Post),
        register=_only(tables["register.csv"], RegisterEntry),
        pictures=pictures,
        pages=pages,
        settings=settings,
        navigation=navigation,
        names=names,
        places=reader.places,
        readings=reader.readings,
        unreadable={kind: frozenset(ids) for kind, ids in reader.unreadable.items()},
        unlisted=frozenset(reader.unlisted),
        damaged=frozenset(problem.at.path for problem in problems),
        problems=problems,
    )


def _only(records: Sequence[Record], kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
    return tuple(record for record in records if isinstance(record, kind))


class _Reader:
    """Reads the files of one campaign, remembering places and what could not be read."""

    def __init__(self, folder: Folder, readings: Readings) -> None:
        self.folder, self.readings = folder, readings
        self.places = Places(readings)
        self.unreadable: dict[str, set[str]] = {kind: set() for kind in _HOMES}
        self.unlisted: set[str] = set()

    def document(self, path: str, kind: type[AnyRecord]) -> AnyRecord | None:
        """The record of one YAML file."""
        return next(iter(self.records(path, kind)), None)

    def records(self, path: str, kind: type[AnyRecord]) -> Sequence[AnyRecord]:
        """The records of one file, in its order; as they are remembered, when nothing was wrong with it."""
        shape = _SHAPES[kind]
        known = self.readings.recall(path, shape)
        if known is not None:
            return known
        seen, before = self.readings.see(path), len(self.folder.problems)
        read = []
        for raw in _rows(self.folder, path, kind):
            record = self.record(raw, kind)
            if record is not None:
                read.append(record)
            elif kind is Unit:
                self.unreadable_unit(raw)
        is_whole = len(self.folder.problems) == before and path in self.folder.digests
        if is_whole and len(read) <= _MOST_ROWS:
            self.readings.keep(path, seen, self.folder.digests[path], shape, read)
            for record in read:
                self.places.roots.pop(record.origin, None)
        return read

    def documents(self, folder: str, kind: type[AnyRecord], name: str) -> tuple[AnyRecord, ...]:
        """The records of a folder of YAML files, by file name."""
        records = []
        for path in self.folder.files(folder, (".yml",)):
            stem = PurePosixPath(path).stem
            found = self.document(path, kind)
            identifier = getattr(found, "id", None)
            if found is None:
                self.unreadable[name].add(stem)
            elif identifier != stem:
                self.unreadable[name].add(stem)
                self.folder.report(
                    self.places.of(found, "id"),
                    Rule.FILE_NAME,
                    f"Cần id trùng tên tệp {quoted(stem)}, nhưng thấy {quoted(str(identifier))}.",
                    f"Viết id: {stem}, hoặc đổi tên tệp thành {identifier}.yml (mã đã đăng thì không đổi nữa).",
                )
            if found is not None:
                records.append(found)
        return tuple(records)

    def unreadable_unit(self, raw: Raw) -> None:
        """Remember that there is a unit in a row that is wrong."""
        identifier = raw.entries.get("id") if isinstance(raw, Mapped) else None
        if isinstance(identifier, Written):
            self.unreadable["unit"] |= {identifier.text, slug(identifier.text)}
        else:
            self.unlisted.add("unit")

    def pictures(self, folder: str) -> dict[str, Picture]:
        """The whole images of a folder, by name."""
        paths = list(self.folder.files(folder, PHOTO_SUFFIXES))
        shape = Shape(pack=_packed_picture, unpack=partial(_unpacked_picture, self.folder.root))
        whole = {path: self.readings.recall(path, shape) for path in paths}
        new = {path: self.readings.see(path) for path, known in whole.items() if known is None}
        for path, size in zip(new, self.folder.images(list(new)), strict=True):
            if size is None:
                self.unreadable["photo"].add(_picture_name(path))
            else:
                whole[path] = picture = _picture(self.folder.root, path, size)
                self.readings.keep(path, new[path], size.digest, shape, picture)
        return {each.name: each for each in whole.values() if each}

    def pages(self, folder: str) -> tuple[AuthoredPage, ...]:
        """The authored pages of a folder, by name."""
        pages = []
        for path in self.folder.files(folder, (".md",)):
            read = self.folder.page(path)
            if read is None:
                continue
            raw, body, body_line = read
            front = self.record(raw, PageFront) if raw is not None else None
            if front is not None:
                name = PurePosixPath(path).stem
                pages.append(AuthoredPage(name=name, front=front, body=body, body_line=body_line))
        return tuple(pages)

    def settings(self, path: str) -> dict[str, Written]:
        """The scalars at the top of mkdocs.yml, whose other values are MkDocs's own business."""
        raw = self.folder.scalars(path)
        return {k: v for k, v in raw.entries.items() if isinstance(v, Written)} if raw else {}

    def remember_unused(self) -> None:
        """Remember the files that are there but were not read, and the folders that hide what is in them."""
        for problem in self.folder.problems:
            path = PurePosixPath(problem.at.path)
            for kind, home in _HOMES.items():
                if problem.rule is Rule.FILE_UNKNOWN and str(path.parent) == home:
                    self.unreadable[kind].add(path.name if kind == "photo" else path.stem)
                elif str(path) == home and (kind != "unit" or problem.rule in _HIDING):
                    self.unlisted.add(kind)

    def record(self, raw: Raw, kind: type[AnyRecord]) -> AnyRecord | None:
        """`raw` as a record of `kind`, or None after reporting everything wrong with it."""
        if not isinstance(raw, Mapped):
            self.folder.report(
                raw.at,
                Rule.STRUCTURE,
                "Cần các trường dạng ten_truong: giá trị.",
                "So lại với mẫu trong data/README.md.",
            )
            return None
        try:
            record = kind.model_validate(_plain(raw))
        except ValidationError as error:
            errors = error.errors(include_url=False)
            within = {each["loc"][:depth] for each in errors for depth in range(len(each["loc"]))}
            # A list whose every item was refused is not also empty.
            told = [each for each in errors if not (each["type"] == "too_short" and each["loc"] in within)]
            found = (_problem(each, raw, kind) for each in told)
            self.folder.problems += [problem for problem in found if problem]
            return None
        record.read_at(raw.at)
        self.places.roots[raw.at] = raw
        return record


def _rows(folder: Folder, path: str, kind: type[Record]) -> Iterable[Raw]:
    """What stands in a file for each of its records: rows of a table, or a whole document."""
    if not path.endswith(".csv"):
        raw = folder.yaml(path)
        return () if raw is None else (raw,)
    needed = [name for name, each in kind.model_fields.items() if each.is_required()]
    required = path in ("data/units.csv", "data/progress.csv")
    return folder.csv(path, list(kind.model_fields), needed, required=required)


def _packed(kind: TypeAdapter[AnyRecord], records: Sequence[AnyRecord]) -> list[bytes]:
    """A line each: where the record starts, and what is written in it, so that what is not stays known as that."""
    return [
        b"%d %d %b" % (*each.origin[1:], kind.dump_json(each, exclude_unset=True, warnings="error")) for each in records
    ]


def _unpacked(kind: TypeAdapter[AnyRecord], path: str, lines: Sequence[bytes]) -> Sequence[AnyRecord]:
    records = []
    for line in lines:
        row, column, said = line.split(b" ", 2)
        record = kind.validate_json(said)
        record.read_at(Location(path, int(row), int(column)))
        records.append(record)
    return records


_SHAPES: Mapping[type[Record], Shape[Sequence[Any]]] = {
    kind: Shape(pack=partial(_packed, TypeAdapter(kind)), unpack=partial(_unpacked, TypeAdapter(kind)))
    for kind in (*YAML_RECORDS.values(), *CSV_RECORDS.values())
}
_IMAGE = TypeAdapter(Image)


def _picture(root: Path, path: str, image: Image) -> Picture:
    return Picture(
        name=_picture_name(path),
        path=root / path,
        width_px=image.width_px,
        height_px=image.height_px,
        digest=image.digest,
        said=image.said,
    )


def _picture_name(path: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(path).name)  # macOS keeps names in NFD


def _packed_picture(each: Picture) -> list[bytes]:
    return [_IMAGE.dump_json(Image(each.width_px, each.height_px, each.digest, each.said))]


def _unpacked_picture(root: Path, path: str, lines: Sequence[bytes]) -> Picture:
    (line,) = lines
    return _picture(root, path, _IMAGE.validate_json(line))


def _plain(raw: Raw) -> Any:  # noqa: ANN401 - pydantic's input: nested lists and dicts of Written
    if isinstance(raw, Mapped):
        return {key: _plain(value) for key, value in raw.entries.items()}
    if isinstance(raw, Listed):
        return [_plain(item) for item in raw.items]
    return raw


def _locate(raw: Raw, path: tuple[str | int, ...]) -> Location:
    """The place of the value at `path` below `raw`, or of the last thing on the way that is written."""
    for step in path:
        if isinstance(raw, Mapped) and step in raw.entries:
            raw = raw.entries[str(step)]
        elif isinstance(raw, Listed) and isinstance(step, int) and step < len(raw.items):
            raw = raw.items[step]
        elif isinstance(raw, Mapped) and step in raw.keys:
            return raw.keys[str(step)]  # an empty cell
        elif isinstance(raw, Mapped) and step == 0:
            continue  # the only item of a list, written without one
        else:
            break
    return raw.at


def _problem(error: Any, raw: Mapped, kind: type[BaseModel]) -> Problem | None:  # noqa: ANN401 - pydantic's ErrorDetails
    """What pydantic found, in an editor's words and at the editor's place; None if it was said of the whole column."""
    loc: tuple[str | int, ...] = error["loc"]
    at, name = _locate(raw, loc), _name(loc, raw)
    misread = error.get("ctx", {}).get("error")
    if isinstance(misread, Misread):
        return Problem(at=at, rule=misread.rule, message=f"{name}: {misread.message}", hint=misread.hint)
    if error["type"] == "extra_forbidden":
        return _unknown_field(loc, raw, kind)
    if error["type"] == "missing" and raw.at.path.endswith(".csv"):
        if loc[0] not in raw.keys:
            return None
        return Problem(
            at=at,
            rule=Rule.FIELD_EMPTY,
            message=f"{name}: Cần một giá trị, nhưng ô này trống.",
            hint="Điền ô này; nếu cả dòng thừa thì xóa dòng.",
        )
    rule, message, hint = _shape(error)
    return Problem(at=at, rule=rule, message=f"{name}: {message}", hint=hint)


def _name(loc: tuple[str | int, ...], raw: Raw) -> str:
    """The name of a field, with items counted from 1; the only item of a list that is written without one has no number."""
    names: list[str] = []
    holder: Raw | None = raw
    for step in loc:
        if step == 0 and names and holder is not None and not isinstance(holder, Listed):
            continue
        names.append(str(step + 1 if isinstance(step, int) else step))
        holder = _raw_at(holder, step) if holder is not None else None
    return ".".join(names)


def _shape(error: Any) -> tuple[Rule, str, str]:  # noqa: ANN401 - pydantic's ErrorDetails
    """The rule, the message and the hint for a value of the wrong shape."""
    context, value, name = error.get("ctx", {}), error["input"], str(error["loc"][-1])
    shown = _shown(value)
    if isinstance(value, Written) and value.style is Style.NOTHING:
        return Rule.FIELD_EMPTY, "Cần một giá trị, nhưng đang để trống.", "Điền giá trị, hoặc xóa hẳn trường này."
    if error["type"] == "string_pattern_mismatch" and name == "item":
        hint = "Ví dụ: sang-kien/ma-sang-kien."
        return Rule.ITEM_EXISTS, f"Cần địa chỉ một mục trên trang, nhưng thấy {shown}.", hint
    fields = (Rule.STRUCTURE, f"Cần các trường con, nhưng thấy {shown}.", "Xem mẫu trong data/README.md.")
    length = len(value.text.strip()) if isinstance(value, Written) else 0
    too_long = (
        Rule.TEXT_LENGTH,
        f"Cần không quá {context.get('max_length')} ký tự, nhưng có {context.get('actual_length', length)}.",
        "Rút gọn lại.",
    )
    said = {
        "missing": (
            Rule.FIELD_MISSING,
            "Cần trường này, nhưng không thấy.",
            f"Thêm {name} và điền giá trị.",
        ),
        "tuple_type": (
            Rule.STRUCTURE,
            f"Cần một danh sách, nhưng thấy {shown}.",
            "Viết mỗi mục trên một dòng, thụt vào hai dấu cách và bắt đầu bằng “- ”.",
        ),
        "model_type": fields,
        "model_attributes_type": fields,
        "string_too_long": too_long,
        "too_long": too_long,
        "too_short": (Rule.STRUCTURE, "Cần ít nhất một mục, nhưng danh sách trống.", "Thêm một mục."),
        "greater_than_equal": (
            Rule.NUMBER,
            f"Cần số từ {context.get('ge')} trở lên, nhưng thấy {shown}.",
            "Kiểm tra lại con số.",
        ),
        "less_than_equal": (
            Rule.NUMBER,
            f"Cần số không quá {context.get('le')}, nhưng thấy {shown}.",
            "Kiểm tra lại con số.",
        ),
        "string_pattern_mismatch": (
            Rule.CHOICE,
            f"Cần một thẻ bắt đầu bằng # và viết liền, nhưng thấy {shown}.",
            'Ví dụ: "#SángKiến".',
        ),
    }
    otherwise = (Rule.STRUCTURE, f"Cần một giá trị, nhưng thấy {shown}.", "Xem mẫu trong data/README.md.")
    return said.get(error["type"], otherwise)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "các trường con"
    if isinstance(value, list):
        return "một danh sách"
    return quoted(value.text if isinstance(value, Written) else str(value))


def _unknown_field(loc: tuple[str | int, ...], raw: Mapped, kind: type[BaseModel]) -> Problem:
    name = str(loc[-1])
    holder: Raw = raw
    for step in loc[:-1]:
        holder = _raw_at(holder, step) or holder
        if isinstance(step, str):
            kind = _model_in(kind.model_fields[step].annotation) or kind
    known = list(kind.model_fields)
    at = holder.keys[name] if isinstance(holder, Mapped) and name in holder.keys else _locate(raw, loc)
    near = nearest(name, known)
    return Problem(
        at=at,
        rule=Rule.FIELD_UNKNOWN,
        message=f"Không có trường {quoted(name)} ở đây; các trường có thể dùng: {', '.join(known)}.",
        hint=f"Có phải {near}?" if near else "Xóa trường này, hoặc đổi về tên trường trong data/README.md.",
    )


def _raw_at(raw: Raw, step: str | int) -> Raw | None:
    if isinstance(raw, Mapped):
        return raw.entries.get(str(step))
    if isinstance(raw, Listed) and isinstance(step, int):
        return raw.items[step]
    return None


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The record class inside an annotation such as `tuple[Author, ...]` or `Benefit | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)
