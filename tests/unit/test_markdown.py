"""Whatever an editor types is shown as typed: through the site's own Markdown, its extensions, and YAML front matter."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown as python_markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator.render import markdown
from generator.render.markdown import Markdown

SETTINGS = Path(__file__).resolve().parents[2] / "mkdocs.yml"

SIGNS = "#*_-+.:>|[](){}`~!\\<&;=$^@'\"/0123456789đĐạ \n\t"
# What `load` lets through: no control characters (it refuses them with their place).
letters = st.characters(exclude_categories=["Cs", "Cc"])
typed = st.text(st.sampled_from(SIGNS) | letters)
# Line starts are where Markdown's blocks begin.
starts = st.sampled_from(
    [
        "- ",
        "+ ",
        "* ",
        "1. ",
        "1) ",
        "1234567890. ",
        "> ",
        "# ",
        "    ",
        ": ",
        "---",
        "===",
        "```",
        "~~~",
        "[a]: ",
        "| ",
        "!!! note ",
        "<div>",
        "[TOC]",
        "*[a]: ",
        ". ",
        "-\n",
    ]
)
prose = st.lists(st.tuples(starts | st.just(""), typed, st.sampled_from(["\n", "\n\n", " "]))).map(
    lambda parts: "".join("".join(part) for part in parts)
)


BLOCKS = ("p", "ul", "ol", "li", "div")


class Shown(HTMLParser):
    """The text and the tags of an HTML fragment."""

    def __init__(self, html: str) -> None:
        """Read `html`."""
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.parts: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.parts.append(" " if tag in BLOCKS else "")
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(" " if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.tags.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.tags.append(f"<?{data}>")

    @property
    def words(self) -> list[str]:
        """The words shown, in order."""
        return "".join(self.parts).split()


@cache
def engine() -> python_markdown.Markdown:
    """Make the Markdown of the shipped site, with its extensions."""
    settings = load_config(str(SETTINGS))
    return python_markdown.Markdown(
        extensions=settings["markdown_extensions"], extension_configs=settings["mdx_configs"]
    )


def show(text: str) -> Shown:
    return Shown(engine().reset().convert(text))


# --- Text from data -----------------------------------------------------------------------------------


@given(typed)
@example("1. Một")
@example("1234567890. Một")
@example("- Một")
@example("+5% so với 31/10")
@example("---")
@example("<b>x</b> &amp; [a](b) `c` **d** {: #e } ![f](g) | h | ~~i~~ <https://j.example.org>")
def test_a_line_is_shown_as_it_was_typed(text: str) -> None:
    shown = show(markdown.inline(text))
    assert shown.words == text.split()
    assert set(shown.tags) <= {"p"}


@given(typed, typed)
def test_a_line_is_shown_as_typed_inside_another(before: str, text: str) -> None:
    shown = show(f"Có **{markdown.inline(text)}** và {markdown.inline(before)}.")
    assert "".join(shown.words) == "".join(f"Có{text}và{before}.".split()) or not text.strip()


@given(prose)
@example("- Một\n- Hai")
@example("Một\n\n1. Hai\n2. Ba")
@example("- a\n\n- b\n\nc\n\n- d")
@example("Một\n---\nHai\n===")
@example("    bốn dấu cách")
@example("[a]: https://a.example.org\n\n[a]")
def test_paragraphs_are_shown_as_typed_and_make_only_paragraphs_and_lists(text: str) -> None:
    shown = show(markdown.prose(text))
    assert shown.words == without_bullets(text)
    assert set(shown.tags) <= {"p", "ul", "li"}


@given(prose)
@example("- Một & hai\n- <b>Ba</b>\n\nBốn")
def test_paragraphs_in_an_html_block_are_shown_as_typed(text: str) -> None:
    shown = show(f"<div>\n{markdown.html_prose(text)}\n</div>")
    assert shown.words == without_bullets(text)
    assert shown.tags[0] == "div"
    assert set(shown.tags) <= {"div", "p", "ul", "li"}


def without_bullets(text: str) -> list[str]:
    """The words of `text` without the dashes of paragraphs in which every line begins with one."""
    words: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        listed = all(line.startswith("- ") for line in lines)
        words += [word for line in lines for word in (line[2:] if listed else line).split()]
    return words


@pytest.mark.parametrize("convert", [markdown.prose, markdown.html_prose])
def test_lines_that_all_begin_with_a_dash_are_a_list(convert: type[Markdown]) -> None:
    shown = show(convert("Gồm:\n\n- Trục thép\n- Hai bánh\n\nHết."))
    assert shown.tags == ["p", "ul", "li", "li", "p"]
    assert shown.words == ["Gồm:", "Trục", "thép", "Hai", "bánh", "Hết."]


def test_one_line_without_a_dash_keeps_the_paragraph_one() -> None:
    assert show(markdown.prose("- Một\nHai\n- Ba")).tags == ["p"]
    assert show(markdown.prose("- Một\nHai\n- Ba")).words == ["-", "Một", "Hai", "-", "Ba"]


def test_nothing_invisible_is_added() -> None:
    assert markdown.inline("1. Một") == "1&#46; Một"
    assert markdown.inline("1.647 sáng kiến") == "1.647 sáng kiến"


# --- Front matter -------------------------------------------------------------------------------------

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | typed
    | st.text(letters | st.characters(max_codepoint=0x9F)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(typed, inner, max_size=3),
    max_leaves=6,
)
keys = st.from_regex(r"[a-z]{1,8}(_[a-z]{1,8})?", fullmatch=True).filter(
    lambda key: key not in ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
)


fronts = st.dictionaries(keys, values).map(lambda made: {"title": "Tên", **made})


@given(fronts)
@example({"title": 'Nói "thật": 5% # không'})
@example({"title": "---\n...\n--- a"})
@example({"title": "2022-11-18", "number": "1.647", "clock": "15:34", "no_value": None})
def test_front_matter_says_through_yaml_what_was_meant(given_values: dict[str, object]) -> None:
    body, read = get_data(f"{markdown.front_matter(given_values)}\nNội dung.")
    assert read == {key: value for key, value in given_values.items() if value is not None}
    assert body.strip() == "Nội dung."


@given(fronts)
def test_front_matter_is_yaml_to_other_readers_too(given_values: dict[str, object]) -> None:
    written = str(markdown.front_matter(given_values))
    assert written.startswith("---\n")
    documents = list(yaml.load_all(written.removesuffix("---\n"), Loader=yaml.CSafeLoader))
    assert documents == [{key: value for key, value in given_values.items() if value is not None}]


# --- Authored pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("## Đổi mới, đúng hẹn", ["doi-moi-dung-hen"]),
        ("## Một\n\n### Một\n\n#### Một", ["mot", "mot-2", "mot-2-2"]),
        ("## Một {#rieng}\n\n## Riêng", ["rieng", "rieng-2"]),
        ("## Riêng\n\n## Một {#rieng}", ["rieng-2", "rieng"]),
        ("## Một {: #rieng .lop }", ["rieng"]),
        ("## Hai ##", ["hai"]),
        ("## ★", ["muc"]),
        ("```\n## Không phải\n```\n\n## Phải", ["phai"]),
        ("~~~\n## Không phải\n~~~\n\n## Phải", ["phai"]),
    ],
)
def test_every_heading_gets_an_address_of_its_own_that_keeps_d(written: str, ids: list[str]) -> None:
    assert show(markdown.authored(written)).ids == ids


def test_authored_markdown_is_left_as_it_was_but_for_the_addresses() -> None:
    written = "Chữ **đậm**, [liên kết](the-le.md).\n\n## Mục\n\n- một\n- hai\n\n# Không đổi\n"
    assert markdown.authored(written) == written.replace("## Mục", "## Mục {#muc}")


def test_a_mail_address_can_be_tapped_and_the_rest_is_shown_as_typed() -> None:
    assert markdown.contact("Tổ <1>: to-bac.ai@cd.example.org, tầng 2") == (
        'Tổ &lt;1&gt;: <a class="sk-mail" href="mailto:to-bac.ai@cd.example.org">to-bac.ai@cd.example.org</a>, tầng 2'
    )
    assert markdown.contact("0259 000 000") == "0259 000 000"
