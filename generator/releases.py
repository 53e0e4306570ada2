"""Where sites stand: staged beside the live one, put in its place in one step, kept for a while, and brought back.

Nothing here knows what a site is made of. A folder that readers see is only ever replaced whole: by an exchange of
two names where the system has one (Linux), by two renames elsewhere, the first of which the next start undoes.
"""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

KEPT = 3
"""How many sites that were live before are kept."""

STATE = "made.json"
"""What a site's folder in the store has beside the site: how it was made."""

_STORE = ".kept"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Source: renameat2(2)


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """A new folder beside `site`, on the same disk, that is gone afterwards whatever happens.

    What was spared of the oldest site stands in it as `site`: making the next one of it is quicker than from nothing.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    heal(site)
    folder = Path(tempfile.mkdtemp(prefix=_staging_prefix(site), dir=site.parent))
    try:
        with suppress(OSError):
            _spare(site).rename(folder / "site")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def heal(site: Path) -> None:
    """After a crash, put back the previous site of a swap that was cut short, and remove staging folders."""
    for each in site.parent.iterdir() if site.parent.is_dir() else ():
        if each.name.startswith(_staging_prefix(site)):
            shutil.rmtree(each, ignore_errors=True)
    previous = _previous(site)
    if previous.exists():
        if site.exists():
            shutil.rmtree(previous, ignore_errors=True)
        else:
            previous.rename(site)


def swap(staged: Path, site: Path) -> Path | None:
    """Put the folder `staged` in the place of `site`; where the site that stood there is now, None if none did.

    Where names can be exchanged readers see the one site or the other, whole, also when the process is killed; elsewhere
    there is none between two renames, and the next start puts the old one back. If it fails, `site` is as it was.
    """
    if not site.exists():
        staged.rename(site)
        return None
    if _exchanged(staged, site):
        return staged
    previous = _previous(site)
    site.rename(previous)
    try:
        staged.rename(site)
    finally:
        if not site.exists():
            previous.rename(site)
    return previous


def store(site: Path) -> Path:
    """The folder of the sites that were live before, beside the site."""
    return site.with_name(f".{site.name}{_STORE}")


def state_of(site: Path) -> Path:
    """The file that says how the live site was made: beside it, where no reader comes."""
    return site.with_name(f".{site.name}.{STATE}")


def kept(site: Path) -> tuple[Path, ...]:
    """The folders of the sites that are kept, the newest first; each holds `site` and perhaps its state."""
    folder = store(site)
    numbered = [each for each in folder.iterdir() if each.name.isdecimal()] if folder.is_dir() else []
    whole = [each for each in numbered if (each / "site").is_dir()]
    return tuple(sorted(whole, key=lambda each: int(each.name), reverse=True))


def is_kept(site: Path) -> bool:
    """Whether a folder is in a store: what it shows may be what nobody has leave to publish any more."""
    return any(each.name.startswith(".") and each.name.endswith(_STORE) for each in site.resolve().parents)


def keep(old: Path, state: Path | None, site: Path) -> Path | None:
    """Move a site that was live, and its state if there is one, into the store; its folder there.

    None when it cannot be moved, and is removed: the new site is live already, there is only none to go back to.
    """
    newest = next((int(each.name) for each in kept(site)), 0)
    folder = store(site) / str(newest + 1)
    shutil.rmtree(folder, ignore_errors=True)  # what a crash left of it
    try:
        folder.mkdir(parents=True)
        if state and state.is_file():
            state.rename(folder / STATE)
        old.rename(folder / "site")
    except OSError:
        for each in (folder, old):
            shutil.rmtree(each, ignore_errors=True)
        return None
    for each in kept(site)[KEPT:]:
        spare(each / "site", site)
        shutil.rmtree(each, ignore_errors=True)
    return folder


def spare(old: Path, site: Path) -> None:
    """Put away a site that nobody asks for any more, for the next one to be made of; where that fails it is removed."""
    shutil.rmtree(_spare(site), ignore_errors=True)
    with suppress(OSError):  # the live site does not need it
        store(site).mkdir(exist_ok=True)
        old.rename(_spare(site))
    shutil.rmtree(old, ignore_errors=True)


def _spare(site: Path) -> Path:
    return store(site) / "spare"


def _staging_prefix(site: Path) -> str:
    return f".{site.name}.staging-"


def _previous(site: Path) -> Path:
    return site.with_name(f".{site.name}.previous")


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system could let two folders change names in one step, and did."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):  # a C library without it
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):  # a kernel or a disk without it
        return False
    raise OSError(number, os.strerror(number), str(one))
