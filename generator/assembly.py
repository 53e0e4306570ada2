"""A whole site in a staging folder: pages that changed from the engine, all others as they are, files from the docs tree.

What is the same is not copied but linked (one file under two names). So no file of a site is ever written to: a new
one takes its name.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator import engine, verify, zensical
from generator.mentions import Sought
from generator.problems import Failure

Stat = tuple[int, int]
"""A file's size in bytes and the time of its last change in nanoseconds: who has both is the same file still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How a site was made, to know what of it the next one can take over.

    `inputs` and `engine` are fingerprints: of all that was read, and of what turns Markdown into HTML. `pages` are the
    Markdown files that the pages came from, `files` those of the site; both by path. `anchors` are those that pages
    lead to on others. `allowed` says for whom and for what there was leave to publish, by the path of the record.
    """

    inputs: str = ""
    engine: str
    pages: Mapping[str, Stat] = field(default_factory=dict)
    files: Mapping[str, Stat] = field(default_factory=dict)
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Made | None":
        """What stands in a file; None when there is none, or not a whole one."""
        try:
            found = json.loads(path.read_bytes())
            return cls(
                inputs=found["inputs"],
                engine=found["engine"],
                pages={name: tuple(stat) for name, stat in found["pages"].items()},
                files={name: tuple(stat) for name, stat in found["files"].items()},
                anchors={name: frozenset(ids) for name, ids in found["anchors"].items()},
                allowed={name: tuple(scopes) for name, scopes in found["allowed"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None  # the site is then made anew, which is never wrong

    def write(self, path: Path) -> None:
        """Keep it in a file, whole or not at all."""
        said = asdict(self) | {"anchors": {name: sorted(ids) for name, ids in self.anchors.items()}}
        part = path.with_name(f"{path.name}.part")
        part.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        part.replace(path)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The files of the docs tree that the site came from, and those of the theme, sorted."""
        made = {_html_of(page) for page in self.pages}
        return tuple(sorted([*self.pages, *(path for path in self.files if path not in made)]))

    def is_whole(self, site: Path) -> bool:
        """Whether every file of the site stands there as it was made."""
        return all(_stat(site / path) == stat for path, stat in self.files.items())


def assemble(
    work: engine.Work,
    paths: Iterable[str],
    staged: Path,
    site: Path,
    address: str,
    last: Made | None,
    marks: Mapping[str, str],
    unnamed: Mapping[Sought, str],
    tell: Callable[[str, int, int | None], None],
) -> Made:
    """Make in `staged` the site of the docs tree's `paths`, which will stand at `address`; how it was made.

    `last` says how the live `site` was made; None makes every page anew. `marks` are files to add, with their texts;
    `unnamed` those whose names may stand nowhere, each with the path of the record.
    Raises Failure when the engine fails, leaves a page out, or what it made is not fit to be published.
    """
    docs, fingerprint = work.docs, work.fingerprint()
    last = last if last and last.engine == fingerprint and engine.is_divisible(work) else None
    pages = {path: _stat(docs / path) or (0, 0) for path in paths if path.endswith(".md")}
    same = {path for path, stat in pages.items() if last and _is_same(last, site, path, stat)}
    stale = [path for path in pages if path not in same]
    theme = [path for path in last.files if _is_themes(path, last, docs)] if last else []
    staged.mkdir()
    tell("site", 0, len(stale))
    if stale or last is None or not all(_stat(site / path) == last.files[path] for path in theme):
        make = zensical.render if work.engine == "zensical" else engine.render
        make(work, stale, staged, made=lambda done: tell("site", done, len(stale)))
    else:
        _link_all(site, staged, theme)
    _link_all(site, staged, [_html_of(path) for path in same])
    _link_all(docs, staged, [path for path in paths if not path.endswith(".md")])
    for name, text in marks.items():
        (staged / name).write_text(text, encoding="utf-8")
    missing = [path for path in pages if not (staged / _html_of(path)).is_file()]
    if missing:
        raise Failure(
            f"{engine.NAMES[work.engine]} bỏ sót {len(missing)} tệp, tệp đầu là {missing[0]}; hãy xem lại mkdocs.yml."
        )
    files = {path: stat for path in _listed(staged) if (stat := _stat(staged / path))}
    tell("verify", 0, None)
    anchors = _verified(staged, files, address, last, unnamed)
    return Made(engine=fingerprint, pages=pages, files=files, anchors=anchors)


def _verified(
    staged: Path, files: Mapping[str, Stat], address: str, last: Made | None, unnamed: Mapping[Sought, str]
) -> Mapping[str, frozenset[str]]:
    """Look at what is new; at everything when something is gone, which any page may have led to.

    At everything again when a fault was found: the page that led there may be one that changed, and lead there no more.
    """
    sizes = {path: size for path, (size, _time) in files.items()}
    is_whole = last is None or bool(last.files.keys() - files.keys())
    changed = (
        set(files)
        if last is None or is_whole
        else {path for path, stat in files.items() if last.files.get(path) != stat}
    )
    anchors = {} if last is None or is_whole else last.anchors
    found = verify.verify(staged, sizes, address, changed=changed, anchors=anchors, unnamed=unnamed)
    if found.faults and not is_whole:
        found = verify.verify(staged, sizes, address, changed=set(files), anchors={}, unnamed=unnamed)
    if found.faults:
        raise Failure(verify.told(found.faults))
    return found.anchors


def _is_same(last: Made, site: Path, page: str, stat: Stat) -> bool:
    """Whether the live site has the page as it would be made again."""
    html = _html_of(page)
    return last.pages.get(page) == stat and html in last.files and _stat(site / html) == last.files[html]


def _is_themes(path: str, last: Made, docs: Path) -> bool:
    """Whether a file of the last site came with the theme: of no page and of no output."""
    return path == "404.html" or (path.startswith("assets/") and not (docs / path).exists() and path in last.files)


def _html_of(page: str) -> str:
    return f"{page.removesuffix('.md')}.html"


def _stat(path: Path) -> Stat | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _listed(folder: Path) -> list[str]:
    """Every file below a folder, by its path in it, sorted."""
    start = len(str(folder)) + 1
    return sorted(
        f"{base}/{name}"[start:].replace(os.sep, "/") for base, _folders, names in os.walk(folder) for name in names
    )


def _link_all(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Let `paths` of one folder stand in another as well; copies where the disk has no links, or is another one."""
    made: set[str] = set()
    taken = {f"{target}/{path}" for path in _listed(target)}
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        there, here = f"{source}/{path}", f"{target}/{path}"
        if here in taken:  # the theme has a file of this name: ours counts
            Path(here).unlink()
        try:
            os.link(there, here)
        except OSError:
            shutil.copy2(there, here)
