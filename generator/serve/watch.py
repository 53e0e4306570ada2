"""What was saved since somebody last looked: by looking again, as files lie on any disk and any network.

A system's own notices would come a tenth of a second sooner, but not from folders that another machine shares, and
they also tell of what was only read. What is seen is which files there are, so it does not matter how a program saves
(over the old file, or beside it and by another name), nor whether somebody was building at the time.
"""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_EVERY_SECONDS = 0.1
_SOON_SECONDS = 0.02  # between two looks at what changed the last time
_FEW = 20
_REST_SECONDS = 0.05  # a file is saved in steps: emptied and filled, or taken away and another one given its name
_SHARE = 10  # looking takes at most one part in so many of a core, however many files there are

Seen = dict[str, tuple[int, int, int, int]]
"""Files by their path: size, time of the last change, of the last change of its name or rights, and number on the disk."""


class Watch:
    """Files and folders, which need not exist, and what of them was seen last."""

    def __init__(self, tops: Iterable[Path]) -> None:
        """Watch what is at or below `tops` from now on."""
        self.tops = tuple(tops)
        self.seen = self._look()
        self._lately: list[str] = []  # what changed the last time, and likely does so again

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until something is another than when this was last called (or made), and has come to rest.

        Gives False when nothing has changed for so many `seconds`; None: there is no end to the waiting.
        """
        last = time.monotonic() + seconds if seconds is not None else None
        every = 0.0
        while last is None or time.monotonic() < last:
            self._doze(every)
            start = time.perf_counter()
            found = self._look()
            every = max(_EVERY_SECONDS, (time.perf_counter() - start) * _SHARE)
            if found != self.seen:
                before, self.seen = self.seen, self._rested(found)
                self._lately = [path for path, seen in self.seen.items() if before.get(path) != seen]
                return True
        return False

    def _doze(self, seconds: float) -> None:
        """Sleep, and awake when something changes that changed the last time: who edits a file edits it again."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if any(_seen(path) != self.seen[path] for path in self._lately[:_FEW]):
                return
            time.sleep(min(left, _SOON_SECONDS))

    def _rested(self, found: Seen) -> Seen:
        """What is there when nothing changes any more."""
        while True:
            time.sleep(_REST_SECONDS)
            again = self._look()
            if again == found:
                return found
            found = again

    def _look(self) -> Seen:
        return {path: seen for path in self._files() if (seen := _seen(path))}

    def _files(self) -> Iterator[str]:
        """Every file at or below the tops, but for those that programs keep beside what is being edited."""
        for top in self.tops:
            if top.is_file():
                yield str(top)
            for base, folders, names in os.walk(top):
                folders[:] = [each for each in folders if not _is_hidden(each)]
                yield from (f"{base}/{name}" for name in names if not _is_hidden(name))


def _seen(path: str) -> tuple[int, int, int, int] | None:
    try:
        stat = os.stat(path)  # noqa: PTH116 - a quarter of the time of a Path's, for thousands
    except OSError:
        return None  # taken away meanwhile: not there
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith("~")
