"""A new campaign: what it has to be told, and the folder that is made of the answers, which builds at once.

Its texts and sample records are the templates below `campaign/`; its theme, its settings and the editors' reference
are those of this project, which an installed package carries in `shared/`.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from generator import publish, schemas, written
from generator.colours import MARK_CONTRAST, TEXT_CONTRAST, WHITE, apart, head_ground, hexadecimal, rgb
from generator.model import Brand
from generator.problems import DataRefused, Failure, Location, Rule
from generator.render.markdown import inline
from generator.vietnamese import day as written_day
from generator.vietnamese import slug
from generator.written import Misread, Style, Written, quoted

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "campaign"
_SHARED = ("overrides", "mkdocs.yml", "data/README.md")
_SECOND_REPORT = timedelta(days=30)
_SAMPLE_UNITS = "Đơn vị mẫu Một; Đơn vị mẫu Hai"

# What a union is called tells what it is. The first that fits counts.
_KINDS = (
    ("group", r"khối"),
    ("zone", r"(?:các )?khu (?:công nghiệp|kinh tế|chế xuất)|KCN"),
    ("sector", r"ngành|viên chức"),
    ("district", r"quận|huyện|thị xã|thành phố"),
    ("province", r"tỉnh"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something a new campaign has to be told. `default` is what it is without an answer; None means there must be one."""

    asked: str
    read: Callable[[Written], Any]
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedUnit:
    """A unit of a new campaign, with its part of the target."""

    id: str
    name: str
    kind: str
    target: int


def _line(value: Written) -> str:
    read: str = written.line(value)
    if not slug(read):
        raise Misread(
            Rule.SLUG, f"Cần ít nhất một chữ cái hay chữ số, nhưng thấy {quoted(read)}.", "Viết tên bằng chữ."
        )
    return read


def _maybe_mail(value: Written) -> str:
    return str(written.mail_address(value)) if value.text.strip() else ""


def _target(value: Written) -> int:
    number: int = written.whole(value)
    if number < 1:
        raise Misread(
            Rule.NUMBER, "Cần chỉ tiêu từ 1 trở lên, nhưng thấy “0”.", "Ghi số sáng kiến cần đạt, ví dụ 3.000."
        )
    return number


def _primary(value: Written) -> str:
    colour: str = written.colour(value)
    readable = hexadecimal(apart(rgb(colour), WHITE, TEXT_CONTRAST))
    if readable != colour:
        raise Misread(
            Rule.BRAND_CONTRAST,
            f"Cần màu đủ đậm để chữ trắng nổi trên nó (tương phản từ 4,5:1), nhưng thấy {quoted(colour)}.",
            f"Viết {readable}, màu gần nhất đủ tương phản, hoặc chọn một màu đậm hơn.",
        )
    return colour


def _units(value: Written) -> dict[str, str]:
    """Names by id: "Tên; Tên" or "ma=Tên; ma=Tên"."""
    found: dict[str, str] = {}
    for each in filter(None, (part.strip() for part in value.text.split(";"))):
        said, equals, name = each.partition("=")
        name = (name if equals else each).strip()
        id_ = str(written.identifier(Written(said if equals else slug(name), value.style, value.at)))
        if id_ in found:
            raise Misread(
                Rule.UNIQUE_ID,
                f"Hai đơn vị {quoted(found[id_])} và {quoted(name)} cùng mã {quoted(id_)}.",
                f"Đặt mã riêng cho một đơn vị: {id_}-2={name}",
            )
        found[id_] = name
    return found


QUESTIONS: Mapping[str, Question] = {
    "name": Question(asked="Tên đầy đủ của chương trình", read=_line),
    "short_name": Question(asked="Tên ngắn, dùng làm tên trang", read=_line, default=""),
    "organiser": Question(asked="Đơn vị tổ chức", read=_line),
    "email": Question(asked="Thư điện tử công vụ để liên hệ", read=_maybe_mail, default=""),
    "start": Question(asked="Ngày bắt đầu (18/11/2022 hoặc 2022-11-18)", read=written.day),
    "end": Question(asked="Ngày kết thúc", read=written.day),
    "target": Question(asked="Chỉ tiêu: bao nhiêu sáng kiến", read=_target),
    "site_url": Question(
        asked="Địa chỉ trang khi đã đưa lên mạng", read=written.web_address, default="https://chuong-trinh.example.org/"
    ),
    "primary": Question(asked="Màu chính", read=_primary, default=Brand().primary),
    "units": Question(
        asked="Các đơn vị, cách nhau bằng dấu chấm phẩy (Tên, hoặc ma=Tên)", read=_units, default=_SAMPLE_UNITS
    ),
}
"""What is asked, in order; the keys are the names of options."""


