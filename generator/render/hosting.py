"""Files for whoever serves the site and whoever indexes it: headers for common hosts, and robots.txt.

A page carries its Content-Security-Policy itself (overrides/base.html); headers add what a page cannot say.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from generator import routes
from generator.model import Charter
from generator.render.outputs import Listed, Output

# Only this site's own files; no script written into a page. Style attributes are the lengths of bars and the
# drawings of charts.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_CSP = "Content-Security-Policy"
_STATED = "; ".join(f"{name} {value}" for name, value in POLICY.items())
_HEADERS = {
    _CSP: f"{_STATED}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Pages made to stand in frames on any site; no other page of ours may, lest somebody lay something over it.
_EMBEDDED = (routes.EMBEDDED_PROGRESS, routes.EMBEDDED_UNITS, routes.EMBEDDED_INITIATIVES, routes.EMBEDDED_PEOPLE)
_FRAMED = f"/({'|'.join(each.address for each in _EMBEDDED)})/"
_ANYWHERE = {_CSP: f"{_STATED}; frame-ancestors *"}
_KEPT = "public, max-age=31536000, immutable"
# Folders of files whose name, or whose folder's, changes with what they hold.
_NAMED = (routes.PHOTOS, routes.PAPERS, routes.SEARCH_DATA)
# That of a theme with a shell of its own is named so; the files of any other theme stand in `assets` by plain names.
_NAMED_PATHS = "|".join((f"{routes.ASSETS}/[0-9a-f]{{16}}", *_NAMED))
HEADERS = "_headers"
SITEMAP = "sitemap.xml"
_MAPPED = 50_000
_ASKED = "public, max-age=0, must-revalidate"

# What other sites' pages may read: data, and what comes in feeds.
_OPEN_FOLDERS = (routes.API, routes.DATA.address)
# What the ending of a file does not say well enough. Source: RFC 4287, JSON Feed 1.1, RFC 5545.
_MEDIA_TYPES = {
    routes.FEED_ATOM: "application/atom+xml",
    routes.FEED_JSON: "application/feed+json",
    routes.CALENDAR: "text/calendar; charset=utf-8",
}
_OPEN_FILES = tuple(_MEDIA_TYPES)
_OPEN = "Access-Control-Allow-Origin", "*"
_OPEN_PATHS = "|".join((*(f"{each}/.*" for each in _OPEN_FOLDERS), *(each.replace(".", "\\.") for each in _OPEN_FILES)))

_COMPRESSED = (
    "text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml", "text/csv",
    "application/atom+xml", "application/feed+json", "text/calendar",
)  # fmt: skip


def hosting(charter: Charter, *, is_preview: bool = False) -> Iterator[Output]:
    """robots.txt, and the headers as Netlify and Cloudflare Pages, Apache and nginx read them; no robot reads a preview."""
    sitemap = routes.absolute(charter.site_url, SITEMAP)
    lost = urlsplit(routes.absolute(charter.site_url, "404.html")).path
    told = ["Disallow: /"] if is_preview else ["Allow: /", f"Sitemap: {sitemap}"]
    yield _output("robots.txt", ["User-agent: *", *told])
    yield _output(
        HEADERS,
        [
            "/*",
            *(f"  {name}: {value}" for name, value in _HEADERS.items()),
            f"  Cache-Control: {_ASKED}",
            *(line for folder in _NAMED for line in _instead(folder, {"Cache-Control": _KEPT})),
            *(line for page in _EMBEDDED for line in _instead(page.address, _ANYWHERE)),
            *(
                line
                for path in (*(f"/{each}/*" for each in _OPEN_FOLDERS), *(f"/{each}" for each in _OPEN_FILES))
                for line in (path, f"  {': '.join(_OPEN)}")
            ),
            *(line for path, kind in _MEDIA_TYPES.items() for line in (f"/{path}", f"  Content-Type: {kind}")),
        ],
    )
    yield _output(
        ".htaccess",
        [
            f"ErrorDocument 404 {lost}",
            "AddType image/avif .avif",
            *(f'<Files "{path}">\n  ForceType "{kind}"\n</Files>' for path, kind in _MEDIA_TYPES.items()),
            "<IfModule mod_headers.c>",
            *(f'  Header always set {name} "{value}"' for name, value in _HEADERS.items()),
            f'  Header set Cache-Control "{_ASKED}"',
            f'  <If "%{{REQUEST_URI}} =~ m#/({_NAMED_PATHS})/.+$#">',
            f'    Header set Cache-Control "{_KEPT}"',
            "  </If>",
            f'  <If "%{{REQUEST_URI}} =~ m#/({_OPEN_PATHS})$#">',
            f'    Header always set {_OPEN[0]} "{_OPEN[1]}"',
            "  </If>",
            f'  <If "%{{REQUEST_URI}} =~ m#{_FRAMED}#">',
            *(f'    Header always set {name} "{value}"' for name, value in _ANYWHERE.items()),
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
            f'location ~ "/({_NAMED_PATHS})/.+$" {{',
            *(f"  {line}" for line in _nginx_headers(_KEPT)),
            "}",
            f"location ~ {_FRAMED} {{",
            *(f"  {line}" for line in _nginx_headers(_ASKED, _HEADERS | _ANYWHERE)),
            "}",
            *(line for path, kind in _MEDIA_TYPES.items() for line in _nginx_typed(path, kind)),
            f"location ~ /({_OPEN_PATHS})$ {{",
            *(f"  {line}" for line in _nginx_headers(_ASKED)),
            f'  add_header {_OPEN[0]} "{_OPEN[1]}" always;',
            "}",
        ],
    )


def lasting(folder: str) -> str:
    """What `_headers` says of a folder that is named by what it holds: it knows no patterns to find it by."""
    return "\n".join([*_instead(folder, {"Cache-Control": _KEPT}), ""])


def maps(charter: Charter, listed: Sequence[Listed]) -> Iterator[Output]:
    """The map of the site, sitemap.xml; of more pages than one file may list, the list of its parts.

    *Source*: sitemaps.org, protocol 0.9: at most 50,000 addresses a file.
    """
    parts = [listed[first : first + _MAPPED] for first in range(0, len(listed), _MAPPED)]
    if len(parts) <= 1:
        yield _mapped(SITEMAP, "urlset", "url", listed)
        return
    names = [f"sitemap-{number}.xml" for number, _part in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        yield _mapped(name, "urlset", "url", part)
    places = [Listed(address=routes.absolute(charter.site_url, name), updated=None) for name in names]
    yield _mapped(SITEMAP, "sitemapindex", "sitemap", places)


def _mapped(path: str, whole: str, each: str, listed: Sequence[Listed]) -> Output:
    rows = [
        f"  <{each}><loc>{escape(one.address)}</loc>"
        + (f"<lastmod>{one.updated.isoformat()}</lastmod>" if one.updated else "")
        + f"</{each}>"
        for one in listed
    ]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return _output(path, ['<?xml version="1.0" encoding="UTF-8"?>', f'<{whole} xmlns="{space}">', *rows, f"</{whole}>"])


def _instead(folder: str, headers: Mapping[str, str]) -> list[str]:
    """Other values of headers for a folder, as `_headers` says it: the ones of the whole site are taken off first."""
    taken_off = [f"  ! {name}" for name in headers]
    return [f"/{folder}/*", *taken_off, *(f"  {name}: {value}" for name, value in headers.items())]


def _nginx_typed(path: str, kind: str) -> list[str]:
    """A file that other sites may read, sent as what it is."""
    pattern = path.replace(".", "\\.")
    return [
        f"location ~ /{pattern}$ {{",
        "  types { }",
        f'  default_type "{kind}";',
        *(f"  {line}" for line in _nginx_headers(_ASKED)),
        f'  add_header {_OPEN[0]} "{_OPEN[1]}" always;',
        "}",
    ]


def _nginx_headers(kept: str, headers: Mapping[str, str] = _HEADERS) -> list[str]:
    """Every header: a location of nginx takes over none of those around it once it has one of its own."""
    return [
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
        f'add_header Cache-Control "{kept}";',
    ]


def _output(path: str, lines: list[str]) -> Output:
    return Output(path=path, content="\n".join(lines) + "\n", made_from="data/campaign.yml")
