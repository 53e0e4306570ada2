"""A synthetic campaign of any size, believable and without a problem: what the benchmarks build.

The same `Size` gives the same bytes. The theme and the settings of the site are the repository's own, so
that what is measured is what ships; the data and the pages are made up.
"""

import re
import shutil
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Literal

import yaml
from PIL import Image, ImageDraw

from generator.vietnamese import slug

from . import phrases

START = date(2022, 1, 8)
FIELDS = ("Giải pháp kỹ thuật", "Giải pháp quản lý", "Giải pháp tác nghiệp", "Ứng dụng công nghệ", "Nghiên cứu")
SECTORS = ("Nông nghiệp", "Nghề muối", "Thủy sản", "Công nghiệp", "Năng lượng", "Giáo dục", "Y tế", "Hành chính")
ENTERPRISE = 5  # the first of SECTORS
DRAWN = 12  # pictures; any more of them are copies with a comment
TITLE_ONLY = 50  # one initiative in so many keeps its method to itself
SILENT = 20  # one person in so many has not agreed to be named
FEATURED = 40

Photos = Literal["shared", "each"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a campaign is made.

    `units` are a province, two groups, a dozen unions and their branches; `snapshots` are months.
    `photos`: a dozen for all initiatives, or one for each of them; portraits are a dozen.
    """

    initiatives: int
    people: int
    units: int = 60
    snapshots: int = 24
    photos: Photos = "shared"


def make(root: Path, repository: Path, size: Size) -> Path:
    """Make a campaign in the folder `root`, with the theme of `repository`; returns `root`."""
    random = Random(0)  # noqa: S311 - text to measure by, no secret
    data = root / "data"
    for folder in ("initiatives", "people", "photos"):
        (data / folder).mkdir(parents=True)
    units = _units(size)
    reports = [each["id"] for each in units if each["target"]]
    today = _month_end(size.snapshots - 1)
    people = _people(random, size, reports, _pictures(random, data / "photos", "chan-dung", DRAWN))
    photos = _pictures(random, data / "photos", "anh", DRAWN if size.photos == "shared" else size.initiatives)
    _dump(data / "campaign.yml", _charter(units, today))
    _table(data / "units.csv", units)
    _table(data / "progress.csv", _snapshots(random, units, size))
    _table(data / "support_teams.csv", _support_teams(reports))
    for person in people:
        _dump(data / "people" / f"{person['id']}.yml", person)
    for number in range(size.initiatives):
        initiative = _initiative(random, number, today, reports, people, photos)
        _dump(data / "initiatives" / f"{initiative['id']}.yml", initiative)
    _site(root, repository, random)
    return root


def _charter(units: Iterable[Mapping[str, Any]], today: date) -> dict[str, Any]:
    return {
        "id": "phong-trao-thu",
        "name": "Phong trào thi đua thử nghiệm của một tỉnh không có thật",
        "short_name": "Sáng kiến thử nghiệm",
        "organiser": {"name": "Liên đoàn Lao động tỉnh Thử Nghiệm", "email": "thu@example.org"},
        "period": {"start": START, "end": date(today.year + 1, 6, 30)},
        "target": sum(each["target"] or 0 for each in units),
        "counting": "submitted",
        "fields": [{"id": slug(name), "name": name} for name in FIELDS],
        "sectors": [{"id": slug(name), "name": name, "enterprise": i < ENTERPRISE} for i, name in enumerate(SECTORS)],
        "milestones": [{"at": START, "title": "Phát động phong trào", "source": "Kế hoạch thử nghiệm"}],
        "site_url": "https://thu.example.org/",
        "illustrative": "Mọi con số, con người và sáng kiến ở đây do máy đặt ra để đo tốc độ.",
        "frozen_on": today,
    }


def _units(size: Size) -> list[dict[str, Any]]:
    """A province, two groups of unions, and branches spread below the unions; leaves have the targets."""
    rows = [_unit("tinh", "Liên đoàn Lao động tỉnh Thử Nghiệm", "province", "")]
    rows += [_unit(f"khoi-{i}", f"Khối số {i}", "group", "tinh") for i in (1, 2)]
    unions = min(12, size.units - len(rows))
    rows += [
        _unit(f"huyen-{i}", f"Liên đoàn Lao động huyện Thử {i}", "district", f"khoi-{i % 2 + 1}") for i in range(unions)
    ]
    rows += [
        _unit(f"co-so-{i}", f"Công đoàn cơ sở Nhà máy số {i}", "grassroots", f"huyen-{i % unions}")
        for i in range(size.units - len(rows))
    ]
    parents = {row["parent"] for row in rows}
    return [row | {"target": 60 if row["id"] not in parents else None} for row in rows]


def _unit(identifier: str, name: str, kind: str, parent: str) -> dict[str, Any]:
    return {"id": identifier, "name": name, "kind": kind, "parent": parent}


def _snapshots(random: Random, units: Iterable[Mapping[str, Any]], size: Size) -> list[dict[str, Any]]:
    counts = {each["id"]: (0, 0) for each in units if each["target"]}
    rows = []
    for month in range(size.snapshots):
        for unit, (submitted, valid) in counts.items():
            more = random.randint(0, 5)
            counts[unit] = submitted + more, valid + random.randint(0, more)
            rows.append(
                dict(zip(("date", "unit", "submitted", "valid"), (_month_end(month), unit, *counts[unit]), strict=True))
            )
    return rows


def _month_end(month: int) -> date:
    """The last day of the month so many months after the start."""
    year, month = START.year + month // 12, month % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _support_teams(units: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {
            "unit": unit,
            "name": "Tổ hỗ trợ sáng kiến",
            "contact": f"Thường trực tổ: {unit}@example.org",
            "hours": "Giờ hành chính",
        }
        for unit in units
    ]


def _pictures(random: Random, folder: Path, name: str, count: int) -> list[str]:
    """So many pictures as large as a phone sends by Zalo; a dozen are drawn, the others differ in a comment."""
    drawn: list[bytes] = []
    for number in range(count):
        if number < DRAWN:
            content = _drawn(random)
            drawn.append(content)
        else:
            comment = b"\xff\xfe\x00\x0a" + f"{number:08d}".encode()  # a marker, its length, its text
            content = drawn[number % DRAWN][:2] + comment + drawn[number % DRAWN][2:]
        (folder / f"{name}-{number}.jpg").write_bytes(content)
    return [f"{name}-{number}.jpg" for number in range(count)]


def _drawn(random: Random) -> bytes:
    image = Image.frombytes("RGB", (160, 120), random.randbytes(160 * 120 * 3)).resize((1280, 960))
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, colour = random.randrange(1280), random.randrange(960), random.randrange(0x1000000)
        pen.ellipse((x - 90, y - 90, x + 90, y + 90), fill=(colour >> 16, colour >> 8 & 255, colour & 255))
    content = BytesIO()
    image.save(content, "JPEG", quality=85)
    return content.getvalue()


def _people(random: Random, size: Size, units: list[str], portraits: list[str]) -> list[dict[str, Any]]:
    consent = {"given": START, "proof": "HS-ĐY/2022/000"}
    return [
        {
            "id": f"{slug(name)}-{number}",
            "name": name,
            "unit": random.choice(units),
            "job": phrases.job(random),
            **(
                {}
                if number % SILENT == SILENT - 1  # a face that may not be shown is nobody else's either
                else {
                    "portrait": {
                        "file": portraits[number % DRAWN],
                        "alt": "Người lao động bên máy",
                        "credit": "Ảnh thử",
                    }
                }
            ),
            "quote": phrases.sentence(random),
            "story": phrases.prose(random, 220),
            "consent": {}
            if number % SILENT == SILENT - 1
            else dict.fromkeys(("name", "photo", "story", "social"), consent),
            "illustrative": True,
        }
        for number, name in enumerate(phrases.names(random, size.people))
    ]


def _initiative(
    random: Random, number: int, today: date, units: list[str], people: list[dict[str, Any]], photos: list[str]
) -> dict[str, Any]:
    title = phrases.title(random)
    day = date.fromordinal(random.randint(START.toordinal(), today.toordinal()))
    authors = random.sample(people, min(random.choice((1, 1, 1, 2, 3)), len(people)))
    shares = {1: (100,), 2: (60, 40), 3: (50, 30, 20)}[len(authors)]
    return {
        "id": f"{slug(title, longest=50)}-{number}",
        "title": title,
        "summary": phrases.sentence(random),
        "authors": [{"person": who["id"], "share_percent": part} for who, part in zip(authors, shares, strict=True)],
        "unit": random.choice(units),
        "field": slug(random.choice(FIELDS)),
        "sector": slug(random.choice(SECTORS)),
        "applied_from": day,
        "problem": phrases.prose(random, 120),
        "solution": phrases.prose(random, 180),
        "novelty": phrases.prose(random, 60),
        "applicability": phrases.prose(random, 60),
        "effects": {"economic": phrases.prose(random, 40), "social": phrases.prose(random, 60)},
        "benefit": _benefit(random),
        "photos": [
            {"file": photos[number % len(photos)], "alt": "Cách làm mới ở nơi làm việc", "caption": "Sau khi cải tiến."}
        ],
        "recognition": {
            "level": "unit",
            "body": "Công đoàn cơ sở",
            "decision": f"Quyết định số {number}/QĐ",
            "date": day,
        },
        "disclosure": "title-only" if number % TITLE_ONLY == TITLE_ONLY - 1 else "full",
        "status": "approved",
        "approved_by": "Ban Tuyên giáo",
        "publish_on": day,
        "featured": number % FEATURED == 0,
        "illustrative": True,
    }


def _benefit(random: Random) -> dict[str, Any]:
    millions = random.randint(5, 400)
    return {
        "vnd_per_year": millions * 1_000_000,
        "calculation": f"{phrases.sentence(random)}\n{millions} triệu đồng/năm × 1 năm = {millions} triệu đồng",
        "status": "declared",
    }


def _site(root: Path, repository: Path, random: Random) -> None:
    """The repository's theme and settings, and a page of made-up text for each of its authored pages."""
    shutil.copytree(repository / "overrides", root / "overrides")
    settings = (repository / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"(?m)^site_name:.*$", 'site_name: "Sáng kiến thử nghiệm"', settings)
    settings = re.sub(r"(?m)^site_url:.*$", 'site_url: "https://thu.example.org/"', settings)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for page in sorted((repository / "content").glob("*.md")):
        front = f'---\ntitle: "Trang {page.stem}"\ndescription: "{phrases.sentence(random)}"\n---\n\n'
        body = f"## Một phần\n\n{phrases.prose(random, 300)}\n<!-- sangkien: progress-table -->\n"
        (root / "content").mkdir(exist_ok=True)
        (root / "content" / page.name).write_text(front + body, "utf-8")


class _Dumper(yaml.CSafeDumper):
    """Writes text of several lines as editors do, and repeats instead of using aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _dump(path: Path, record: Mapping[str, Any]) -> None:
    text = yaml.dump(dict(record), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, "utf-8")


def _table(path: Path, rows: list[dict[str, Any]]) -> None:
    lines = [",".join(rows[0]), *(",".join("" if cell is None else str(cell) for cell in row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
