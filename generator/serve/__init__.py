"""The campaign's site on this machine, for who edits it: what was saved shows in the browser.

What is served is always the last whole site, with what came of the last build above it; neither is ever written into
the site's files. As long as there is no site, every address answers with that alone.
"""

import gc
import io
import re
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator import publish
from generator.problems import DataRefused, Failure, Problem
from generator.serve.panel import Outcome, panel
from generator.serve.watch import Watch

WATCHED = ("data", "content", "overrides", "mkdocs.yml")
_OWN = "/.sangkien/"  # addresses of the live server's own, which no site has
_SCRIPT = Path(__file__).with_name("live.js").read_bytes()
_PATIENCE_SECONDS = 25  # a question of the page's script stands so long; what lies between may cut longer ones
_RETRY_SECONDS = 2.0, 60.0  # after what is nobody's data, such as a full disk or another build: at first, at most
_PAGE = "text/html; charset=utf-8"
_BODY = re.compile(rb"<body\b[^>]*>")
_WAITING = "Đang dựng trang lần đầu; xong là trang tự hiện."


def serve(
    root: Path,
    today: date | None,
    *,
    port: int,
    say: Callable[[str], None],
    refused: Callable[[tuple[Problem, ...]], None],
) -> None:
    """Serve the campaign in `root` until interrupted, and build its site again whenever something is saved.

    What goes wrong in a build is told by `refused` and `say`, and shown in the page; the last whole site stays. Raises
    Failure only when the port cannot be had.
    """
    root = root.resolve()
    site = root / "build" / "site"
    live = Live(root, site)
    with answering(live, port) as address:
        say(f"Mở {address} ; bấm Ctrl+C để dừng.")
        watch = Watch(root / name for name in WATCHED)
        retry = _RETRY_SECONDS[0]
        memory = publish.Memory(root)
        while True:
            outcome = _built(root, today, say, refused, before=live.outcome, memory=memory)
            live.show(outcome)
            if (
                outcome.pages and memory.shown is None
            ):  # nothing had changed, so nothing was read: the first edit need not wait
                with suppress(Exception):  # what is wrong the next build says
                    publish.prepare(root, today, memory)
            memory.save()  # which nobody who looks has to wait for
            gc.unfreeze()
            gc.collect()
            gc.freeze()  # what is kept from build to build is no garbage, and need not be looked through again
            if watch.wait(retry if outcome.failure else None):
                retry = _RETRY_SECONDS[0]
            else:
                retry = min(retry * 2, _RETRY_SECONDS[1])


def _built(
    root: Path,
    today: date | None,
    say: Callable[[str], None],
    refused: Callable[[tuple[Problem, ...]], None],
    before: Outcome,
    memory: publish.Memory,
) -> Outcome:
    """Build, and say what came of it; not again when the try `before` ended in the same failure."""
    stands = "Trang vẫn là bản trước" if (root / "build" / "site").exists() else "Chưa có trang nào để xem"
    try:
        built = publish.build(root, today, memory=memory)
    except DataRefused as found:
        refused(found.problems)
        say(f"{stands}; sửa xong lưu lại là trang tự dựng.")
        return Outcome(problems=found.problems, questions=found.questions)
    except Failure as failure:
        if str(failure) != before.failure:
            say(f"Không dựng được: {failure}\n{stands}; lát nữa sẽ thử lại.")
        return Outcome(failure=str(failure), questions=before.questions)
    except Exception as error:  # noqa: BLE001 - our own mistake must not take the page from who edits
        said = f"Chương trình có lỗi, không phải dữ liệu ({type(error).__name__}: {error})."
        if said != before.failure:
            traceback.print_exc()
            say(f"{said} Hãy gửi đoạn trên cho người bảo trì.\n{stands}; lát nữa sẽ thử lại.")
        return Outcome(failure=said, questions=before.questions)
    say(f"Đã dựng {built.pages} trang.")
    return Outcome(pages=built.pages, questions=built.questions)


