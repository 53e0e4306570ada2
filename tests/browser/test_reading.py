"""However it is read: in large letters, by keyboard, by ear, with a thumb, without motion, on paper."""

import re
from collections.abc import Callable, Iterator

import pytest
from browser.kinds import DESK, PAGES, PHONE
from browser.looks import faults
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

LARGE = "--blink-settings=defaultFontSize=32"
"""What a reader sets who wants letters twice as large: everything in rem and em follows, nothing in px does."""

LEAST_TARGET_PX = 24  # WCAG 2.2, 2.5.8
LEAST_CONTRAST = 3  # of a focus mark with what is around it: WCAG 2.2, 1.4.11
STILL_SECONDS = 0.01
A4_POINTS = (595, 842)
A4_PX, WITHIN_MARGINS_PX = 794, 680  # 210 mm, and less 15 mm on either side, at 96 px an inch

# --- What the page says to those who do not see it ---

STRUCTURE = """() => {
  const wrong = []
  const seen = each => each.checkVisibility({ checkVisibilityCSS: true })
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map(each => Number(each.tagName[1]))
  if (levels.filter(level => level === 1).length !== 1) wrong.push("not one h1")
  if (levels[0] !== 1) wrong.push(`the first heading is h${levels[0]}`)
  levels.forEach((level, index) => { if (index && level > levels[index - 1] + 1) wrong.push(`h${levels[index - 1]} then h${level}`) })
  for (const each of document.querySelectorAll("h1, h2, h3, h4")) if (seen(each) && !each.textContent.trim()) wrong.push("an empty heading")

  const named = each => (each.getAttribute("aria-label")
    || (each.getAttribute("aria-labelledby") || "").split(" ").map(id => (document.getElementById(id) || {}).textContent).join(" ")).trim()
  for (const [role, selector] of [["main", "main"], ["banner", "body > header"], ["contentinfo", "body > footer"]]) {
    if (document.querySelectorAll(selector).length !== 1) wrong.push(`not one ${role}`)
  }
  const navs = [...document.querySelectorAll("nav")].map(named)
  if (navs.includes("")) wrong.push("a nav without a name")
  if (new Set(navs).size !== navs.length) wrong.push(`navs of one name: ${navs}`)

  for (const table of document.querySelectorAll("table")) {
    const caption = table.caption && table.caption.textContent.trim()
    if (!caption) wrong.push("a table without a caption")
    for (const head of table.querySelectorAll("th")) if (!["col", "row", "colgroup", "rowgroup"].includes(head.scope)) {
      wrong.push(`a header without a scope in ${caption}: ${head.textContent}`)
    }
    if (!table.querySelector("thead th, tbody th")) wrong.push(`no headers in ${caption}`)
  }

  for (const svg of document.querySelectorAll("svg")) {
    if (svg.closest("[aria-hidden=true]")) continue
    const title = svg.querySelector(":scope > title"), desc = svg.querySelector(":scope > desc")
    if (!svg.getAttribute("role")) wrong.push("a drawing without a role")
    if (!title || !title.textContent.trim() || !desc || !desc.textContent.trim()) wrong.push("a chart without title or description")
    else for (const one of [title, desc]) {
      const labels = `${svg.getAttribute("aria-labelledby")} ${svg.getAttribute("aria-describedby")}`.split(" ")
      if (!labels.includes(one.id)) wrong.push(`${one.tagName} of a chart does not name it`)
    }
  }
  for (const image of document.images) {
    if (!image.hasAttribute("alt")) wrong.push(`an image without alt: ${image.src}`)
    if (!image.width || !image.height) wrong.push(`an image without its size: ${image.src}`)
  }
  return wrong
}"""

# --- Controls ---

CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']"

