"""`python -m tests.bench.fuzz [SECONDS]`: damage a campaign for a while, and say how many inputs were tried.

Two ways: Hypothesis, which knows what a campaign looks like, and atheris (coverage-guided, where it can be
installed), which knows which code an input reached. Any exception but a Problem or a Failure ends the run.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

SECONDS = 60
LED = "--led"

if sys.argv[1:2] == [LED]:  # which code an input reached is known of modules imported so
    import atheris

    with atheris.instrument_imports(include=["generator"]):
        import fuzzed  # noqa: F401

from campaigns import TEXTS, write_campaign  # noqa: E402 - tests share modules
from fuzzed import FILES, Damage, damages, of_folder, outcome  # noqa: E402 - as above

BATCH = 100


def by_hypothesis(seconds: float) -> Counter[str]:
    """What came of as many inputs as fit into the time."""
    found: Counter[str] = Counter()
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1

        @seed(number)
        @settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(damages)
        def damaged(damage: list[Damage]) -> None:
            found[outcome(damage)] += 1

        damaged()
    return found


def by_atheris(seconds: float) -> str | None:
    """What libFuzzer says of a run led by coverage, in a process of its own; None where atheris is not installed."""
    if find_spec("atheris") is None:
        return None
    with tempfile.TemporaryDirectory(prefix="sangkien-fuzz-") as folder:
        command = [
            sys.executable,
            "-m",
            "tests.bench.fuzz",
            LED,
            f"-max_total_time={int(seconds)}",
            "-print_final_stats=1",
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]),
        }
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    found = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    return found[1] if found else "no"


def led() -> None:
    """Never comes back: libFuzzer ends the process."""

    def one(content: bytes) -> None:
        data = atheris.FuzzedDataProvider(content)
        file = FILES[data.ConsumeIntInRange(0, len(FILES) - 1)]
        text = TEXTS[file].encode()
        start = data.ConsumeIntInRange(0, len(text))
        length = data.ConsumeIntInRange(0, 40)
        put = data.ConsumeBytes(data.ConsumeIntInRange(0, 2000))
        with tempfile.TemporaryDirectory(prefix="sangkien-fuzz-") as folder:
            of_folder(write_campaign(Path(folder), {file: text[:start] + put + text[start + length :]}))

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


def main() -> int:
    """Run both; the exception that was looked for would end it with a trace."""
    if sys.argv[1:2] == [LED]:
        led()
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    found = by_hypothesis(seconds)
    said = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
    print(f"Hypothesis: {sum(found.values())} inputs in {seconds:.0f} s, 0 crashes ({said})")  # noqa: T201 - what a bench is for
    tried = by_atheris(seconds)
    print("atheris: not installed here" if tried is None else f"atheris: {tried} inputs in {seconds:.0f} s, 0 crashes")  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main())
