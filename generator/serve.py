"""The site on this machine, rebuilt when the data, the pages or the theme change.

The live server is MkDocs' own; what it serves is always the last whole site.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator import publish
from generator.problems import DataRefused, Failure, Problem

WATCHED = ("data", "content", "overrides", "mkdocs.yml")
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


def serve(
    root: Path,
    today: date | None,
    *,
    port: int,
    say: Callable[[str], None],
    refused: Callable[[tuple[Problem, ...]], None],
) -> None:
    """Build the campaign in `root` and serve it until interrupted; problems are told, and the last site stays.

    Raises DataRefused or Failure only when there is no site at all to show.
    """
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - heavy

    class Server(LiveReloadServer):
        """Serves pages without their policy: it forbids scripts written into a page, as that which reloads it."""

        def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
            injected: bytes = super()._inject_js_into_html(_POLICY.sub(b"", content), epoch)  # type: ignore[no-untyped-call]
            return injected

    site = root.resolve() / "build" / "site"

    def rebuild() -> None:
        try:
            built = publish.build(root, today)
        except DataRefused as found:
            refused(found.problems)
            say("Trang vẫn là bản trước; sửa xong lưu lại là trang tự dựng.")
        except Failure as failure:
            say(f"Không dựng được: {failure}\nTrang vẫn là bản trước.")
        else:
            say(f"Đã dựng {built.pages} trang.")

    if site.exists():
        rebuild()
    else:
        publish.build(root, today)
    server = Server(builder=rebuild, host="127.0.0.1", port=port, root=str(site))
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    say(f"Mở http://127.0.0.1:{port}/ ; bấm Ctrl+C để dừng.")
    try:
        server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise Failure(f"Không mở được cổng {port} ({error.strerror}); hãy thử cổng khác, ví dụ --port 8765.") from error
    finally:
        server.shutdown()
