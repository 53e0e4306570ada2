"""Links in authored pages that lead nowhere, found before MkDocs would stumble over them."""

import re
from collections.abc import Iterator
from posixpath import normpath

from generator import routes
from generator.editorial import Publication
from generator.problems import Location, Problem, Rule
from generator.vietnamese import nearest
from generator.written import quoted

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")


def broken_links(publication: Publication) -> Iterator[Problem]:
    """A problem for every relative link of content/ whose page or file does not exist."""
    known = {page.file for page in routes.pages(publication)}
    known |= {routes.PROGRESS_CSV, routes.PROGRESS_XLSX, routes.HISTORY_CSV, routes.INITIATIVES_CSV}
    for page in publication.pages:
        for number, line in enumerate(page.body.split("\n")):
            for found in _LINK.finditer(line):
                target = found.group(1).split("#")[0].split("?")[0]
                if not target or re.match(r"[a-z][a-z0-9+.-]*:|/", target) or normpath(target) in known:
                    continue
                near = nearest(target, known)
                yield Problem(
                    at=Location(page.path, page.body_line + number, found.start(1) + 1),
                    rule=Rule.LINK,
                    message=f"Cần liên kết tới một trang có thật, nhưng thấy {quoted(target)}.",
                    hint=f"Có phải {near}?"
                    if near
                    else "Ví dụ: tien-do/index.md, sang-kien/ma-sang-kien.md, the-le.md.",
                )
