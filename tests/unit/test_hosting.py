"""What servers and indexers are told agrees with what the pages say."""

import re
from pathlib import Path

from campaigns import TODAY
from records import charter
from shipped import ROOT

from generator.assembly import _told_of_assets
from generator.engine import Work
from generator.render.hosting import POLICY, hosting, lasting


def files(site_url: str = "https://mau.example.org/") -> dict[str, str]:
    return {each.path: str(each.content) for each in hosting(charter(site_url=site_url))}


def policy(text: str) -> dict[str, str]:
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in text.split("; ")}


def test_the_policy_of_the_pages_is_that_of_the_servers() -> None:
    shell = (ROOT / "overrides" / "base.html").read_text("utf-8")
    (written,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', shell)
    assert policy(written) == POLICY
    for name in ("_headers", ".htaccess", "nginx-headers.conf"):
        told = set(re.findall(r'Content-Security-Policy:? "?([^"\n]+)', files()[name]))
        ours, anywhere = sorted(map(policy, told), key=lambda one: one["frame-ancestors"] == "*")
        assert ours == {**POLICY, "frame-ancestors": "'self'"}, name
        assert anywhere == {**POLICY, "frame-ancestors": "*"}, name


def test_no_script_written_into_a_page_may_run() -> None:
    assert POLICY["script-src"] == "'self'"
    assert POLICY["default-src"] == "'none'"


def test_every_host_is_told_every_header() -> None:
    made = files()
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"):
        for path in ("_headers", ".htaccess", "nginx-headers.conf"):
            assert name in made[path], path


def test_only_the_pages_made_for_it_may_stand_in_frames_of_other_sites() -> None:
    made, folders = files(), ["nhung/tien-do", "nhung/don-vi", "nhung/noi-bat", "nhung/guong-sang"]
    blocks = re.split(r"\n(?=/)", made["_headers"])
    open_ = [each for each in blocks if "frame-ancestors *" in each]
    assert [each.split("\n")[:2] for each in open_] == [
        [f"/{folder}/*", "  ! Content-Security-Policy"] for folder in folders
    ]
    framed = f"/({'|'.join(folders)})/"
    assert re.findall(r'<If "([^\n]+)">\n[^\n]+frame-ancestors \*"\n  </If>', made[".htaccess"]) == [
        f"%{{REQUEST_URI}} =~ m#{framed}#"
    ]
    (location,) = [
        each for each in re.split(r"\n(?=location)", made["nginx-headers.conf"]) if "frame-ancestors *" in each
    ]
    assert location.startswith(f"location ~ {framed} {{")
    assert "frame-ancestors 'self'" not in location
    assert "X-Frame-Options" not in "".join(made.values()), "it knows no exception"


def test_files_named_by_what_they_hold_are_kept_and_no_others() -> None:
    made = files()
    kept = "public, max-age=31536000, immutable"
    assert re.findall(rf"^/(.*)\n  ! Cache-Control\n  Cache-Control: {kept}$", made["_headers"], re.MULTILINE) == [
        "anh/*",
        "in/*",
        "tim-kiem/du-lieu/*",
    ], "the folder of assets is named when it is known"
    assert lasting("assets/0123456789abcdef") == (
        f"/assets/0123456789abcdef/*\n  ! Cache-Control\n  Cache-Control: {kept}\n"
    )
    (apache,) = re.findall(rf'm#([^\n]+)#">\n +Header set Cache-Control "{kept}"', made[".htaccess"])
    (nginx,) = re.findall(rf'location ~ "(\S+)" {{(?=[^}}]*{kept})', made["nginx-headers.conf"])
    for pattern in (apache, nginx):
        for path in ("/assets/0123456789abcdef/site.css", "/x/anh/a.avif", "/in/a.pdf", "/tim-kiem/du-lieu/1.json"):
            assert re.search(pattern, path), (pattern, path)
        for path in ("/assets/brand.css", "/assets/images/favicon.png", "/tien-do/", "/assets/0123456789abcdef"):
            assert not re.search(pattern, path), (pattern, path)


def test_headers_name_the_folder_of_assets_where_it_is_named_by_what_it_holds(tmp_path: Path) -> None:
    work, headers = Work(root=tmp_path, docs=tmp_path / "docs", day=TODAY), tmp_path / "docs/_headers"
    headers.parent.mkdir()
    headers.write_text(files()["_headers"], "utf-8")
    assert _told_of_assets(work, str(headers), tmp_path) == str(headers)
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides/base.html").write_text("", "utf-8")
    told = Path(_told_of_assets(work, str(headers), tmp_path)).read_text("utf-8")
    assert re.fullmatch("assets/[0-9a-f]{16}", work.assets)
    assert told == files()["_headers"] + lasting(work.assets)


def test_data_and_feeds_may_be_read_from_other_sites_and_nothing_else() -> None:
    made = files()
    opened = re.findall(r"^(/.*)\n  Access-Control-Allow-Origin: \*$", made["_headers"], re.MULTILINE)
    assert opened[:5] == ["/api/v1/*", "/du-lieu/*", "/feed.xml", "/feed.json", "/lich.ics"]
    (apache,) = re.findall(r"m#([^\n]+)#\">\n +Header always set Access-Control-Allow-Origin", made[".htaccess"])
    (nginx,) = re.findall(r"location ~ (\S+) \{(?=[^}]*Access-Control-Allow-Origin)", made["nginx-headers.conf"])
    for pattern in (apache, nginx):
        for path in (
            "/api/v1/index.json",
            "/x/api/v1/schemas/index.schema.json",
            "/du-lieu/tien-do.csv",
            "/x/feed.xml",
        ):
            assert re.search(pattern, path), (pattern, path)
        for path in ("/", "/tien-do/", "/feedxxml", "/sang-kien/danh-muc.json", "/anh/a.avif"):
            assert not re.search(pattern, path), (pattern, path)


def test_the_page_for_unknown_addresses_is_found_below_a_path() -> None:
    made = files("https://mau.example.org/phong-trao/sang-kien")
    assert "ErrorDocument 404 /phong-trao/sang-kien/404.html\n" in made[".htaccess"]
    assert "error_page 404 /phong-trao/sang-kien/404.html;\n" in made["nginx-headers.conf"]
    assert "Sitemap: https://mau.example.org/phong-trao/sang-kien/sitemap.xml\n" in made["robots.txt"]
