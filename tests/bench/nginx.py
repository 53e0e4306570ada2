"""nginx on this machine, serving a folder as a union's web server would, for tests and benches of putting a site live."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 10.0
_SETTINGS = """
daemon off;
master_process off;
pid "{scratch}/pid";
error_log "{scratch}/error.log";
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; text/css css; text/javascript js; image/png png; image/avif avif; image/jpeg jpg; application/json json; }}
  access_log off;
  sendfile on;
  keepalive_requests 100000;
  client_body_temp_path "{scratch}/body";
  proxy_temp_path "{scratch}/proxy";
  fastcgi_temp_path "{scratch}/fastcgi";
  uwsgi_temp_path "{scratch}/uwsgi";
  scgi_temp_path "{scratch}/scgi";
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    {more}
  }}
}}
"""


def find() -> str | None:
    """The program, if the machine has it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def serve(program: str, root: Path, scratch: Path, more: str = "") -> Iterator[str]:
    """Serve `root` while the context lasts; gives the address, without a slash at the end. `more` are further settings."""
    scratch.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = scratch / "nginx.conf"
    settings.write_text(_SETTINGS.format(scratch=scratch, port=port, root=root, more=more), "utf-8")
    command = [program, "-p", str(scratch), "-c", str(settings)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own settings
        try:
            _wait(port, server, scratch)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes], scratch: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nginx did not start: {(scratch / 'error.log').read_text('utf-8')}")
