"""The live site follows the data, says what is wrong above the last whole site, and stops when told."""

import os
import re
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

import pytest
from campaigns import PAGE, PROGRESS, TEXTS, TODAY, edited, write_campaign

from generator import publish
from generator import serve as live
from generator.problems import DataRefused, Failure, Location, Problem, Rule
from generator.serve.panel import Outcome
from generator.write import Tree

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
        """Fetch a page of the site, whatever the server thinks of it; "" while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=PATIENCE_S) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as answer:
            return answer.read().decode()
        except urllib.error.URLError:
            return ""

    def epoch(self) -> str:
        """What an open page compares with to know whether to load itself again."""
        found = re.search('data-epoch="([0-9]+)"', self.page("gioi-thieu/"))
        return found[1] if found else ""

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


def test_from_a_first_mistake_to_the_mended_site_and_back(tmp_path: Path) -> None:
    """One life of the server: there is no site at first, because the data is wrong."""
    wrong = {PROGRESS: TEXTS[PROGRESS] + "2022-07-01,bac,một,,\n"}
    root = write_campaign(tmp_path / "root", wrong)
    with serving(root) as live:
        live.until(lambda: "1 lỗi trong 1 tệp" in live.page("gioi-thieu/"))
        assert "data/progress.csv:6:3" in live.page("")
        assert "Chưa có trang nào để xem." in live.page("khong/co/")
        assert f"Mở http://127.0.0.1:{live.port}/ ; bấm Ctrl+C để dừng.\n" in live.said
        assert "1 lỗi trong 1 tệp.\nChưa có trang nào để xem; sửa xong lưu lại là trang tự dựng.\n" in live.said

        write_campaign(root, {PROGRESS: TEXTS[PROGRESS]})
        live.until(lambda: "Mục đích" in live.page("gioi-thieu/"))
        live.until(lambda: "sangkien-live" not in live.page("gioi-thieu/"))  # which is told a moment later

        at_first = live.epoch()
        write_campaign(root, wrong | edited(PAGE, ("Mục", "Đích")))
        live.until(lambda: "data/progress.csv:6:3" in live.page("gioi-thieu/"))
        assert "sangkien-live" in live.page("khong/co/")
        assert "Mục đích" in live.page("gioi-thieu/").partition("Trang dưới đây là bản trước.")[2]
        assert live.epoch() != at_first
        assert live.page(f".sangkien/{at_first}") == live.epoch()  # what is open is told at once
        assert "[sai-so] submitted: Cần một số nguyên không âm" in live.said
        assert "Trang vẫn là bản trước; sửa xong lưu lại là trang tự dựng.\n" in live.said
        site = root / "build" / "site"
        assert not [path for path in site.rglob("*.*") if path.is_file() and b"sangkien-live" in path.read_bytes()]

        new = root / "data" / "moi"
        new.write_text(TEXTS[PROGRESS] + "2022-07-01,bac,123,,\n", "utf-8")
        new.replace(root / PROGRESS)
        live.until(lambda: "sangkien-live" not in live.page("tien-do/bac/"))
        assert "123" in live.page("tien-do/bac/")
        assert live.stop() == 0
        assert live.said.endswith("Đã dừng.\n")


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    root = write_campaign(tmp_path / "root")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving(root, port=taken.getsockname()[1]) as live:
            assert live.process.wait(PATIENCE_S) == 3
            assert f"Không làm được: Không mở được cổng {live.port} (Address already in use)" in live.said


class Trial:
    """`serve` with builds that end as told, until no more are told."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Serve the folder `root`."""
        self.root, self.said, self.ends = root, list[str](), list[Exception | publish.Built]()
        monkeypatch.setattr(publish, "build", self.build)
        monkeypatch.setattr(live, "_RETRY_SECONDS", (0.01, 0.02))

    def build(self, *_arguments: object, **_options: object) -> publish.Built:
        if not self.ends:
            raise KeyboardInterrupt
        end = self.ends.pop(0)
        if not isinstance(end, Exception) or isinstance(end, DataRefused):
            (self.root / PROGRESS).touch()  # somebody saves while this build runs
        if isinstance(end, Exception):
            raise end
        return end

    def run(self, *ends: Exception | publish.Built) -> str:
        """What was said until the last of the `ends`."""
        self.ends += ends
        with pytest.raises(KeyboardInterrupt):
            live.serve(self.root, TODAY, port=free_port(), say=self.said.append, refused=lambda _found: None)
        return "\n".join(self.said)


def test_what_is_nobodys_data_is_tried_again_and_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_campaign(tmp_path / "root")
    built = publish.Built(site=root, pages=7, tree=Tree(paths=(), written=(), removed=()))
    trial = Trial(root, monkeypatch)
    said = trial.run(Failure("Đĩa đầy."), Failure("Đĩa đầy."), KeyError("x"), built, built)
    assert said.count("Không dựng được: Đĩa đầy.\nChưa có trang nào để xem; lát nữa sẽ thử lại.") == 1
    assert "Chương trình có lỗi, không phải dữ liệu (KeyError: 'x'). Hãy gửi đoạn trên cho người bảo trì." in said
    assert said.endswith("Đã dựng 7 trang.\nĐã dựng 7 trang.")
    assert "Traceback" in capsys.readouterr().err


def test_what_the_data_is_asked_is_shown_when_the_site_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_campaign(tmp_path / "root")
    question = Problem(at=Location(PROGRESS, 2, 1), rule=Rule.COUNT_OUTLIER, message="Lạ.", hint="Xem lại.")
    wrong = Problem(at=Location(PROGRESS, 2, 1), rule=Rule.NUMBER, message="Sai.", hint="Sửa.")
    tree = Tree(paths=(), written=(), removed=())
    built = publish.Built(site=root, pages=7, tree=tree, questions=(question,))
    shown: list[Outcome] = []
    monkeypatch.setattr(live.Live, "show", lambda _live, outcome: shown.append(outcome))
    Trial(root, monkeypatch).run(built, DataRefused([wrong], [question]), built)
    asked = Outcome(pages=7, questions=(question,))
    assert shown == [asked, Outcome(problems=(wrong,), questions=(question,)), asked]
