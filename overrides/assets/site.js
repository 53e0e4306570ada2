/* What the pages do beyond HTML: light or dark, tables that sort, a catalogue that filters.
   Without this file everything is still there to be read. */
(() => {
  "use strict"

  /* --- Light or dark --- */

  const switches = [...document.querySelectorAll("[data-scheme]")]
  const isDark = () => document.body.getAttribute("data-md-color-scheme") === "slate"
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
      const next = isDark() ? "default" : "slate"
      document.body.setAttribute("data-md-color-scheme", next)
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

  /* --- Tables: first click sorts, second turns round, third restores the printed order --- */

  const byWords = new Intl.Collator("vi")

  function sortable(table) {
    const body = table.tBodies[0]
    const printed = [...body.rows]
    const heads = [...table.tHead.rows[0].cells]
    const said = document.createElement("p")
    said.className = "sk-hidden"
    said.setAttribute("aria-live", "polite")
    table.parentNode.insertBefore(said, table)

    const key = (row, column) => {
      const cell = row.cells[column]
      return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort)
    }
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : byWords.compare(a, b))

    function show(column, direction) {
      heads.forEach((head, index) => {
        if (!head.querySelector(".sk-sort")) return
        if (index === column && direction) head.setAttribute("aria-sort", direction)
        else head.removeAttribute("aria-sort")
      })
      table.classList.toggle("is-sorted", Boolean(direction))
      let rows = printed
      if (direction) {
        const turn = direction === "ascending" ? 1 : -1
        rows = [...printed].sort((a, b) => turn * compare(key(a, column), key(b, column)))
      }
      body.append(...rows)
      const name = column === null ? "" : heads[column].textContent.trim()
      said.textContent = direction
        ? `Đã xếp theo ${name}, ${direction === "ascending" ? "tăng dần" : "giảm dần"}.`
        : "Đã trở lại thứ tự ban đầu."
      select.value = direction ? `${column} ${direction}` : ""
    }

    const bar = document.createElement("label")
    bar.className = "sk-sortbar"
    bar.textContent = "Xếp theo "
    const select = document.createElement("select")
    select.append(new Option("thứ tự trong bảng", ""))
    bar.append(select)
    table.parentNode.insertBefore(bar, table)
    select.addEventListener("change", () => {
      const [column, direction] = select.value.split(" ")
      show(direction ? Number(column) : null, direction || null)
    })

    heads.forEach((head, column) => {
      if (!column) return // the running number
      const numeric = head.classList.contains("sk-num")
      const turns = numeric ? ["descending", "ascending", null] : ["ascending", "descending", null]
      const button = document.createElement("button")
      button.type = "button"
      button.className = "sk-sort"
      button.append(...head.childNodes)
      head.append(button)
      button.addEventListener("click", () => {
        const now = turns.indexOf(head.getAttribute("aria-sort"))
        const next = turns[(now + 1) % turns.length]
        show(column, next)
      })
      for (const direction of turns.slice(0, numeric ? 2 : 1)) {
        const name = head.textContent.trim()
        const how = !numeric ? "" : direction === "descending" ? ", cao trước" : ", thấp trước"
        select.append(new Option(name + how, `${column} ${direction}`))
      }
    })
  }

  document.querySelectorAll("table[data-sortable]").forEach(table => { if (table.tHead && table.tBodies.length) sortable(table) })

  /* --- The catalogue: what is chosen is kept in the address, so that it can be sent on --- */

  const fold = text => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "")

  function filters(form) {
    const cards = [...document.querySelectorAll(".sk-grid > [data-text]")]
    const fields = [...form.elements].filter(each => each.name)
    const count = form.querySelector("[aria-live]")
    const none = document.createElement("p")
    none.className = "sk-empty"
    none.hidden = true
    const clear = document.createElement("button")
    clear.type = "button"
    clear.className = "sk-button"
    clear.textContent = "Bỏ hết điều kiện"
    const why = document.createElement("span")
    why.textContent = "Không có sáng kiến nào khớp. Thử bớt một điều kiện, hoặc gõ ngắn hơn."
    none.append(why, document.createElement("br"), clear)
    const grid = document.querySelector(".sk-grid")
    if (!grid) return
    grid.after(none)

    function matches(card, wanted, words) {
      return words.every(word => card.dataset.text.includes(word)) && wanted.every(([name, value, option]) =>
        option && option.hasAttribute("data-enterprise") ? card.dataset.enterprise === "1" : card.dataset[name] === value)
    }

    function apply(remember) {
      const words = fold(form.elements.text.value).split(/\s+/).filter(Boolean)
      const wanted = fields.filter(each => each.tagName === "SELECT" && each.value)
        .map(each => [each.name, each.value, each.selectedOptions[0]])
      let shown = 0
      for (const card of cards) {
        card.hidden = !matches(card, wanted, words)
        if (!card.hidden) shown += 1
      }
      none.hidden = shown > 0
      count.textContent = `${shown.toLocaleString("vi-VN")} trên ${cards.length.toLocaleString("vi-VN")} sáng kiến`
      if (!remember) return
      const query = new URLSearchParams()
      for (const each of fields) if (each.value.trim()) query.set(each.name, each.value.trim())
      history.replaceState(null, "", query.size || String(query) ? `?${query}` : location.pathname)
    }

    function recall() {
      const query = new URLSearchParams(location.search)
      for (const each of fields) {
        each.value = query.get(each.name) || ""
        if (each.tagName === "SELECT" && each.selectedIndex < 0) each.value = ""
      }
      apply(false)
    }

    clear.addEventListener("click", () => { form.reset(); for (const each of fields) each.value = ""; apply(true); form.elements.text.focus() })
    form.addEventListener("input", () => apply(true))
    form.addEventListener("submit", event => event.preventDefault())
    addEventListener("popstate", recall)
    form.hidden = false
    recall()
  }

  document.querySelectorAll("form[data-filters]").forEach(filters)
})()
