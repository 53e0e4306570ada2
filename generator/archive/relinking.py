"""Pages of a site made to lead to one another without a server: every link names a file, from where the page stands."""

import html
import re
from dataclasses import dataclass
from functools import partial
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote, urlsplit

# A start tag, or what only looks like one inside. Possessive, so that a broken page is not searched for ever.
_TAG = re.compile(
    r"<!--.*?-->|<(?:script|style)\b[^>]*>.*?</(?:script|style)\s*>|<[a-z](?:[^\"'<>]++|\"[^\"]*\"|'[^']*')*+>",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"""(?<=\s)(href|src|action|data-link)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_REFRESH = re.compile(r"""(\bcontent=["']?\s*\d+\s*;\s*url=)([^"'>]+)""", re.IGNORECASE)
_OWN_FILES = re.compile(r"(?:'|&#39;|&#x27;)self(?:'|&#39;|&#x27;)")
_PRELOAD = re.compile(r"<link\b[^>]*\brel=[\"']?(?:preload|modulepreload|prefetch)\b", re.IGNORECASE)
_TOP = '<span id="sk-top"></span>'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a link stands: the folder of its page, "" at the top, and whether full addresses of the site are links."""

    folder: str
    is_full: bool


class Relinker:
    """Writes the links of a site's pages anew, among the `files` that there are, for a site that was at `site_url`."""

    def __init__(self, files: frozenset[str], site_url: str, script: str, notice: str) -> None:
        """`script` is a file that each page with scripts loads before them; `notice` stands at the top of each page."""
        self._files, self._script = files, script
        self._site = f"{site_url.rstrip('/')}/"
        self._base = urlsplit(self._site).path
        self._notice = f'<p class="sk-preview" role="note">{html.escape(notice)}</p>'

    def page(self, path: str, text: str) -> str:
        """The page at `path` of the archive."""
        folder = dirname(path)
        script = f'<script src="{relpath(self._script, folder or ".")}"></script>\n'
        text = text.replace(_TOP, _TOP + self._notice, 1)
        first = re.search(r"<script\s+src=", text)
        if first:
            text = f"{text[: first.start()]}{script}{text[first.start() :]}"
        return _TAG.sub(partial(self._tag, folder), text)

    def _tag(self, folder: str, found: re.Match[str]) -> str:
        tag = found.group()
        kind = tag[1:8].lower()
        if kind.startswith(("!--", "script", "style")):
            return tag
        if _PRELOAD.match(tag):  # of no use on a disk, and some browsers refuse it there
            return ""
        if kind.startswith("meta"):
            return self._meta(folder, tag)
        return _LINK.sub(partial(self._link, _Place(folder=folder, is_full=not kind.startswith("link"))), tag)

    def _meta(self, folder: str, tag: str) -> str:
        if "content-security-policy" in tag.lower():  # a page on a disk has no origin: its own files are `file:`
            return _OWN_FILES.sub(r"\g<0> file:", tag)
        place = _Place(folder=folder, is_full=True)
        if re.search(r"http-equiv=[\"']?refresh", tag, re.IGNORECASE):
            return _REFRESH.sub(lambda found: found[1] + self._written(place, found[2]), tag)
        return tag

    def _link(self, place: _Place, found: re.Match[str]) -> str:
        value = next(each for each in found.groups()[1:] if each is not None)
        return f'{found[1]}="{self._written(place, value)}"'

    def _written(self, place: _Place, value: str) -> str:
        """A link's value as it is to be written, escaped as it was."""
        text = html.unescape(value)
        path = re.split("[?#]", text, maxsplit=1)[0]
        rest = text[len(path) :]
        if path.startswith(self._site) and place.is_full:
            wanted = path.removeprefix(self._site)
        elif path.startswith(self._base) and not path.startswith("//"):
            wanted = path.removeprefix(self._base)
        elif not path or path.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", path, re.IGNORECASE):
            return value
        else:
            wanted = join(place.folder, path)
        file = self._file(normpath(unquote(wanted)) if wanted else ".")
        return html.escape(quote(relpath(file, place.folder or "."), safe="/!$&'()*+,;=@~") + rest) if file else value

    def _file(self, path: str) -> str | None:
        """The file at an address: itself, or the page of a folder."""
        page = "index.html" if path == "." else f"{path}/index.html"
        return next((each for each in (path, page) if each in self._files), None)