class Live:
    """What the pages show, and a number that is another one whenever they are to be loaded again."""

    def __init__(self, root: Path, site: Path) -> None:
        """Show the `site` of the campaign in `root`, of which nothing is known yet."""
        self.root, self.site = root, site
        self.outcome = Outcome()
        self.epoch = time.time_ns() // 1_000_000  # also another one than that of a server that ran here before
        self.is_over = False
        self.changed = threading.Condition()

    def show(self, outcome: Outcome) -> None:
        """Let every page that is open load itself again; not for the same failure after another try."""
        with self.changed:
            if outcome.failure and outcome == self.outcome:
                return
            self.outcome = outcome
            self.epoch += 1
            self.changed.notify_all()

    def next_after(self, epoch: int) -> int:
        """The number as soon as it is another one; after a while the same."""
        with self.changed:
            self.changed.wait_for(lambda: self.epoch != epoch or self.is_over, _PATIENCE_SECONDS)
            return self.epoch

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self.changed:
            self.is_over = True
            self.changed.notify_all()

    def with_panel(self, page: bytes) -> bytes:
        """The page with the last outcome at its head, and the script that loads it again."""
        with self.changed:
            outcome, epoch = self.outcome, self.epoch
        said = panel(outcome, self.root, has_site=self.site.exists())
        script = f'<script src="{_OWN}live.js" data-epoch="{epoch}" defer></script>'
        body = _BODY.search(page)
        start = body.end() if body else 0
        return page[:start] + f"{said}{script}".encode() + page[start:]

    def lost(self) -> bytes:
        """The page for what is not there: the site's own; while there is no site, what came of the first build."""
        own = self.site / "404.html"
        if own.is_file():
            return self.with_panel(own.read_bytes())
        is_first = self.outcome == Outcome() and not self.site.exists()
        said = f'<h1 role="status">{_WAITING}</h1>' if is_first else ""
        return self.with_panel(
            '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Không có trang này</title>'
            '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
            f'</head><body style="margin:0;font-family:system-ui,sans-serif"><main>{said}</main></body></html>'.encode()
        )


class _Handler(SimpleHTTPRequestHandler):
    """Answers with the site's files, pages with the panel."""

    server: "_Server"

    def do_GET(self) -> None:
        if self.path == f"{_OWN}live.js":
            self._give(HTTPStatus.OK, _SCRIPT, "text/javascript; charset=utf-8")
        elif found := re.fullmatch(f"{_OWN}([0-9]+)", self.path):
            self._give(HTTPStatus.OK, str(self.server.live.next_after(int(found[1]))).encode(), "text/plain")
        else:
            super().do_GET()

    def send_head(self) -> io.BytesIO | object | None:  # type: ignore[override] # whatever can be read
        """The answer's head; a page in a frame is left alone, for the page around it has the panel."""
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        is_framed = self.headers.get("Sec-Fetch-Dest") == "iframe"
        if page.suffix != ".html" or is_framed or not page.is_file():
            return super().send_head()
        return self._head(HTTPStatus.OK, self.server.live.with_panel(page.read_bytes()), _PAGE)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say what is not there in a page of the site's; all else as any server."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        live = self.server.live
        status = HTTPStatus.NOT_FOUND if live.site.exists() else HTTPStatus.SERVICE_UNAVAILABLE
        self._give(status, live.lost(), _PAGE)

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - as http.server has it
        """Show no lists of files: no server of the site does."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # two edits in a second have the same Last-Modified
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing of what was asked for."""

    def _head(self, status: HTTPStatus, content: bytes, kind: str) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def _give(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        body = self._head(status, content, kind)
        if self.command != "HEAD":
            self.copyfile(body, self.wfile)


class _Server(ThreadingHTTPServer):
    """A server of what is live, which a browser may leave at any moment."""

    def __init__(self, port: int, live: Live) -> None:
        self.live = live
        super().__init__(("127.0.0.1", port), self._handler)

    def _handler(self, *of_request: object) -> _Handler:
        return _Handler(*of_request, directory=str(self.live.site))  # type: ignore[arg-type]

    def handle_error(self, *_args: object) -> None:
        """Say nothing: a browser closes its connections when it likes."""


@contextmanager
def answering(live: Live, port: int) -> Iterator[str]:
    """Answer browsers, on threads of their own, at the address that is given; port 0 is any that is free."""
    try:
        server = _Server(port, live)
    except OSError as error:
        raise Failure(f"Không mở được cổng {port} ({error.strerror}); hãy thử cổng khác, ví dụ --port 8765.") from error
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        live.end()
        server.shutdown()
        server.server_close()
