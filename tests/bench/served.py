"""A site over HTTP as a union's web server would give it: below a path, text compressed, its own page for what is not there.

The browser tests and the browser bench share it, so that both weigh the same bytes.
"""

import gzip
import http.server
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a machine knows of these differs from machine to machine.
_TYPES: Mapping[str, str] = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
# Fonts, photographs and .gz files are compressed already.
_COMPRESSED = frozenset({".css", ".csv", ".html", ".js", ".json", ".map", ".svg", ".txt", ".wasm", ".xml"})
_LEVEL = 6  # what nginx and Apache are commonly set to


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A built site, where it is served, and how long its files keep a reader waiting.

    `below` is the path in front of every address, without a slash at the end. `delays` maps the end of a
    file's name, such as ".woff2", to seconds. `sent` is what was given so far: paths and bytes, headers and all.
    """

    root: Path
    below: str = ""
    delays: Mapping[str, float] = field(default_factory=dict)
    sent: list[tuple[str, int]] = field(default_factory=list)
    _packed: dict[tuple[Path, int], bytes] = field(default_factory=dict)

    def found(self, path: str) -> Path:
        """The file or folder at a path of the server; one that does not exist for what is not ours."""
        if not path.startswith(f"{self.below}/"):
            return self.root / "khong-co"
        there = self.root / path.removeprefix(f"{self.below}/")
        return there if there.resolve().is_relative_to(self.root.resolve()) else self.root / "khong-co"

    def packed(self, file: Path) -> bytes:
        """The file's bytes, compressed; done once for each state of a file."""
        key = file, file.stat().st_mtime_ns
        if key not in self._packed:
            self._packed[key] = gzip.compress(file.read_bytes(), _LEVEL, mtime=0)
        return self._packed[key]


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET from the folder of its server."""

    protocol_version = "HTTP/1.1"  # one connection for many files, as everywhere
    server: "_Server"

    def do_GET(self) -> None:
        folder, path = self.server.folder, unquote(urlsplit(self.path).path)
        file = folder.found(path)
        if file.is_dir() and not path.endswith("/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"{urlsplit(self.path).path}/"})
            return
        file = file / "index.html" if file.is_dir() else file
        time.sleep(max((seconds for end, seconds in folder.delays.items() if file.name.endswith(end)), default=0))
        if file.is_file():
            self._give(HTTPStatus.OK, file)
        elif (folder.root / "404.html").is_file():
            self._give(HTTPStatus.NOT_FOUND, folder.root / "404.html")
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", {})

    def _give(self, status: HTTPStatus, file: Path) -> None:
        headers = {"Content-Type": _TYPES.get(file.suffix, "application/octet-stream")}
        if file.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            self._send(status, self.server.folder.packed(file), headers)
        else:
            self._send(status, file.read_bytes(), headers)

    def _send(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str]) -> None:
        lines = [f"{self.protocol_version} {status.value} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in {**headers, "Content-Length": str(len(body))}.items()]
        answer = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
        self.server.folder.sent.append((self.path, len(answer)))
        self.wfile.write(answer)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    """A server of one folder, which a reader may leave at any moment."""

    def __init__(self, folder: Folder) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder

    def handle_error(self, *_args: object) -> None:
        """Say nothing: a browser closes its connections when it likes."""


@contextmanager
def serve(folder: Folder) -> Iterator[str]:
    """Serve a folder while the context lasts; gives the site's address, without a slash at the end."""
    with _Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{folder.below}"
        finally:
            server.shutdown()
            thread.join()
