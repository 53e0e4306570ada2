"""A whole site in a staging folder: pages that changed from the engine, all others as they are, files from the docs tree.

What is the same is not copied but linked (one file under two names). So no file of a site is ever written to: a new
one takes its name.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from generator import engine, mkdocs, routes, verify, zensical
from generator.inventory import Stat
from generator.mentions import Sought
from generator.problems import Failure, Location, Problem, Rule
from generator.render import hosting
from generator.verify import Leads, Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How a site was made, to know what of it the next one can take over.

    `inputs` and `engine` are fingerprints: of all that was read, and of what turns Markdown into HTML. `pages` are the
    Markdown files that the pages came from, `files` those of the site; both by path. `leads` say where its pages lead, and
    `proof` by what it was verified. `allowed` says for whom and for what there was leave to publish, by the path of the
    record; `questions` are what the data was asked.
    """

    inputs: str = ""
    engine: str
    pages: Mapping[str, Stat] = field(default_factory=dict)
    files: Mapping[str, Stat] = field(default_factory=dict)
    leads: Leads
    proof: Proof
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Made | None":
        """What stands in a file; None when there is none, or not a whole one."""
        try:
            digest, _end, said = path.read_bytes().partition(b"\n")
            if digest != _digest(said):
                return None
            found = json.loads(said)
            return cls(
                inputs=found["inputs"],
                engine=found["engine"],
                pages={name: tuple(stat) for name, stat in found["pages"].items()},
                files={name: tuple(stat) for name, stat in found["files"].items()},
                leads=Leads(
                    files=Counter(dict(zip(found["files"], found["leads"], strict=True))),
                    anchors=Counter({(name, anchor): number for name, anchor, number in found["anchors"]}),
                ),
                proof=Proof(
                    programs=found["proof"]["programs"],
                    hidden=frozenset(found["proof"]["hidden"]),
                    named=frozenset(found["proof"]["named"]),
                ),
                allowed={name: tuple(scopes) for name, scopes in found["allowed"].items()},
                questions=tuple(_question(*each) for each in found["questions"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None  # the site is then made anew, which is never wrong

    def write(self, path: Path) -> None:
        """Keep it in a file, whole or not at all: a digest in the first line tells whether anything of it changed."""
        proof = self.proof
        said = {
            "inputs": self.inputs,
            "engine": self.engine,
            "pages": self.pages,
            "files": self.files,
            "leads": [self.leads.files[name] for name in self.files],  # all that is led to is there
            "anchors": sorted((*anchor, number) for anchor, number in self.leads.anchors.items()),
            "proof": {"programs": proof.programs, "hidden": sorted(proof.hidden), "named": sorted(proof.named)},
            "allowed": self.allowed,
            "questions": [(each.at, each.rule, each.message, each.hint) for each in self.questions],
        }
        part = path.with_name(f"{path.name}.part")
        content = json.dumps(said, ensure_ascii=False).encode()
        part.unlink(missing_ok=True)
        with part.open("xb") as file:  # a link may stand there again, which is not followed so
            file.write(_digest(content) + b"\n" + content)
        part.replace(path)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The files of the docs tree that the site came from, and those of the theme, sorted."""
        made = {_html_of(page) for page in self.pages}
        return tuple(sorted([*self.pages, *(path for path in self.files if path not in made)]))

    def is_whole(self, site: Path) -> bool:
        """Whether every file of the site stands there as it was made."""
        return all(_stat(f"{site}/{path}") == stat for path, stat in self.files.items())


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).hexdigest().encode()


def _question(at: tuple[str, int, int], rule: str, message: str, hint: str) -> Problem:
    return Problem(at=Location(*at), rule=Rule(rule), message=message, hint=hint)


def assemble(
    work: engine.Work,
    docs: Mapping[str, Stat],
    staged: Path,
    site: Path,
    address: str,
    last: Made | None,
    marks: Mapping[str, str],
    unnamed: Mapping[Sought, str],
    tell: Callable[[str, int, int | None], None],
) -> Made:
    """Make in `staged` the site of the docs tree's files, which will stand at `address`; how it was made.

    `docs` says as what they stand. In `staged` a site of before may stand: what of it is the same need not be linked again.
    `last` says how the live `site` was made; None makes every page anew. `marks` are files to add, with their texts;
    `unnamed` those whose names may stand nowhere, each with the path of the record.
    Raises Failure when the engine fails, leaves a page out, or what it made is not fit to be published.
    """
    fingerprint = work.fingerprint()
    last = last if last and last.engine == fingerprint and engine.is_divisible(work) else None
    pages = {path: stat for path, stat in docs.items() if path.endswith(".md")}
    same = dict.fromkeys(path for path, stat in pages.items() if last and _is_same(last, site, path, stat))
    stale = [path for path in pages if path not in same]
    place = work.places()
    others = [path for path in docs if not path.endswith(".md")]
    theme = _themes_own(last.files, {place(path) for path in others}) if last else []
    made = staged.with_name("made")  # what the engine writes may stand in no folder of links
    made.mkdir()
    tell("site", 0, len(stale))
    themeless = last is None or any(_stat(f"{site}/{path}") != last.files[path] for path in theme)
    if stale or themeless:
        make = zensical.render if work.engine == "zensical" else mkdocs.render
        make(work, stale, made, theme=themeless, made=lambda done: tell("site", done, len(stale)))
    for name, text in marks.items():
        (made / name).write_text(text, encoding="utf-8")
    sources = {path: f"{made}/{path}" for path in _standing(made)}
    if not themeless:
        sources |= {path: f"{site}/{path}" for path in theme}
    sources |= {path: f"{site}/{path}" for path in map(_html_of, same)}
    sources |= {place(path): f"{work.docs}/{path}" for path in others}  # of one name with the theme's: ours counts
    if hosting.HEADERS in sources:
        sources[hosting.HEADERS] = _told_of_assets(work, sources[hosting.HEADERS], made)
    files = _filled(staged, dict(sorted(sources.items())))
    missing = [path for path in pages if _html_of(path) not in files]
    if missing:
        raise Failure(
            f"{engine.NAMES[work.engine]} bỏ sót {len(missing)} tệp, tệp đầu là {missing[0]}; hãy xem lại mkdocs.yml."
        )
    tell("verify", 0, None)
    proof = Proof.by(address, unnamed)
    changed = {path for path, stat in files.items() if last is None or last.files.get(path) != stat}
    changed |= {path for path in files if sources[path].startswith(f"{made}/")}  # whatever a coarse clock says of them
    leads = _verified(staged, files, changed, site, address, last, proof, unnamed)
    return Made(engine=fingerprint, pages=pages, files=files, leads=leads, proof=proof)


def _told_of_assets(work: engine.Work, headers: str, made: Path) -> str:
    """The file `_headers`, which also names the folder of assets where that is named by what it holds."""
    if work.assets == routes.ASSETS:
        return headers
    told = made / hosting.HEADERS
    told.write_bytes(Path(headers).read_bytes() + hosting.lasting(work.assets).encode())
    return str(told)


def _verified(
    staged: Path,
    files: Mapping[str, Stat],
    changed: Collection[str],
    site: Path,
    address: str,
    last: Made | None,
    proof: Proof,
    unnamed: Mapping[Sought, str],
) -> Leads:
    """Look at what is new; at everything when what was known does not count, or a fault was found.

    A fault may be that something is gone to which pages lead that did not change: then all are asked which these are.
    """
    sizes = {path: size for path, (size, _time) in files.items()}
    rest = _of_the_rest(files.keys() - changed, site, address, last, proof)
    if rest:
        found = verify.verify(staged, sizes, address, changed=changed, leads=rest, unnamed=unnamed)
        if not found.faults:
            return found.leads
    found = verify.verify(staged, sizes, address, changed=sizes.keys(), unnamed=unnamed)
    if found.faults:
        raise Failure(verify.told(found.faults))
    return found.leads


def _of_the_rest(same: Collection[str], site: Path, address: str, last: Made | None, proof: Proof) -> Leads | None:
    """Where those pages of the live `site` lead that stay the `same`; None when that cannot be known."""
    if last is None or not last.proof.covers(proof):
        return None
    others = {path: stat for path, stat in last.files.items() if path.endswith(".html") and path not in same}
    if any(_stat(f"{site}/{path}") != stat for path, stat in others.items()):
        return None  # somebody's hand was there
    return last.leads - verify.leads_of(site, {path: size for path, (size, _time) in others.items()}, address)


def _is_same(last: Made, site: Path, page: str, stat: Stat) -> bool:
    """Whether the live site has the page as it would be made again."""
    html = _html_of(page)
    return last.pages.get(page) == stat and html in last.files and _stat(f"{site}/{html}") == last.files[html]


def _themes_own(files: Iterable[str], others: Collection[str]) -> list[str]:
    """The files of a site that came with the theme: of no page, and none of the `others`, which are outputs."""
    assets = f"{routes.ASSETS}/"
    return [path for path in files if path == "404.html" or (path.startswith(assets) and path not in others)]


def _html_of(page: str) -> str:
    return f"{page.removesuffix('.md')}.html"


def _stat(path: str) -> Stat | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a tenth of a Path's time, and there are many files
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _standing(folder: Path) -> dict[str, int]:
    """Every file below a folder by its path in it, with its number on the disk."""
    found: dict[str, int] = {}
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{folder}/{inside}") as entries:
            for each in entries:
                if each.is_dir(follow_symlinks=False):
                    waiting.append(f"{inside}{each.name}/")
                else:
                    found[f"{inside}{each.name}"] = each.inode()  # it comes with the name: a tenth of a stat's time
    return found


def _filled(folder: Path, sources: Mapping[str, str]) -> dict[str, Stat]:
    """Let what is at the `sources`, by path, stand in a folder, and nothing else; as what it stands there.

    What is there already is left: a link and its folder cost more than all looking. Copies where the disk has no links,
    or is another one.
    """
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as in `_stat`
    there, disk = _standing(folder), os.stat(folder).st_dev  # noqa: PTH116 - as above
    _remove(folder, there.keys() - sources.keys())
    files: dict[str, Stat] = {}
    folders: set[str] = set()
    for path, source in sources.items():
        stat = os.stat(source)  # noqa: PTH116 - as above
        is_there = (
            stat.st_ino and there.get(path) == stat.st_ino and stat.st_dev == disk
        )  # some network disks number none
        if not is_there:
            here = f"{folder}/{path}"
            if path in there:
                os.unlink(here)  # noqa: PTH108 - as above
            inside = path.rpartition("/")[0]
            if inside not in folders:
                os.makedirs(f"{folder}/{inside}", exist_ok=True)  # noqa: PTH103 - as above
                folders.add(inside)
            try:
                os.link(source, here)
            except OSError:
                shutil.copyfile(source, here)
                shutil.copystat(source, here)
                stat = os.stat(here)  # noqa: PTH116 - as above
        files[path] = stat.st_size, stat.st_mtime_ns
    return files


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    for path in paths:
        (folder / path).unlink()
        for above in (folder / path).relative_to(folder).parents:
            try:
                (folder / above).rmdir()
            except OSError:  # something is in it
                break
