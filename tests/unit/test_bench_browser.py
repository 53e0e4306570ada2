"""What the browser bench measures with: the plain text of a page, the server both sides share, the budgets."""

import gzip
import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench.browser import MATERIAL, OURS, PAGES, ZENSICAL, Visit, rows
from bench.plain import plain
from bench.served import Folder, serve

PAGE = """<!doctype html><html lang="vi"><title>T</title><body><header>Đầu trang</header>
<main><h1>Tiến độ</h1><p>Một <a href="../x/">trang <b>khác</b></a>, 2 * 3 &lt; 7.</p>
<ul><li>Một</li><li><article><h2>Hai</h2><p>Ba</p></article></li></ul>
<svg><text>Bốn</text></svg><img alt="Năm" src="a.jpg"><form><label>Sáu</label></form><span aria-hidden="true">Bảy</span>
<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
</main><footer>Chân trang</footer></body></html>"""


def test_a_page_becomes_its_text_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(PAGE, "utf-8")
    assert plain(file, "https://mau.example.org/a/b/") == (
        "# Tiến độ\n\n"
        "Một [trang khác](https://mau.example.org/a/x/), 2 &#42; 3 &#60; 7.\n\n"
        "- Một\n\n## Hai\n\nBa\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n"
    )


def asked(address: str, path: str, *, packed: bool = True) -> tuple[int, dict[str, str], bytes]:
    """What the server answers: status, headers, body."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if packed else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_the_server_gives_pages_below_its_path_and_packs_what_is_text(tmp_path: Path) -> None:
    (tmp_path / "trang").mkdir()
    (tmp_path / "trang" / "index.html").write_text("<p>Trang", "utf-8")
    (tmp_path / "404.html").write_text("<p>Không thấy", "utf-8")
    (tmp_path / "a.woff2").write_bytes(b"font")
    folder = Folder(root=tmp_path, below="/o/day")
    with serve(folder) as address:
        status, headers, body = asked(address, "/o/day/trang/")
        assert (status, headers["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", b"<p>Trang")
        assert asked(address, "/o/day/trang/", packed=False)[2] == b"<p>Trang"
        assert asked(address, "/o/day/trang")[:2] == (301, {"Location": "/o/day/trang/", "Content-Length": "0"})
        assert asked(address, "/o/day/a.woff2")[2] == b"font"
        for lost in ("/o/day/khong/", "/trang/", "/o/day/../../etc/passwd"):
            status, _headers, body = asked(address, lost)
            assert (status, gzip.decompress(body)) == (404, "<p>Không thấy".encode())
    assert folder.sent[3][0] == "/o/day/a.woff2"
    assert folder.sent[3][1] > len(b"font")


@pytest.mark.parametrize(("paint_ms", "over"), [(800.0, False), (801.0, True)])
def test_ours_may_be_no_slower_than_plain_material(paint_ms: float, over: bool) -> None:  # noqa: FBT001 - a test's own
    light = Visit(bytes=1, requests=9, photo_bytes=50, shift=0, paint_ms=paint_ms, interactive_ms=1)
    plainer = Visit(bytes=1, requests=1, photo_bytes=0, shift=0, paint_ms=800, interactive_ms=1)
    found = {(page, site): light if site == OURS else plainer for page in PAGES for site in (OURS, MATERIAL, ZENSICAL)}
    assert {row.name for row in rows(found) if row.is_over} == ({"ms to first paint"} if over else set())
