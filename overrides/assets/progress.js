/* The progress table: choose by words, kind and status (kept in the address, so that it can be sent on), fold what
   belongs together, sort. The rows are those printed; without this file the whole table stands. */
(() => {
  "use strict"

  const FACETS = ["loai", "nhom"]
  const { fold: folded, number } = window.sangkien
  const byWords = new Intl.Collator("vi").compare
  let made = 0

  function element(tag, className, ...within) {
    const one = document.createElement(tag)
    one.className = className
    if (tag === "button") one.type = "button"
    one.append(...within)
    return one
  }

  /* The rows with what is above and below each: members follow, one deeper. A long table starts with the members of
     unions folded. */
  function tree(body, starts) {
    const path = []
    return [...body.rows].map(row => {
      const { depth, text, loai, nhom } = row.dataset
      const one = {
        row, loai, nhom, words: ` ${text}`, counts: loai !== undefined, above: path.slice(0, Number(depth)),
        members: [], units: 0, kept: 0, isFolded: starts && loai !== undefined, isFoldedHere: false,
      }
      path.length = Number(depth)
      if (path.length) path[path.length - 1].members.push(one)
      if (one.counts) for (const each of path) each.units += 1
      path.push(one)
      return one
    })
  }

  function enhance(table) {
    const form = table.parentNode.querySelector(".sk-sift")
    if (!form) return
    const none = table.parentNode.querySelector(".sk-sift__none")
    const status = form.querySelector("[role=status]")
    const clears = [...table.parentNode.querySelectorAll("[data-clear]")]
    const folds = form.querySelector("[data-folds]")
    const open = form.querySelector(".sk-sift__open")
    const chosen = form.querySelector("[data-chosen]")
    const boxes = [...form.querySelectorAll("input[type=checkbox]")]
    const text = form.elements.tim
    const select = form.querySelector("select")
    const body = table.tBodies[0]
    const heads = [...table.tHead.rows[0].cells]
    const units = tree(body, table.classList.contains("is-folded"))
    const groups = units.filter(each => each.members.length)
    const all = units.filter(each => each.counts).length
    let active = false
    let sorted = false

    /* --- Choosing --- */

    const wanted = name => boxes.filter(each => each.checked && each.name === name).map(each => each.value)
    const fits = (unit, name, values) => !values.length || values.includes(unit[name])

    function choose() {
      const words = folded(text.value).split(/[^a-z0-9]+/).filter(Boolean)
      const values = Object.fromEntries(FACETS.map(name => [name, wanted(name)]))
      active = words.length > 0 || FACETS.some(name => values[name].length)
      const counts = {}
      let found = 0
      for (const unit of units) {
        unit.named = 0
        unit.kept = 0
        unit.isFoldedHere = false
        unit.isSaid = words.every(word => unit.words.includes(` ${word}`))
        if (unit.isSaid) for (const each of unit.above) each.named += 1
      }
      for (const unit of units) {
        // A heading stands for all below it when none of them is meant.
        unit.isSaid = unit.isSaid || unit.above.some(each => !each.counts && each.isSaid && !each.named)
        unit.isFound = unit.counts && unit.isSaid && FACETS.every(name => fits(unit, name, values[name]))
        if (unit.isFound) {
          found += 1
          for (const each of unit.above) each.kept += 1
        }
        if (!unit.counts || !unit.isSaid) continue
        for (const name of FACETS) {
          if (!FACETS.every(other => other === name || fits(unit, other, values[other]))) continue
          const key = `${name} ${unit[name]}`
          counts[key] = (counts[key] || 0) + 1
        }
      }
      for (const box of boxes) {
        const count = counts[`${box.name} ${box.value}`] || 0
        box.parentNode.querySelector(".sk-toggle__count").textContent = number(count)
        box.parentNode.classList.toggle("is-none", !count)
      }
      const told = active ? `${number(found)} trên ${number(all)} đơn vị` : `${number(all)} đơn vị`
      if (status.textContent !== told) status.textContent = told
      const picked = boxes.filter(each => each.checked).length
      if (chosen) chosen.textContent = picked ? `(${picked})` : ""
      for (const each of clears) each.hidden = !active
      none.hidden = found > 0 || !active
      table.hidden = active && !found
      table.classList.toggle("is-chosen", active)
      show()
    }

    function show() {
      const fold = active ? "isFoldedHere" : "isFolded"
      for (const unit of units) {
        const fits = !active || unit.isFound || unit.kept > 0
        const stays = sorted ? unit.isFound : fits && !unit.above.some(each => each[fold])
        if (unit.row.hidden === stays) unit.row.hidden = !stays
      }
      for (const group of groups) {
        group.button.setAttribute("aria-expanded", String(!group[fold]))
        const part = active && group.kept < group.units ? `${number(group.kept)}/` : ""
        group.count.textContent = `${part}${number(group.units)} đơn vị`
      }
      if (!folds) return
      folds.hidden = sorted
      folds.textContent = groups.some(each => each[fold]) ? "Mở tất cả" : "Thu gọn tất cả"
    }

    function clear() {
      text.value = ""
      for (const box of boxes) box.checked = false
      choose()
      remember()
      text.focus()
    }

    /* --- The address; what others keep in it stays --- */

    function remember() {
      const query = new URLSearchParams(location.search)
      for (const name of ["tim", ...FACETS]) query.delete(name)
      if (text.value.trim()) query.set("tim", text.value.trim())
      for (const name of FACETS) for (const value of wanted(name)) query.append(name, value)
      const said = String(query)
      history.replaceState(null, "", location.pathname + (said ? `?${said}` : "") + location.hash)
      address = location.search
    }

    function recall() {
      const query = new URLSearchParams(location.search)
      text.value = query.get("tim") || ""
      for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value)
      choose()
    }

    /* --- Folding --- */

    for (const group of groups) {
      group.button = group.row.querySelector(".sk-fold")
      group.count = group.button.querySelector("[data-count]")
      for (const each of group.members) each.row.id = each.row.id || `sk-dong-${made += 1}`
      group.button.setAttribute("aria-controls", group.members.map(each => each.row.id).join(" "))
      group.button.addEventListener("click", () => {
        const fold = active ? "isFoldedHere" : "isFolded"
        group[fold] = !group[fold]
        show()
      })
    }
    if (folds) folds.addEventListener("click", () => {
      const fold = active ? "isFoldedHere" : "isFolded"
      const next = !groups.some(each => each[fold])
      for (const each of groups) each[fold] = next
      show()
    })

    /* --- Sorting: first click sorts, second turns round, third restores the printed order --- */

    const said = element("p", "sk-hidden")
    said.setAttribute("aria-live", "polite")
    form.append(said)

    const key = (row, column) => {
      const cell = row.cells[column]
      return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort)
    }
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : byWords(a, b))

    function sort(column, direction) {
      heads.forEach((head, index) => {
        if (index === column && direction) head.setAttribute("aria-sort", direction)
        else head.removeAttribute("aria-sort")
      })
      sorted = Boolean(direction)
      table.classList.toggle("is-sorted", sorted)
      let order = units
      if (sorted) {
        const turn = direction === "ascending" ? 1 : -1
        const keys = new Map(units.map(each => [each, key(each.row, column)]))
        order = [...units].sort((a, b) => turn * compare(keys.get(a), keys.get(b)))
      }
      body.append(...order.map(each => each.row))
      said.textContent = sorted
        ? `Đã xếp theo ${heads[column].textContent.trim()}, ${direction === "ascending" ? "tăng dần" : "giảm dần"}.`
        : "Đã trở lại thứ tự ban đầu."
      select.value = sorted ? `${column} ${direction}` : ""
      show()
    }

    // On a phone the heads are there for the ear only, and the select sorts.
    const asCards = matchMedia("(max-width: 43.75em)")
    const reach = () => { for (const each of table.tHead.querySelectorAll(".sk-sort")) each.tabIndex = asCards.matches ? -1 : 0 }
    asCards.addEventListener("change", reach)

    select.addEventListener("change", () => {
      const [column, direction] = select.value.split(" ")
      sort(direction ? Number(column) : null, direction || null)
    })
    heads.forEach((head, column) => {
      if (!column) return // the running number
      const isNumber = head.classList.contains("sk-num")
      const turns = isNumber ? ["descending", "ascending", null] : ["ascending", "descending", null]
      const name = head.textContent.trim()
      const button = element("button", "sk-sort", ...head.childNodes)
      head.append(button)
      button.addEventListener("click", () => sort(column, turns[(turns.indexOf(head.getAttribute("aria-sort")) + 1) % turns.length]))
      for (const direction of turns.slice(0, isNumber ? 2 : 1)) {
        const how = !isNumber ? "" : direction === "descending" ? ", cao trước" : ", thấp trước"
        select.append(new Option(name + how, `${column} ${direction}`))
      }
    })

    reach()
    let waiting = 0
    form.addEventListener("input", event => {
      if (event.target === select) return
      clearTimeout(waiting)
      waiting = setTimeout(() => { choose(); remember() }, event.target === text ? 80 : 0) // letters first, rows after
    })
    form.addEventListener("submit", event => event.preventDefault())
    // On a phone the switches stand behind a button; the style sheet decides.
    if (open) open.addEventListener("click", () => open.setAttribute("aria-expanded", String(form.classList.toggle("is-open"))))
    for (const each of clears) each.addEventListener("click", clear)
    let address = location.search
    addEventListener("popstate", () => { // a link to a place on the page changes the address as well
      if (location.search !== address) recall()
      address = location.search
    })

    /* Paper shows every row that is chosen, and says what was chosen. */
    const printed = element("p", "sk-printed")
    table.before(printed)
    addEventListener("beforeprint", () => {
      if (active) printed.textContent = `Bảng đang lọc: ${status.textContent}. Hàng của khối và của toàn chiến dịch tính cả những đơn vị không hiện.`
      for (const unit of units) unit.row.hidden = active && !unit.isFound && !unit.kept
    })
    addEventListener("afterprint", () => { printed.textContent = ""; show() })

    recall()
    table.classList.remove("is-folded") // what was hidden until now is hidden row by row
  }

  document.querySelectorAll("table[data-sortable]").forEach(enhance)
})()
