"""A whole campaign in which everybody writes the worst they may, wherever they may write freely.

Which fields are free text is read from the models' schemas, so a field added later is attacked without a word
here; what the structure needs besides (ids, days, numbers) stands in `_GIVEN`. `write_hostile` puts the
campaign into a folder and says what it planted where.
"""

import csv
import io
import json
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from campaigns import picture
from shipped import ROOT

from generator import routes
from generator.model import CSV_RECORDS, PLACEHOLDERS, YAML_RECORDS, PageFront, Record, schema_of

TODAY = date(2022, 7, 15)

CLOSED = frozenset({"percent", "hashtags", "item", "file", "logo"})
"""Strings that are no free text though their schemas say no more than "a string": figures, addresses, names of files."""

PHOTO = '"><svg onload=pwned()>{{7*7}}.jpg'
ADDRESS = "https://x.example.org/*a*_b_~~c~~/!(d)?q=javascript:pwned()&amp;$%7B7*7%7D=;--#e&lt;"
"""What may stand where a web address must."""

# The header has one line at a desk; what it cannot hold stands in the footer. So the menu is kept to what a header is for.
LONGEST_IN_MENU, IN_HEADER = 18, 3

ROOMY = 600  # characters, in prose that could take thousands


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A way of being hostile: `fragments` go into each text, in turn, as many as fit.

    `first` are signs to begin with, in turn; `fills` makes every text as long as its field allows.
    """

    fragments: Sequence[str]
    first: Sequence[str] = ("",)
    fills: bool = False


FAMILIES: Mapping[str, Family] = {
    "markup": Family(
        first=("=", "+", "-", "@", "＝", ""),
        fragments=(
            "</script><img data-pwned src=x onerror=pwned()>",
            '"><svg/data-pwned onload=pwned()>',
            "'-pwned()-'\\'; pwned() //",
            "<a data-pwned href=javascript:pwned()>x</a>",
            "</title></style></textarea></noscript>--><p data-pwned>",
            "&lt;b data-pwned&gt; &#60;i&#62; &amp;amp; &nbsp; &copy",
            '" onfocus=pwned() autofocus x="',
            "<!-- ]]> <![CDATA[ <?php pwned() ?>",
            '\\u2028 \\u003c/script> {"@type":"Thing"}',
            "<script data-pwned>pwned()</script>",
            "javascript:pwned()",
            "cmd|'/c calc'!A0",
            'HYPERLINK("http://x.example.org","x")',
        ),
    ),
    "templates": Family(
        first=("- ", "1. ", "> ", "# ", "    ", "---", "::: ", "!!! ", ""),
        fragments=(
            "{{ 7*7 }} {% raw %}{{ x }}",
            "${7*7} #{7*7} <%= 7*7 %>",
            "{# x #} {%- include 'x' -%}",
            "**a** __b__ ~~c~~ ==d== ^^e^^ H~2~O",
            "[a](javascript:pwned()) ![b](x.png)",
            "<http://x.example.org> [c][d] [^1]",
            "`e` ``` ~~~ $x^2$ \\(y\\) \\frac{",
            "{: onclick=pwned() #noi-dung .x }",
            '--8<-- "mkdocs.yml" [TOC] :smile:',
            "<!-- sangkien: progress-total -->",
            "%s %(x)s {0} {x!r} %d",
            "| a | b | *[x]: y [[z]]",
            "__proto__ constructor toString",
        ),
    ),
    "characters": Family(
        fragments=(
            "👩‍🏭👨‍👩‍👧‍👦 🇻🇳 👍🏽 1️⃣ ❤️",
            "Z̧̢̛̖̗̘̙̜̝̞̟̠̀́̂̃̄̅̆̇̈̉̊ả̴̵̶̷̸l̡̢̧̨g̖̗̘̙o̜̝̞̟",
            "مرحبا بالعالم שלום עולם (א) 123",
            "漢字かな 한국어 ไทย हिन्दी",
            "ＡＢＣ ﬁ ½ ① ℃ İı ẞ ǅ",
            "𝐁𝐨𝐥𝐝 𠮷 𝕳",
            "Đ đ Ơ ở Ư ữ ặ ỵ hoà hòa ₫ → ✓ ★",
            "a\u00a0b\u202fc\u3000d\u2003e",
            "“a” ‘b’ «c» … – — ‑ ′ ″ ¦",
        ),
    ),
    "lengths": Family(fragments=("nghiêng" * 28 + "ngả", "M" * 40, "i" * 200), fills=True),
}

# Cumulative counts by day and unit; a row of the register stands for each of them.
_COUNTS: Mapping[str, Mapping[str, int]] = {
    "2022-03-31": {"bac": 2, "nam": 1, "cu": 1},
    "2022-06-30": {"bac": 6, "nam": 1, "tay": 2},
}
_CONSENT = {"given": "2022-01-01"}
_GIVEN: Mapping[str, Any] = {
    "data/campaign.yml": {
        "id": "mau",
        "organiser": {"url": ADDRESS, "email": "mau@example.org"},
        "period": {"start": "2022-01-01", "end": "2022-12-31"},
        "phases": [{"start": "2022-01-01", "end": "2022-06-30"}],
        "target": 30,
        "counting": "submitted",
        "fields": [{"id": "ky-thuat"}, {"id": "quan-ly"}],
        "sectors": [{"id": "dien", "enterprise": True}, {"id": "may"}],
        "milestones": [{"at": "2022-02-14", "time": "15:34"}, {"at": "2022-07-01"}],
        "declared": [{"date": "2022-06-30", "submitted": 9, "valid": 4, "target": 30, "percent": "30,0%"}],
        "hashtags": ["#SángKiến"],
        "social": {"facebook": ADDRESS, "zalo": ADDRESS},
        "licence": {"url": ADDRESS},
        "brand": {"primary": "#A63A24", "logo": PHOTO},
        "site_url": "https://sangkien.example.org/",
    },
    "data/units.csv": [
        {"id": "tinh", "kind": "province"},
        {"id": "khoi", "kind": "group", "parent": "tinh"},
        {"id": "bac", "kind": "district", "parent": "khoi", "target": 20, "illustrative": "true"},
        {"id": "nam", "kind": "district", "parent": "khoi", "target": 6},
        {"id": "tay", "kind": "sector", "parent": "tinh", "target": 4},
        {"id": "cu", "kind": "district", "parent": "khoi", "valid_to": "2022-03-31", "successor": "bac"},
    ],
    "data/progress.csv": [
        {"date": day, "unit": unit, "submitted": submitted, "valid": submitted // 2}
        for day, counts in _COUNTS.items()
        for unit, submitted in counts.items()
    ],
    "data/register.csv": [
        {"unit": unit, "field": "ky-thuat", "sector": "dien", "submitted_on": day, "status": "valid", "benefit_vnd": 1}
        for day, counts in _COUNTS.items()
        for unit, submitted in counts.items()
        for _ in range(submitted - (_COUNTS["2022-03-31"].get(unit, 0) if day == "2022-06-30" else 0))
    ],
    "data/support_teams.csv": [{"unit": "bac"}, {"unit": "nam"}],
    "data/posts.csv": [
        {"date": "2022-05-02", "item": "sang-kien/day-du", "channel": "facebook", "url": ADDRESS},
    ],
    "data/initiatives/day-du.yml": {
        "id": "day-du",
        "authors": [{"person": "anh", "share_percent": 60}, {"person": "chi", "share_percent": 40}],
        "unit": "bac",
        "field": "ky-thuat",
        "sector": "dien",
        "applied_from": "2022-01-10",
        "benefit": {"vnd_per_year": 999_999_999_999_999, "status": "verified"},
        "photos": [{"file": PHOTO, "kind": kind} for kind in ("before", "after", "other")],
        "recognition": {"level": "national", "date": "2022-05-01"},
        "awards": [{"date": "2022-06-01"}, {"date": "2022-06-02"}],
        "status": "approved",
        "publish_on": "2022-05-01",
        "featured": True,
    },
    "data/initiatives/kin.yml": {
        "id": "kin",
        "authors": [{"person": "chi"}],
        "unit": "nam",
        "field": "quan-ly",
        "sector": "may",
        "applied_from": "2022-01-10",
        "disclosure": "title-only",
        "status": "approved",
        "publish_on": "2022-07-01",
        "illustrative": True,
    },
    "data/people/anh.yml": {
        "id": "anh",
        "unit": "bac",
        "portrait": {"file": PHOTO},
        "awards": [{"date": "2022-06-01"}],
        "consent": dict.fromkeys(("name", "photo", "story", "social"), _CONSENT),
    },
    "data/people/chi.yml": {"id": "chi", "unit": "nam", "consent": {"name": _CONSENT, "story": _CONSENT}},
    "content/gioi-thieu.md": {},
}
_SETTINGS = ("site_description", "copyright")
_MENU = (*routes.SECTIONS, routes.Page("gioi-thieu"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A hostile text: in which file, in which field ("awards.title"), and how it must be shown."""

    file: str
    field: str
    shown: str


