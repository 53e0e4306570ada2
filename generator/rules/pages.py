"""Authored pages: placeholders, headings and names of files."""

import re

from generator.model import PLACEHOLDERS
from generator.problems import Location, Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import nearest
from generator.written import quoted

_PLACEHOLDER = re.compile(r"<!--\s*sangkien:\s*(.*?)\s*-->")
_GENERATED = (
    "index", "tien-do", "sang-kien", "linh-vuc", "khu-vuc", "guong-sang", "ban-tin", "ho-tro", "chia-se",
    "nhung", "du-lieu", "tim-kiem", "cong-nhan-doanh-nghiep", "assets", "api", "404", "anh",
)  # fmt: skip


@rule(Rule.PLACEHOLDER)
def _(facts: Facts) -> Found:
    """Mỗi ô chờ trong content/ là một trong các ô có sẵn."""
    for page in facts.parsed.pages:
        for number, line in enumerate(page.body.split("\n")):
            for found in _PLACEHOLDER.finditer(line):
                name = found.group(1)
                if name not in PLACEHOLDERS:
                    near = nearest(name, PLACEHOLDERS)
                    yield (
                        Location(page.path, page.body_line + number, found.start(1) + 1),
                        f"Cần một trong các ô chờ {', '.join(PLACEHOLDERS)}; nhưng thấy {quoted(name)}.",
                        f"Có phải {near}?" if near else "Xóa ô chờ này, hoặc chọn một ô có sẵn.",
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
        if page.name in _GENERATED or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page.name):
            yield (
                Location(page.path),
                (
                    f"Cần tên tệp là mã không dấu, khác các trang tự tạo ({', '.join(_GENERATED[:11])} …), "
                    f"nhưng thấy {quoted(page.name)}."
                ),
                "Đổi tên tệp, ví dụ gioi-thieu.md.",
            )
