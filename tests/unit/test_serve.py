"""The live site follows the data, keeps the last whole site while the data is broken, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigns import PAGE, PROGRESS, TEXTS, TODAY, edited, write_campaign

from generator import publish

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
# As `python -m generator`, but sure to hear Ctrl+C: a shell's background jobs are started deaf to it.
COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from generator.__main__ import main; main()"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Live:
    """A running `serve`, its site and what it said."""

    def __init__(self, root: Path, port: int, said: Path, process: subprocess.Popen[bytes]) -> None:
        """Take what was started."""
        self.root, self.port, self._said, self.process = root, port, said, process

    @property
    def said(self) -> str:
        """Everything on its output so far."""
        return self._said.read_text("utf-8")

    def page(self, address: str) -> str:
        """Fetch a page of the site; "" while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=PATIENCE_S) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            return ""

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something happened, or the process is gone, or patience ends."""
        last = time.monotonic() + PATIENCE_S
        while not happened():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < last, self.said
            time.sleep(0.05)

    def stop(self) -> int:
        """Press Ctrl+C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_S)


@contextmanager
def serving(root: Path, *, port: int | None = None) -> Iterator[Live]:
    port = port or free_port()
    said = root.with_name("said.txt")
    arguments = ["serve", "--root", str(root), "--port", str(port), "--today", TODAY.isoformat()]
    with said.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", COMMAND, *arguments],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        try:
            yield Live(root, port, said, process)
        finally:
            process.kill()
            process.wait()


def test_an_edit_shows_a_mistake_does_not_and_ctrl_c_stops(tmp_path: Path) -> None:
    root = write_campaign(tmp_path / "root")
    with serving(root) as live:
        live.until(lambda: "Mục đích" in live.page("gioi-thieu/"))
        assert f"Mở http://127.0.0.1:{live.port}/ ; bấm Ctrl+C để dừng.\n" in live.said

        write_campaign(root, edited(PAGE, ("Mục đích", "Ý nghĩa")))
        live.until(lambda: "Ý nghĩa" in live.page("gioi-thieu/"))

        write_campaign(root, {PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,một,,\n", **edited(PAGE, ("Mục", "Đích"))})
        live.until(lambda: "Trang vẫn là bản trước; sửa xong lưu lại là trang tự dựng.\n" in live.said)
        assert "data/progress.csv:6:3: [sai-so] submitted: Cần một số nguyên không âm" in live.said
        assert "Ý nghĩa" in live.page("gioi-thieu/")

        write_campaign(root, {PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,123,,\n"})
        live.until(lambda: "123" in live.page("tien-do/bac/"))

        assert live.stop() == 0
        assert live.said.endswith("Đã dừng.\n")


def test_broken_data_still_shows_the_site_there_is(tmp_path: Path) -> None:
    root = write_campaign(tmp_path / "root")
    publish.build(root, TODAY)
    write_campaign(root, {PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,một,,\n"})
    with serving(root) as live:
        live.until(lambda: "Mục đích" in live.page("gioi-thieu/"))
        assert "1 lỗi trong 1 tệp.\nTrang vẫn là bản trước" in live.said
        assert live.stop() == 0


def test_without_any_site_to_show_it_ends_as_build_does(tmp_path: Path) -> None:
    root = write_campaign(tmp_path / "root", {PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,một,,\n"})
    with serving(root) as live:
        assert live.process.wait(PATIENCE_S) == 1
        assert live.said.endswith("1 lỗi trong 1 tệp.\nChưa dựng trang.\n")


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    root = write_campaign(tmp_path / "root")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving(root, port=taken.getsockname()[1]) as live:
            assert live.process.wait(PATIENCE_S) == 3
            assert f"Không làm được: Không mở được cổng {live.port} (Address already in use)" in live.said