def free_texts(kind: type[Record]) -> set[str]:
    """The paths of a record's free texts, such as "awards.title"; lists are passed through."""
    schema = schema_of(kind)
    return {path for path, _longest in _free(schema, schema, "")}


def _free(schema: Mapping[str, Any], node: Mapping[str, Any], path: str) -> Iterator[tuple[str, int]]:
    """Each free text at or below `node`, and how many characters it may have."""
    if path.rpartition(".")[2] in CLOSED:
        return
    if "$ref" in node:
        yield from _free(schema, schema["$defs"][node["$ref"].rpartition("/")[2]], path)
    for each in node.get("anyOf", ()):
        yield from _free(schema, each, path)
    if "items" in node:
        yield from _free(schema, node["items"], path)
    for name, each in node.get("properties", {}).items():
        yield from _free(schema, each, f"{path}.{name}" if path else name)
    if node.get("type") == "string" and not node.keys() & {"pattern", "format", "enum", "const"}:
        yield path, node.get("maxLength", ROOMY)


@dataclass(slots=True)
class Planter:
    """Writes the texts of one family, each with a word of its own at its end, and remembers them."""

    family: Family
    planted: list[Planted] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def text(self, file: str, name: str, longest: int) -> str:
        """A hostile text of at most `longest` characters."""
        number = next(self._numbers)
        mark, room = f"x{number:03}x", min(longest, longest if self.family.fills else ROOMY)
        fragments, start = self.family.fragments, self.family.first[number % len(self.family.first)]
        said, turn = "", number
        while turn < number + len(fragments) or self.family.fills:
            fragment = fragments[turn % len(fragments)]
            longer = f"{said} {fragment}" if said else start + fragment
            if len(f"{longer} {mark}") > room:
                said = said or longer[: room - len(mark) - 1]
                break
            said, turn = longer, turn + 1
        whole = unicodedata.normalize("NFC", f"{said} {mark}")
        shown = " ".join(whole.split())
        if longest > ROOMY:
            shown = shown.removeprefix("- ")  # in prose it begins a list
        self.planted.append(Planted(file=file, field=name, shown=shown))
        return whole

    def record(self, kind: type[Record], file: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """`given` with every free text of the record besides, also those of the parts that are given."""
        schema = schema_of(kind)
        return dict(self._filled(schema, schema, file, "", given))

    def _filled(
        self, schema: Mapping[str, Any], node: Mapping[str, Any], file: str, path: str, given: Mapping[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        for name, each in node["properties"].items():
            here = f"{path}.{name}" if path else name
            kinds = [each, *each.get("anyOf", ())]
            parts = [kind for one in kinds for kind in (one, one.get("items", {})) if "$ref" in kind]
            if parts:
                part = schema["$defs"][parts[0]["$ref"].rpartition("/")[2]]
                found = given.get(name, {} if set(part.get("required", ())) <= _texts(schema, part) else None)
                if isinstance(found, list):
                    yield name, [dict(self._filled(schema, part, file, here, one)) for one in found]
                elif found is not None:
                    whole = dict(self._filled(schema, part, file, here, found))
                    yield name, [whole] if any(one.get("type") == "array" for one in kinds) else whole
            elif free := dict(_free(schema, each, here)):
                text = self.text(file, here, free[here])
                yield name, [text.replace("|", "/")] if any(one.get("type") == "array" for one in kinds) else text
            elif name in given:
                yield name, given[name]


def _texts(schema: Mapping[str, Any], part: Mapping[str, Any]) -> set[str]:
    """The free texts of a part itself: a part that needs nothing else can be made of nothing."""
    return {name for name, each in part["properties"].items() if dict(_free(schema, each, name))}


def kind_of(file: str) -> type[Record]:
    """Which record a file holds."""
    folder, _, name = file.rpartition("/")
    if folder == "content":
        return PageFront
    if name in CSV_RECORDS:
        return CSV_RECORDS[name]
    return YAML_RECORDS[{"data": "campaign", "data/initiatives": "initiative", "data/people": "person"}[folder]]


def hostile_files(family: Family) -> tuple[dict[str, str], list[Planted]]:
    """The campaign's files by path, and what was planted in them."""
    planter = Planter(family)
    written = {}
    for file, given in _GIVEN.items():
        if isinstance(given, list):
            rows = [planter.record(kind_of(file), file, row) for row in given]
            written[file] = _csv(list(kind_of(file).model_fields), rows)
        else:
            record = planter.record(kind_of(file), file, given)
            written[file] = _page(record) if file.startswith("content/") else _json(record)
    written["mkdocs.yml"] = _json(_settings(planter, json.loads(written["data/campaign.yml"])["short_name"]))
    return written, planter.planted


def write_hostile(root: Path, family: Family) -> list[Planted]:
    """Write the campaign into the folder `root`, with the shipped theme; gives what was planted."""
    written, planted = hostile_files(family)
    for file, text in written.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8", newline="")
    (root / "data" / "photos").mkdir()
    (root / "data" / "photos" / PHOTO).write_bytes(picture("JPEG", 900, 600))
    shutil.copytree(ROOT / "overrides", root / "overrides")
    return planted


def _json(value: object) -> str:
    """JSON is YAML: every text stands between double quotes."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    target = io.StringIO()
    table = csv.DictWriter(target, columns, lineterminator="\n")
    table.writeheader()
    table.writerows([{name: "|".join(v) if isinstance(v, list) else v for name, v in row.items()} for row in rows])
    return target.getvalue()


def _page(front: Mapping[str, Any]) -> str:
    head = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items())
    body = "\n\n".join(f"## Phần {name}\n\n<!-- sangkien: {name} -->" for name in PLACEHOLDERS)
    return f"---\n{head}\n---\n\n{body}\n"


def _settings(planter: Planter, site_name: str) -> dict[str, Any]:
    """The shipped settings of MkDocs, with every text of theirs hostile."""
    shipped: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    texts = {name: planter.text("mkdocs.yml", name, 300) for name in _SETTINGS}
    nav = [{planter.text("mkdocs.yml", "nav", LONGEST_IN_MENU): page.file} for page in _MENU]
    footer_only = [page.folder for page in _MENU[IN_HEADER:] if page != routes.SUPPORT]
    menu = {"action": routes.SUPPORT.folder, "footer_only": footer_only}
    return {
        **shipped,
        "site_name": site_name,
        "site_url": _GIVEN["data/campaign.yml"]["site_url"],
        **texts,
        "nav": nav,
        "extra": {**shipped["extra"], "menu": menu},
    }
