"""What servers and indexers are told agrees with what the pages say."""

import re

from records import charter
from shipped import ROOT

from generator.render.hosting import POLICY, hosting


def files(site_url: str = "https://mau.example.org/") -> dict[str, str]:
    return {each.path: str(each.content) for each in hosting(charter(site_url=site_url))}


def policy(text: str) -> dict[str, str]:
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in text.split("; ")}


def test_the_policy_of_the_pages_is_that_of_the_servers() -> None:
    shell = (ROOT / "overrides" / "base.html").read_text("utf-8")
    (written,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', shell)
    assert policy(written) == POLICY
    for name in ("_headers", ".htaccess", "nginx-headers.conf"):
        (told,) = set(re.findall(r'Content-Security-Policy:? "?([^"\n]+)', files()[name]))
        assert policy(told) == {**POLICY, "frame-ancestors": "'self'"}, name


def test_no_script_written_into_a_page_may_run() -> None:
    assert POLICY["script-src"] == "'self'"
    assert POLICY["default-src"] == "'none'"


def test_every_host_is_told_every_header() -> None:
    made = files()
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"):
        for path in ("_headers", ".htaccess", "nginx-headers.conf"):
            assert name in made[path], path


def test_files_named_by_what_they_hold_are_kept_and_no_others() -> None:
    made = files()
    kept = "public, max-age=31536000, immutable"
    assert re.findall(rf"^/(.*)\n  ! Cache-Control\n  Cache-Control: {kept}$", made["_headers"], re.MULTILINE) == [
        "anh/*",
        "tim-kiem/du-lieu/*",
    ]
    assert "m#/(anh|tim-kiem/du-lieu)/[^/]+$#" in made[".htaccess"]


def test_the_page_for_unknown_addresses_is_found_below_a_path() -> None:
    made = files("https://mau.example.org/phong-trao/sang-kien")
    assert "ErrorDocument 404 /phong-trao/sang-kien/404.html\n" in made[".htaccess"]
    assert "error_page 404 /phong-trao/sang-kien/404.html;\n" in made["nginx-headers.conf"]
    assert "Sitemap: https://mau.example.org/phong-trao/sang-kien/sitemap.xml\n" in made["robots.txt"]