def read(name: str, answer: str) -> Any:  # noqa: ANN401 - each question has its own
    """What an answer to the question `name` means. Raises Misread with the words an editor needs."""
    question = QUESTIONS[name]
    if not answer.strip() and question.default is not None:
        answer = question.default
        if not answer:
            return ""
    return question.read(Written(" ".join(answer.split()), Style.CELL, Location(name)))


def is_free(folder: Path) -> bool:
    """Whether a campaign may be made in `folder`: it is not there, or empty."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def found(folder: Path, answers: Mapping[str, str]) -> None:
    """Make a campaign in `folder`, which must not be there or be empty, of the answers to `QUESTIONS`.

    Raises Misread when an answer cannot be used, DataRefused when all of them together make data with problems, and
    Failure when something stands at `folder` or it cannot be written; then nothing was made.
    """
    if not is_free(folder):
        raise Failure(f"{folder} đã có thứ khác. Hãy chọn một thư mục mới hoặc thư mục trống.")
    told = _told({name: read(name, answers.get(name, "")) for name in QUESTIONS})
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as workshop:
            made = Path(workshop) / folder.name
            _write(made, told)
            problems, _day = publish.check(made, None)
            if problems:
                raise DataRefused(problems)
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        raise Failure(f"Không ghi được vào {folder} ({error.strerror}).") from error


def _told(answers: dict[str, Any]) -> dict[str, Any]:
    """What the templates ask for."""
    start, end, target, units = answers["start"], answers["end"], answers["target"], answers["units"]
    short_name = answers["short_name"] or answers["name"]
    if end <= start:
        raise Misread(
            Rule.PERIOD,
            f"Cần ngày kết thúc sau {written_day(start)}, nhưng thấy {written_day(end)}.",
            "Đổi lại hai ngày.",
        )
    if target < len(units):
        raise Misread(
            Rule.TARGET_SUM, f"Chỉ tiêu {target} không đủ chia cho {len(units)} đơn vị.", "Kiểm tra lại chỉ tiêu."
        )
    primary = answers["primary"]
    return answers | {
        "id": slug(short_name),
        "short_name": short_name,
        "accent": hexadecimal(apart(rgb(Brand().accent), head_ground(rgb(primary)), MARK_CONTRAST)),
        "second": min(start + _SECOND_REPORT, end),
        "contact": f"Thường trực tổ: {answers['email']}" if answers["email"] else "Văn phòng công đoàn đơn vị",
        "units": list(_shared_out(units, target)),
    }


def _shared_out(units: Mapping[str, str], target: int) -> Iterator[FoundedUnit]:
    """Units with equal parts of the target, to be replaced; the first ones have what does not divide."""
    part, rest = divmod(target, len(units))
    for number, (id_, name) in enumerate(units.items()):
        yield FoundedUnit(id=id_, name=name, kind=_kind(name), target=part + (number < rest))


def _kind(name: str) -> str:
    return next((kind for kind, words in _KINDS if re.search(rf"\b(?:{words})\b", name, re.IGNORECASE)), "grassroots")


def _write(folder: Path, told: Mapping[str, Any]) -> None:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    templates = Environment(  # noqa: S701 - each value is escaped by a filter, for the file it stands in
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
    )
    templates.filters |= {"yaml": _yaml, "cell": _cell, "md": inline, "day": written_day}
    for name in templates.list_templates():
        path = folder / name.removesuffix(".jinja").replace("gitignore", ".gitignore")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(templates.get_template(name).render(told), "utf-8", newline="\n")
    for name in _SHARED:
        source = _shared(name)
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copyfile(source, folder / name)
    schemas.write_schemas(folder / "data" / "schemas")
    settings = folder / "mkdocs.yml"
    settings.write_text(_settings(settings.read_text("utf-8"), told), "utf-8", newline="\n")


def _shared(name: str) -> Path:
    """A file or folder that every campaign has alike: in the package, or in the checkout around it."""
    packed = _HERE / "shared" / name
    return packed if packed.exists() else _HERE.parents[1] / name


def _settings(text: str, told: Mapping[str, Any]) -> str:
    """The settings of this project's own campaign with another's name and address."""
    said = {
        "site_name": told["short_name"],
        "site_url": told["site_url"],
        "site_description": f"{told['short_name']}: tiến độ, sáng kiến tiêu biểu, gương sáng.",
        "copyright": told["organiser"],
    }
    for key, value in said.items():
        line = f"{key}: {_yaml(value)}".replace("\\", r"\\")
        text = re.sub(rf"^{key}:.*$", line, text, count=1, flags=re.MULTILINE)
    return text


def _yaml(value: str) -> str:
    """Text as a double-quoted scalar: JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def _cell(value: str) -> str:
    """Text as a cell of a CSV file."""
    return '"' + value.replace('"', '""') + '"' if re.search(r'[",;\n]', value) else value