SMALL_TARGETS = """([selector, least]) => {
  const all = [...document.querySelectorAll(selector)].filter(each => {
    const box = each.getBoundingClientRect()
    return each.checkVisibility({ checkVisibilityCSS: true }) && box.width > 1 && box.height > 1
  })
  const middle = each => { const box = each.getBoundingClientRect(); return [(box.left + box.right) / 2, (box.top + box.bottom) / 2] }
  // A link in a sentence is as high as its line; one that is alone in its line is not in a sentence.
  const inSentence = each => {
    if (getComputedStyle(each).display !== "inline") return false
    const block = each.parentElement.closest("p, li, td, th, dd, dt, figcaption, caption, cite, div, small")
    return block && block.textContent.trim().length > each.textContent.trim().length + 1
  }
  const wrong = []
  for (const each of all) {
    if (inSentence(each)) continue
    const box = each.getBoundingClientRect()
    if (box.width >= least && box.height >= least) continue
    each.scrollIntoView({ block: "center", behavior: "instant" })
    const [x, y] = middle(each)
    const reach = least / 2 - .5
    const hits = [[x - reach, y], [x + reach, y], [x, y - reach], [x, y + reach]].every(([left, top]) => {
      const hit = document.elementFromPoint(left, top)
      return hit && (hit === each || each.contains(hit) || (hit.closest("label") && hit.closest("label").control === each))
    })
    if (hits) continue
    // Or it is far enough from every other: circles around their middles do not meet.
    const crowded = all.some(other => {
      if (other === each || other.contains(each) || each.contains(other)) return false
      const near = other.getBoundingClientRect()
      const dx = Math.max(near.left - x, 0, x - near.right), dy = Math.max(near.top - y, 0, y - near.bottom)
      return Math.hypot(dx, dy) < least / 2
    })
    if (crowded) wrong.push(`${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`)
  }
  return wrong
}"""

# One control of each look: what marks it when focus comes by keyboard, and how that stands out. The mark may be on
# what it stands for: a card around its link, the face of a hidden box beside it.
UNMARKED = """([selector, least]) => {
  const channel = value => { value /= 255; return value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4 }
  const parsed = text => { const found = text.match(/[\\d.]+/g); return found ? found.map(Number) : [0, 0, 0, 0] }
  const light = ([red, green, blue]) => .2126 * channel(red) + .7152 * channel(green) + .0722 * channel(blue)
  const contrast = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + .05) / (low + .05) }
  function behind(element) {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const style = getComputedStyle(each)
      if (style.backgroundImage !== "none") return null // of many colours; axe and eyes judge those
      const colour = parsed(style.backgroundColor)
      if (colour.length < 4 || colour[3] > .9) return colour
    }
    return [255, 255, 255]
  }
  const around = each => [[each], [each, "::before"], [each, "::after"], [each.nextElementSibling],
    [each.parentElement], [each.parentElement.parentElement], [each.parentElement.parentElement.parentElement],
  ].filter(([one]) => one).map(([one, part]) => [one, getComputedStyle(one, part)])
  const look = style => [style.outlineStyle, style.outlineWidth, style.boxShadow].join()
  const wrong = [], seen = new Set()
  for (const each of document.querySelectorAll(selector)) {
    const kind = `${each.tagName} ${each.className} ${each.type || ""} ${each.parentElement.className}`
    if (seen.has(kind) || each.disabled || !each.checkVisibility({ checkVisibilityCSS: true })) continue
    seen.add(kind)
    document.activeElement.blur()
    const before = around(each).map(([, style]) => look(style))
    each.focus({ preventScroll: true })
    if (document.activeElement !== each) { wrong.push(`takes no focus: ${each.outerHTML.slice(0, 120)}`); continue }
    const marks = around(each).filter(([, style], index) => look(style) !== before[index])
    if (!marks.length) wrong.push(`looks the same with focus: ${each.outerHTML.slice(0, 120)}`)
    for (const [one, style] of marks) {
      const ground = behind(one)
      if (style.outlineStyle !== "none" && ground && contrast(parsed(style.outlineColor), ground) < least) {
        wrong.push(`its mark hardly shows: ${each.outerHTML.slice(0, 120)} ${style.outlineColor} on ${ground}`)
      }
    }
  }
  document.activeElement.blur()
  return wrong
}"""

