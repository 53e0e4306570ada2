"""Debian's Chromium, or whichever the machine has: the one browser of the tests and of the bench."""

import shutil

from playwright.sync_api import Browser, BrowserType

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A test's browser asks nobody for anything but the site; containers have no sandbox to give.
_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def find() -> str | None:
    """The path of the machine's Chromium, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def start(kind: BrowserType, path: str, *arguments: str) -> Browser:
    """Start the Chromium at `path` with `arguments` besides those that every test needs."""
    return kind.launch(executable_path=path, args=[*_ARGUMENTS, *arguments])
