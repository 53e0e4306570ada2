/* What every page does beyond HTML: light or dark, the menu on a phone, the beginning of a search, what is printed.
   Without this file everything is still there to be read. */
(() => {
  "use strict"

  /* --- Words, for the scripts of single pages too --- */

  window.sangkien = {
    fold: said => said.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, ""),
    number: value => value.toLocaleString("vi-VN"),
  }

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
  addEventListener("pageshow", event => { // kept as it was left, while another page may have changed the choice
    if (!event.persisted) return
    try {
      const chosen = localStorage.getItem("sk-scheme")
      if (chosen) document.documentElement.dataset.scheme = chosen
    } catch { /* as above */ }
    sayScheme()
  })

  /* --- The menu on a phone: closed by Escape and by a tap beside it --- */

  const menu = document.querySelector(".sk-menu")
  if (menu) {
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus() }
    })
    for (const leaving of ["click", "focusin"]) {
      document.addEventListener(leaving, event => { if (menu.open && !menu.contains(event.target)) menu.open = false })
    }
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
      .then(() => { for (const each of document.querySelectorAll(".sk-search__failed")) each.remove() })
      .catch(() => { searching = null; failures += 1; asking.forEach(sayFailed) })
  }
  function sayFailed(form) {
    if (form.querySelector(".sk-search__failed") || !form.elements.q.value.trim()) return
    const said = document.createElement("p")
    said.className = "sk-search__failed"
    said.setAttribute("role", "alert")
    said.textContent = "Chưa tải được phần tìm kiếm. Kiểm tra kết nối mạng rồi gõ tiếp để thử lại."
    form.append(said)
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
    const given = new URLSearchParams(location.search).get("q")
    const onPage = asking.find(form => form.dataset.search === "page")
    if (onPage && given) {
      onPage.elements.q.value = given
      startSearch()
    }
    opener.addEventListener("click", openSearch)
    const close = header.querySelector(".sk-search__close")
    if (close) close.addEventListener("click", () => { box.value = ""; closeSearch(); opener.focus() })
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && header.classList.contains("is-searching") && !event.defaultPrevented) {
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
    const canonical = document.querySelector("link[rel=canonical]")
    for (const link of document.querySelectorAll(":is(.sk-page--authored, .sk-prose, .sk-story, .sk-empty, .sk-news) :is(p, li, dd, dt) > a[href]")) {
      const address = link.getAttribute("href")
      if (/^(https?:|mailto:|tel:|#)/.test(address)) continue
      link.dataset.printed = new URL(address, canonical || location.href).href.replace(/^https?:\/\//, "")
    }
  })
  addEventListener("afterprint", () => {
    for (const each of document.querySelectorAll("details[data-closed]")) { each.open = false; delete each.dataset.closed }
  })
})()
