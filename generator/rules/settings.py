"""What stands in mkdocs.yml: the campaign's name, and nothing by which a page would depend on what no build follows."""

import re
from posixpath import normpath

from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.vietnamese import nearest
from generator.written import quoted

_THEMES = ("material", "mkdocs", "readthedocs")  # whose versions are in the fingerprint of an engine's work
# Those that make what they make of the page alone: `pymdownx.snippets` and `b64` read files, others may read anything.
_EXTENSIONS = (
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html", "meta",
    "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.betterem",
    "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.extra", "pymdownx.fancylists",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.progressbar", "pymdownx.quotes", "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
)  # fmt: skip
_ALLOWED = {
    "INHERIT": (),
    "<<": (),  # what is merged from an alias is not looked at
    "theme.<<": (),
    "hooks": (),
    "plugins": ("search",),  # that of MkDocs, which is there also where none is named
    "theme": _THEMES,
    "theme.name": _THEMES,
    "theme.custom_dir": ("overrides",),
    "markdown_extensions": _EXTENSIONS,
}
_TAG = re.compile(r"!!python/(?:name|object/apply):pymdownx\..+")


@rule(Rule.SITE_AGREES)
def _(facts: Facts) -> Found:
    """Tên trang và địa chỉ trong mkdocs.yml giống trong campaign.yml."""
    charter, settings = facts.parsed.charter, facts.parsed.settings
    if not charter:
        return
    for key, wanted in (("site_name", charter.short_name), ("site_url", charter.site_url)):
        found = settings.get(key)
        if found is not None and found.text != wanted:
            yield (
                found.at,
                f"Cần {key} giống trong data/campaign.yml ({quoted(wanted)}), nhưng thấy {quoted(found.text)}.",
                f'Viết {key}: "{wanted}".',
            )


@rule(Rule.SITE_CLOSED)
def _(facts: Facts) -> Found:
    """Trang chỉ dựng từ data/, content/, overrides/ và mkdocs.yml: thứ khác đổi thì không ai biết mà dựng lại."""
    names = {**facts.parsed.names, "theme": [each for key, each in facts.parsed.settings.items() if key == "theme"]}
    wanted = "Cần trang chỉ dựng từ data/, content/, overrides/ và mkdocs.yml"
    for key, allowed in _ALLOWED.items():
        for found in names.get(key, ()):
            if normpath(found.text) not in allowed:
                near = nearest(found.text, allowed)
                choice = f"Xóa mục này, hoặc dùng một trong: {', '.join(allowed)}." if allowed else "Xóa mục này."
                yield (
                    found.at,
                    f"{wanted}, nhưng {key} có {quoted(found.text)}, có thể đọc cả thứ khác.",
                    f"Có phải {near}?" if near else choice,
                )
    for tag in names.get("!", ()):
        if not _TAG.fullmatch(tag.text):
            yield (
                tag.at,
                f"{wanted}, nhưng thẻ {quoted(tag.text)} lấy giá trị ở nơi khác.",
                "Bỏ phần bắt đầu bằng dấu chấm than, và ghi thẳng giá trị.",
            )
