"""Files for whoever serves the site and whoever indexes it: headers for common hosts, and robots.txt.

A page carries its Content-Security-Policy itself (overrides/base.html); headers add what a page cannot say.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator import routes
from generator.model import Charter
from generator.render.outputs import Output

# Only this site's own files; no script written into a page. Style attributes are the lengths of bars and the
# drawings of charts.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items())
    + "; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_KEPT = "public, max-age=31536000, immutable"
_NAMED = (routes.PHOTOS, routes.SEARCH_DATA)  # folders of files whose name changes with what they hold
_ASKED = "public, max-age=0, must-revalidate"

_COMPRESSED = (
    "text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml", "text/csv",
)  # fmt: skip


def hosting(charter: Charter) -> Iterator[Output]:
    """robots.txt, and the headers as Netlify and Cloudflare Pages, Apache and nginx read them."""
    sitemap = routes.absolute(charter.site_url, "sitemap.xml")
    lost = urlsplit(routes.absolute(charter.site_url, "404.html")).path
    yield _output("robots.txt", ["User-agent: *", "Allow: /", f"Sitemap: {sitemap}"])
    yield _output(
        "_headers",
        [
            "/*",
            *(f"  {name}: {value}" for name, value in _HEADERS.items()),
            f"  Cache-Control: {_ASKED}",
            *(line for folder in _NAMED for line in (f"/{folder}/*", "  ! Cache-Control", f"  Cache-Control: {_KEPT}")),
        ],
    )
    yield _output(
        ".htaccess",
        [
            f"ErrorDocument 404 {lost}",
            "AddType image/avif .avif",
            "<IfModule mod_headers.c>",
            *(f'  Header always set {name} "{value}"' for name, value in _HEADERS.items()),
            f'  Header set Cache-Control "{_ASKED}"',
            f'  <If "%{{REQUEST_URI}} =~ m#/({"|".join(_NAMED)})/[^/]+$#">',
            f'    Header set Cache-Control "{_KEPT}"',
            "  </If>",
            "</IfModule>",
            "<IfModule mod_deflate.c>",
            f"  AddOutputFilterByType DEFLATE {' '.join(_COMPRESSED)}",
            "</IfModule>",
        ],
    )
    yield _output(
        "nginx-headers.conf",
        [
            "# Trong khối server hoặc location của trang: include /duong/dan/nginx-headers.conf;",
            "# Nén cả JSON của phần tìm kiếm; bỏ dấu # nếu máy chủ chưa nén:",
            f"# gzip on; gzip_types {' '.join(_COMPRESSED[1:])};",
            f"error_page 404 {lost};",
            *_nginx_headers(_ASKED),
            f"location ~ /({'|'.join(_NAMED)})/[^/]+$ {{",
            *(f"  {line}" for line in _nginx_headers(_KEPT)),
            "}",
        ],
    )


def _nginx_headers(kept: str) -> list[str]:
    """Every header: a location of nginx takes over none of those around it once it has one of its own."""
    return [
        *(f'add_header {name} "{value}" always;' for name, value in _HEADERS.items()),
        f'add_header Cache-Control "{kept}";',
    ]


def _output(path: str, lines: list[str]) -> Output:
    return Output(path=path, content="\n".join(lines) + "\n", made_from="data/campaign.yml")
