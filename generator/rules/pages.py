"""Authored pages: placeholders, headings and names of files."""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import normpath

from generator import authored, routes
from generator.model import PLACEHOLDERS
from generator.problems import Location, Rule
from generator.rules.facts import Facts, Found, rule
from generator.rules.references import WHOLE, milestones
from generator.vietnamese import SLUG_PATTERN, nearest
from generator.written import quoted

# What may be between is bounded or never given back, for a page may be written to keep its reader busy.
_PLACEHOLDER = re.compile(r"<!--\s*+sangkien:\s*+(.{0,120}?)\s{0,9}-->")
# Elements of which none can run, embed, send, redirect or break a page.
_PLAIN = (
    "a|abbr|b|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|figcaption|figure|h[2-6]|hr|i|ins|kbd|li|mark|ol|p"
    "|pre|q|s|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul"
)
# Other elements (but not `<https://…>` and `<a@b.vn>`); attributes that run, load or lead; pictures from elsewhere.
_MARKUP = re.compile(
    rf"<(?!(?:{_PLAIN})(?:[\s/>]|$)|(?:https?|mailto|tel):|[\w.+-]{{1,64}}@)[a-z][\w-]*"
    r"|(?:<[a-z][^>]{0,400}?|\{[^}\n]{0,400}?)\b(?:on[a-z]+|src\w*|style|action|formaction|ping|poster|background|xlink:href)\s{0,9}="
    r"|\{[^}\n]{0,400}?\bhref\s{0,9}="
    r"|!\[[^\]\n]{0,300}\]\(\s*+<?(?:[a-z][a-z0-9+.-]{0,20}:)?//[^)\s]*",
    re.IGNORECASE,
)
_ALMOST = re.compile(r"[<‹]\s{0,9}!\W{0,9}s[aá]ng\s{0,9}ki[eế]n\b.*", re.IGNORECASE)
_SCHEME = re.compile(r"\W{0,9}([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@rule(Rule.PLACEHOLDER)
def _(facts: Facts) -> Found:
    """Mỗi ô chờ trong content/ là một trong các ô có sẵn."""
    for page in facts.parsed.pages:
        for number, line in enumerate(page.body.split("\n")):
            for found in _PLACEHOLDER.finditer(line):
                name = found.group(1)
                if name not in PLACEHOLDERS and name:
                    near = nearest(name, PLACEHOLDERS)
                    yield (
                        Location(page.path, page.body_line + number, found.start(1) + 1),
                        f"Cần một trong các ô chờ {', '.join(PLACEHOLDERS)}; nhưng thấy {quoted(name)}.",
                        f"Có phải {near}?" if near else "Xóa ô chờ này, hoặc chọn một ô có sẵn.",
                    )
            almost = _ALMOST.search(line)
            if almost and not _PLACEHOLDER.match(line, almost.start()):
                yield (
                    Location(page.path, page.body_line + number, almost.start() + 1),
                    f"Cần ô chờ viết đúng dạng trên một dòng, nhưng thấy {quoted(almost.group())}.",
                    f"Viết: <!-- sangkien: {PLACEHOLDERS[0]} --> (chữ thường, dấu hai chấm, hai gạch nối ở mỗi đầu).",
                )


@rule(Rule.PAGE_HEADING)
def _(facts: Facts) -> Found:
    """Trang trong content/ không có tiêu đề cấp một: tên trang lấy từ title."""
    for page in facts.parsed.pages:
        fenced, above = False, ""
        for number, line in enumerate(page.body.split("\n")):
            fenced ^= line.startswith(("```", "~~~"))
            underlined = bool(above.strip() and re.fullmatch(r"=+\s*", line))
            if not fenced and (underlined or re.match(r"#(?!#)", line)):
                yield (
                    Location(page.path, page.body_line + number - underlined),
                    f"Tên trang đã có ở title, nhưng thấy thêm tiêu đề {quoted((above if underlined else line).lstrip('# '))}.",
                    "Dùng ## cho các phần trong trang.",
                )
            above = line


@rule(Rule.PAGE_ADDRESS)
def _(facts: Facts) -> Found:
    """Tên tệp trong content/ là mã không dấu và không trùng trang có sẵn."""
    for page in facts.parsed.pages:
        if page.name in routes.RESERVED or not re.fullmatch(SLUG_PATTERN, page.name):
            yield (
                Location(page.path),
                f"Cần tên tệp là mã không dấu, khác tên các trang tự tạo, nhưng thấy {quoted(page.name)}.",
                f"Đổi tên tệp, ví dụ gioi-thieu.md. Các tên đã dùng: {', '.join(sorted(routes.RESERVED))}.",
            )


@rule(Rule.LINK)
def _(facts: Facts) -> Found:
    """Liên kết trong content/ dẫn tới một trang hay một tệp có thật."""
    known = frozenset(_files(facts))
    for page in facts.parsed.pages:
        plain = {link.start for link in authored.links(page.body)}
        for link in authored.links(page.body, also_in_code=True):
            wrong = _wrong(facts, link, known)
            if wrong and (link.start in plain or _SCHEME.match(unescape(link.path))):
                above = page.body.count("\n", 0, link.start)
                column = link.start - page.body.rfind("\n", 0, link.start)
                yield (Location(page.path, page.body_line + above, column), *wrong)
    for entry in facts.parsed.navigation:
        if not entry.text.endswith(".md") or entry.text in known or _unknowable(facts, entry.text):
            continue
        meant = authored.named(normpath(entry.text)).file
        near = meant if meant in known else nearest(entry.text, known)
        yield (
            entry.at,
            f"Cần một trang có thật trong nav, nhưng thấy {quoted(entry.text)}.",
            f"Có phải {near}?" if near else "Xóa dòng này khỏi nav, hoặc tạo trang trong content/.",
        )


@rule(Rule.PAGE_MARKUP)
def _(facts: Facts) -> Found:
    """Trang trong content/ không chạy mã, không nhúng gì và không lấy ảnh từ nơi khác: trang web chặn những thứ ấy."""
    for page in facts.parsed.pages:
        for found in _MARKUP.finditer(page.body):
            above = page.body.count("\n", 0, found.start())
            column = found.start() - page.body.rfind("\n", 0, found.start())
            yield (
                Location(page.path, page.body_line + above, column),
                f"Cần chữ, bảng và liên kết thường, nhưng thấy {quoted(found.group())}.",
                "Bỏ đoạn này, cả khi chỉ là mã ví dụ; ảnh chỉ hiện được khi nằm trong data/photos/ của một sáng kiến hay một người.",
            )


def _wrong(facts: Facts, link: authored.Link, known: frozenset[str]) -> tuple[str, str] | None:
    """What is wrong with a link, and its mend."""
    target = link.path
    scheme = _SCHEME.match(unescape(target))
    if scheme:
        if scheme.group(1).lower() in ("http", "https", "mailto", "tel"):
            return None
        return (
            f"Cần liên kết web hoặc thư điện tử, nhưng thấy {quoted(link.target)}.",
            "Dùng https://…, mailto:… hoặc một trang của chiến dịch.",
        )
    if target.startswith("/"):
        return (
            f"Cần liên kết tính từ content/, nhưng {quoted(link.target)} tính từ gốc máy chủ.",
            "Bỏ dấu / ở đầu và ghi tên tệp, ví dụ tien-do.md.",
        )
    file = normpath(target)
    if not target or file in known or _unknowable(facts, target):
        return None
    if file.endswith(".md") and authored.named(file).file in known:
        return None
    near = nearest(target, [re.sub(r"/index\.md$", ".md", each) for each in known])
    return (
        f"Cần liên kết tới một trang có thật, nhưng thấy {quoted(target)}.",
        f"Có phải {near}?" if near else "Ví dụ: tien-do.md, sang-kien/ma-sang-kien.md, the-le.md.",
    )


def _files(facts: Facts) -> Iterator[str]:
    """The files an authored page can link to; those of records that could not be read among them."""
    parsed, charter = facts.parsed, facts.parsed.charter
    shown = [each.id for each in parsed.initiatives if each.is_public_on(facts.today)]
    named = [each.id for each in parsed.people if each.agrees_to("name", facts.consented_on)]
    listed = {
        routes.PROGRESS: facts.known["unit"],
        routes.INITIATIVES: parsed.unreadable["initiative"].union(shown),
        routes.PEOPLE: parsed.unreadable["person"].union(named),
        routes.FIELDS: [each.id for each in charter.fields] if charter else [],
        routes.SECTORS: [each.id for each in charter.sectors] if charter else [],
        routes.BULLETINS: _periods(facts),
        routes.SHARE: _shared(facts),
    }
    yield from (page.file for page in routes.SECTIONS)
    yield from routes.DOWNLOADS
    for section, ids in listed.items():
        before, after = routes.below(section, "*").file.split("*")
        yield from (f"{before}{each}{after}" for each in ids)  # of thousands no page need be made
    yield from (routes.Page(each).file for each in listed[routes.SHARE])
    yield from (routes.authored(page).file for page in parsed.pages)


def _periods(facts: Facts) -> set[str]:
    """The months and quarters in which something happened, from the campaign's first month on: each has a bulletin."""
    parsed, charter, today = facts.parsed, facts.parsed.charter, facts.today
    shown = [each for each in parsed.initiatives if each.is_public_on(today)]
    named = [each for each in parsed.people if each.agrees_to("name", facts.consented_on)]
    awards = [award for each in shown for award in each.awards] + [award for each in named for award in each.awards]
    days = {
        *(each.date for each in parsed.snapshots),
        *(each.publish_on for each in shown if each.publish_on),
        *(award.date for award in awards if award.date),
        *(each.at for each in (charter.milestones if charter else ())),
    }
    first = charter.period.start.replace(day=1) if charter else min(days, default=today)
    return {name for day in days if first <= day <= today for name in routes.periods(day)}


def _shared(facts: Facts) -> set[str]:
    """What may be shared, by address. Whether a unit competes is not asked: its page is there in any case."""
    parsed, charter = facts.parsed, facts.parsed.charter
    willing = [each for each in parsed.people if each.agrees_to("social", facts.consented_on)]
    found = {routes.PROGRESS.address, *WHOLE}
    found |= {routes.initiative(each).address for each in parsed.initiatives if each.is_public_on(facts.today)}
    found |= {routes.person(each).address for each in willing if each.agrees_to("name", facts.consented_on)}
    found |= {routes.unit(each).address for each in parsed.units}
    found |= {f"{routes.MARKS.folder}{each}" for each in (facts.known["unit"] | milestones(charter))}
    return found | {f"{routes.BULLETINS.folder}{each}" for each in _periods(facts)}


def _unknowable(facts: Facts, target: str) -> bool:
    """Whether the target may well be there, in a file that could not be read."""
    page = authored.named(normpath(target))
    no_charter = facts.parsed.charter is None and page.address.startswith((routes.FIELDS.folder, routes.SECTORS.folder))
    return no_charter or f"content/{page.address}.md" in facts.parsed.damaged
