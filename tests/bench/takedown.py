"""`python -m tests.bench.takedown`: how long the proof takes that somebody is nowhere in a site of 3,000 initiatives.

The proof reads every file of the built site; the budget is 10 s. Beside it stands the whole build/ folder, as `withdraw`
searches it: its docs tree has mostly the site's own files, under two names.
"""

import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from generator import publish
from generator.mentions import Sought
from generator.parse import parse
from generator.trace import drawn, trace

from .maker import Size, make

REPOSITORY = Path(__file__).resolve().parents[2]
INITIATIVES, PEOPLE = 3000, 300
BUDGET_SECONDS = 10.0


def main() -> int:
    """Build, look for somebody who is there and for somebody who is not, print; 1 when it took too long."""
    with tempfile.TemporaryDirectory(prefix="sangkien-bench-") as folder:
        root = make(Path(folder) / "many", REPOSITORY, Size(initiatives=INITIATIVES, people=PEOPLE))
        site = publish.build(root, None).site
        person = parse(root).people[0]
        says = drawn(root / "build" / "docs")
        files = [path for path in site.rglob("*") if path.is_file()]
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        spent = {}
        nobody = Sought(name="Không Có Ai Tên Này", id="khong-co-ai")
        for sought in (Sought(name=person.name, id=person.id), nobody):
            start = time.perf_counter()
            found = trace(site, sought, says)
            spent[sought.name] = (time.perf_counter() - start, len(found))
        start = time.perf_counter()
        trace(site.parent, nobody)
        whole = time.perf_counter() - start
    for name, (seconds, places) in spent.items():
        Console().print(f"{name}: {places} places in {len(files)} files of {megabytes:.0f} MB, {seconds:.1f} s")
    worst = max(seconds for seconds, _places in spent.values())
    Console().print(f"the whole build/ folder: {whole:.1f} s")
    Console().print(f"proof: {worst:.1f} s (at most {BUDGET_SECONDS:.0f})")
    return 1 if worst > BUDGET_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
