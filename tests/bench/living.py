"""An edit as an editor lives it: `serve` is running, a story is saved, and its page has the new words.

What is served is build/site itself, so an answer with the new words is of a whole site that has taken the old one's place.
The page is asked for when `serve` tells that there is another one, as an open page does. The first edit after a start has no earlier one to build upon in memory, and is told apart. Between two edits the editor
looks at the page for a while, and the program asks what it is to be asked about.
"""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from urllib.request import urlopen

_EDITED = re.compile(r"(?m)^summary: .*$")
_LOOKS_SECONDS = 5.0
_PATIENCE_SECONDS = 900.0
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """Seconds from saving a story to its page with the new words: after the start of `serve`, and of each later edit."""

    first: float
    later: tuple[float, ...]

    @property
    def median(self) -> float:
        """Of the later ones."""
        return median(self.later)


def edit(root: Path) -> tuple[str, str]:
    """Save the campaign's first story with another summary; its page's path, and the new words."""
    story = min((root / "data" / "initiatives").glob("*.yml"))
    words = time.strftime(f"Một câu vừa được sửa lúc %H giờ %M phút %S giây, lần {next(_numbers)}.")
    story.write_text(_EDITED.sub(f'summary: "{words}"', story.read_text("utf-8"), count=1), "utf-8")
    return f"sang-kien/{story.stem}/", words


def lived(root: Path, edits: int) -> Lived:
    """Serve a campaign that is built, and edit it once, and then so many times more."""
    with _serving(root) as address:
        seconds = []
        for _ in range(edits + 1):
            epoch = _got(f"{address}.sangkien/0")
            start = time.perf_counter()
            path, words = edit(root)
            _wait(address, path, words, epoch)
            seconds.append(time.perf_counter() - start)
            time.sleep(_LOOKS_SECONDS)
    return Lived(first=seconds[0], later=tuple(seconds[1:]))


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    """The address of the campaign's `serve`, in a process of its own, that has the site as it is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said = []
            for line in process.stdout or ():
                said.append(line)
                if "Đã dựng" in line:
                    break
            else:
                raise RuntimeError(f"serve has built nothing:\n{''.join(said)}")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.send_signal(signal.SIGINT)


def _wait(address: str, page: str, words: str, epoch: str) -> None:
    """Wait as an open page does until there is another site than at `epoch`, until the page has the words."""
    last = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < last:
        while (now := _got(f"{address}.sangkien/{epoch}")) == epoch:
            pass
        epoch = now
        if words in _got(address + page).replace("\u00a0", " "):
            return
    raise RuntimeError(f"after {_PATIENCE_SECONDS:.0f} s the page did not say: {words}")


def _got(address: str) -> str:
    with urlopen(address, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310 - this machine's
        said: bytes = answer.read()
    return said.decode()
