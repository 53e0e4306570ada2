"""How the open data is read, in the words of /du-lieu/: each runs as it stands (tests run the Python)."""

from dataclasses import dataclass

from generator import routes


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The examples, a language each."""

    curl: str
    python: str
    pages: str
    javascript: str
    sheets: str


def examples(site_url: str) -> Examples:
    """The examples for the site at `site_url`."""
    progress = routes.absolute(site_url, f"{routes.API}/progress.json")
    initiatives = routes.absolute(site_url, f"{routes.API}/initiatives.json")
    table = routes.absolute(site_url, routes.PROGRESS_CSV)
    return Examples(
        curl=f"curl -s {progress} |\n  jq -r '.units[] | [.name, .share.percent // .unknown.share] | @tsv'",
        python=f"""\
import json
from urllib.request import urlopen
with urlopen("{progress}") as answer:
    progress = json.load(answer)
for unit in progress["units"]:
    share = unit["share"]["percent"] if unit["share"] else unit["unknown"]["share"]
    rows = [f"{{row['file']}}:{{row['line']}}" for row in unit["sources"]]
    print(unit["name"], share, *rows)""",
        pages=f"""\
import json
from urllib.request import urlopen
url = "{initiatives}"
while url:
    with urlopen(url) as answer:
        page = json.load(answer)
    for each in page["initiatives"]:
        print(each["published_on"], each["title"], each["url"])
    url = page["next"]""",
        javascript=f"""\
const answer = await fetch("{progress}");
const {{ total, as_of }} = await answer.json();
console.log(`${{total.counted}}/${{total.target}} (${{as_of}})`);""",
        sheets=f'=IMPORTDATA("{table}"; ","; "en_US")',
    )