MOVING = """least => [...document.querySelectorAll("*")].flatMap(each => ["", "::before", "::after"].flatMap(part => {
  const style = getComputedStyle(each, part || null)
  if (part && style.content === "none") return []
  const longest = ["transitionDuration", "animationDuration"].map(name =>
    Math.max(...style[name].split(",").map(one => one.trim().endsWith("ms") ? parseFloat(one) / 1000 : parseFloat(one))))
  const moves = (style.transitionProperty !== "none" && longest[0] > least) || (style.animationName !== "none" && longest[1] > least)
  return moves || style.scrollBehavior === "smooth" ? [`${each.tagName}.${each.className}${part}`] : []
}))"""

# --- Paper ---

CHROME = "body > header nav, body > header button, body > header details, body > footer nav, .sk-skip, form"

ON_PAPER = """chrome => {
  const wrong = []
  const shown = each => each.checkVisibility({ checkVisibilityCSS: true }) && each.getBoundingClientRect().width > 1
  for (const each of document.querySelectorAll(chrome)) if (shown(each)) wrong.push(`printed: ${each.outerHTML.slice(0, 100)}`)
  for (const link of document.querySelectorAll("main a[href^='http']")) {
    if (!shown(link) || link.closest("svg") || link.textContent.includes(link.getAttribute("href"))) continue
    const after = getComputedStyle(link, "::after").content
    if (!after.includes(link.getAttribute("href"))) wrong.push(`not spelled out: ${link.outerHTML.slice(0, 100)}`)
  }
  for (const chart of document.querySelectorAll("main svg.sk-chart")) {
    if (!shown(chart)) wrong.push(`a chart is left out: ${chart.textContent.slice(0, 60)}`)
  }
  return wrong
}"""


@pytest.fixture(scope="module")
def large(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser of a reader who wants letters twice as large."""
    started = launch(LARGE)
    yield started
    started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone, still."""
    with browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, reduced_motion="reduce", locale="vi-VN"
    ) as made:
        yield made


@pytest.mark.parametrize("kind", PAGES)
def test_letters_of_twice_the_size_fit(kind: str, large: Browser, address: str) -> None:
    with large.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}) as context:
        page = context.new_page()
        page.goto(address + PAGES[kind])
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        found = faults(page)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        found += [f"at {DESK[0]} px: {each}" for each in faults(page)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_can_be_read_by_ear_by_keyboard_and_with_a_thumb(
    kind: str, context: BrowserContext, address: str
) -> None:
    """One visit for all that is asked of a page as it stands."""
    page = context.new_page()
    page.goto(address + PAGES[kind])
    found = [*faults(page), *page.evaluate(STRUCTURE), *page.evaluate(MOVING, STILL_SECONDS)]
    found += page.evaluate(SMALL_TARGETS, [CONTROLS, LEAST_TARGET_PX])
    page.keyboard.press("Tab")  # from now on focus is the keyboard's
    found += page.evaluate(UNMARKED, [CONTROLS, LEAST_CONTRAST])
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.evaluate("scrollTo(0, 0)")
    found += [f"at {DESK[0]} px: {each}" for each in [*faults(page), *page.evaluate(STRUCTURE)]]
    found += [f"at {DESK[0]} px: {each}" for each in page.evaluate(UNMARKED, [CONTROLS, LEAST_CONTRAST])]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_can_be_printed(kind: str, context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address + PAGES[kind])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_PX, "height": 1123})  # media queries see the sheet, text stands within margins
    page.add_style_tag(content=f"html {{ width: {WITHIN_MARGINS_PX}px }}")
    found = [*page.evaluate(ON_PAPER, CHROME), *faults(page, paper_px=WITHIN_MARGINS_PX)]
    assert found == [], "\n".join(found)
    assert _sizes(page) == {A4_POINTS}


def _sizes(page: Page) -> set[tuple[int, int]]:
    """The sizes of the pages of paper, in points."""
    paper = page.pdf(prefer_css_page_size=True)
    found = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", paper)
    return {(round(float(width)), round(float(height))) for width, height in found}
