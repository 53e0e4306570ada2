/* What every page does beyond HTML: light or dark, the menu on a phone, the beginning of a search.
   Without this file everything is still there to be read. */
(() => {
  "use strict"

  /* --- Light or dark --- */

  const switches = [...document.querySelectorAll("[data-scheme-switch]")]
  const isDark = () => document.documentElement.dataset.scheme === "dark"
  function sayScheme() {
    const said = isDark() ? "Chuyển sang nền sáng" : "Chuyển sang nền tối"
    for (const each of switches) {
      const text = each.querySelector("[data-scheme-text]")
      if (text) text.textContent = said
      else each.setAttribute("aria-label", said)
    }
  }
  for (const each of switches) {
    each.hidden = false
    each.addEventListener("click", () => {
      const next = isDark() ? "light" : "dark"
      document.documentElement.dataset.scheme = next
      try { localStorage.setItem("sk-scheme", next) } catch { /* private windows have no memory */ }
      sayScheme()
    })
  }
  sayScheme()

  /* --- The menu on a phone: closed by Escape and by a tap beside it --- */

  const menu = document.querySelector(".sk-menu")
  if (menu) {
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus() }
    })
    document.addEventListener("click", event => {
      if (menu.open && !menu.contains(event.target)) menu.open = false
    })
  }

  /* --- Search: nothing of it is loaded before a reader begins --- */

  const header = document.querySelector(".sk-header")
  const opener = document.querySelector(".sk-search-open")
  const asking = [...document.querySelectorAll("form[data-search]")]
  const box = asking.length ? asking[asking.length - 1].elements.q : null // the page's own, where it has one
  let searching = null
  let failures = 0

  function startSearch() {
    // A browser remembers that a module failed to load: the next try asks under another name.
    searching = searching || import(`./search.js${failures ? `?${failures}` : ""}`)
      .then(search => asking.forEach(search.attach))
      .catch(() => { searching = null; failures += 1 })
  }
  function openSearch() {
    header.classList.add("is-searching")
    opener.setAttribute("aria-expanded", "true")
    box.focus()
  }
  function closeSearch() {
    header.classList.remove("is-searching")
    opener.setAttribute("aria-expanded", "false")
  }

  if (box) {
    for (const form of asking) {
      form.addEventListener("focusin", startSearch)
      form.addEventListener("input", startSearch)
    }
    if (asking.some(form => form.dataset.search === "page") && new URLSearchParams(location.search).get("q")) startSearch()
    opener.addEventListener("click", openSearch)
    const close = header.querySelector(".sk-search__close")
    if (close) close.addEventListener("click", () => { box.value = ""; closeSearch(); opener.focus() })
    document.addEventListener("keydown", event => {
      const isTyping = event.target.closest("input, textarea, select, [contenteditable]")
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault()
        openSearch()
      } else if (event.key === "Escape" && header.classList.contains("is-searching") && !event.defaultPrevented) {
        const wasInside = box.form.contains(document.activeElement)
        closeSearch()
        if (wasInside && opener.offsetParent) opener.focus()
      }
    })
    for (const leaving of ["click", "focusin"]) {
      document.addEventListener(leaving, event => {
        if (!box.form.contains(event.target) && !opener.contains(event.target)) closeSearch()
      })
    }
  }

  /* --- Print: what is folded away opens, and links within the site tell where they lead --- */

  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll(".sk-page :is(.sk-notice, .sk-benefit__sum):not([open])")) { each.open = true; each.dataset.closed = "" }
    for (const link of document.querySelectorAll(".sk-page :is(p, li, dd, dt) > a[href]")) {
      if (!/^(https?:|mailto:|tel:|#)/.test(link.getAttribute("href"))) link.dataset.printed = decodeURI(link.href).replace(/^https?:\/\//, "")
    }
  })
  addEventListener("afterprint", () => {
    for (const each of document.querySelectorAll("details[data-closed]")) { each.open = false; delete each.dataset.closed }
  })
})()
