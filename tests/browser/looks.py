"""What a page looks like, asked of the browser: text cut off, text over text, pages wider than the screen."""

from playwright.sync_api import Page

_FAULTS = """
([paper, wholeWords]) => {
  const found = []
  const screen = document.documentElement.clientWidth
  const wide = document.documentElement.scrollWidth
  if (wide > screen) found.push(`the page is ${wide} px wide on a screen of ${screen} px`)
  const width = paper || screen
  const name = node => {
    const of = node.nodeType === 1 ? node : node.parentElement
    return `<${of.tagName.toLowerCase()} class="${of.getAttribute("class") || ""}"> ${(node.textContent || "").trim().slice(0, 60)}`
  }

  // Where text is, in the coordinates of the page; what nobody sees, or only a screen reader hears, is left out.
  const texts = []
  const styles = new Map()
  const style = element => styles.get(element) || styles.set(element, getComputedStyle(element)).get(element)
  const boxes = new Map()
  const box = element => boxes.get(element) || boxes.set(element, element.getBoundingClientRect()).get(element)
  const unseen = new Map()
  function isUnseen(element) {
    if (!element || element === document.documentElement) return false
    if (!unseen.has(element)) {
      const own = element.getAttribute("aria-hidden") === "true" || style(element).clipPath === "inset(50%)"
      unseen.set(element, own || isUnseen(element.parentElement))
    }
    return unseen.get(element)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement
    if (!node.data.trim() || parent.closest("script, style, noscript, template, select, title, desc")) continue
    if (isUnseen(parent) || !parent.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) if (rect.width > 0 && rect.height > 0) texts.push([node, rect])
  }

  // Text that its box cuts off is a fault, unless the box ends it with an ellipsis on purpose.
  const visible = texts.filter(([node, rect]) => {
    const middle = (rect.top + rect.bottom) / 2
    for (let around = node.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = style(around)
      if (overflowX === "visible" && overflowY === "visible") continue
      const edge = box(around)
      const below = overflowY !== "visible" && (middle < edge.top || middle > edge.bottom)
      const beside = overflowX !== "visible" && (rect.left < edge.left - 1 || rect.right > edge.right + 1)
      if (!below && !beside) continue
      const scrolls = ["auto", "scroll"].includes(beside ? overflowX : overflowY) && around.tabIndex >= 0
      if (!scrolls && (beside || webkitLineClamp === "none")) found.push(`cut off by its box: ${name(node)}`)
      return false
    }
    if (rect.left < -1 || rect.right > width + 1) found.push(`beyond the edge: ${name(node)}`)
    return true
  })

  // A long word is broken rather than widen its column; a short one or a figure has no excuse.
  for (const node of new Set(wholeWords ? visible.map(([node]) => node) : [])) {
    if (node.parentElement.closest("svg")) continue
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}.,%]{2,7}(?=\\s|$)/gu)) {
      if (word.index && !/\\s/.test(node.data[word.index - 1])) continue
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      if (new Set([...range.getClientRects()].filter(rect => rect.width > 0).map(rect => Math.round(rect.top))).size > 1) {
        found.push(`"${word[0]}" is broken: ${name(node)}`)
      }
    }
  }

  // A line's box is taller than its letters: only its middle half counts.
  const middles = visible.map(([node, rect]) => ({
    node, left: rect.left + 1, right: rect.right - 1,
    top: rect.top + rect.height / 4, bottom: rect.bottom - rect.height / 4,
  })).sort((a, b) => a.top - b.top)
  middles.forEach((one, index) => {
    for (const other of middles.slice(index + 1)) {
      if (other.top >= one.bottom) break
      if (other.node !== one.node && other.left < one.right && one.left < other.right) {
        found.push(`text over text: ${name(one.node)} | ${name(other.node)}`)
      }
    }
  })
  return [...new Set(found)]
}
"""


def faults(page: Page, *, paper_px: int | None = None, whole_words: bool = True) -> list[str]:
    """What is wrong with the layout of the page as it stands: its width, text that is cut off, text over text.

    Text must stand within the screen, or within `paper_px` from the left. With `whole_words`, a word or figure of
    up to seven characters that is broken over two lines is a fault as well.

    Text in a box that scrolls sideways by keyboard is not cut off; text that is hidden from everybody, or
    from everybody but screen readers, is not looked at.
    """
    found: list[str] = page.evaluate(_FAULTS, [paper_px, whole_words])
    return found
