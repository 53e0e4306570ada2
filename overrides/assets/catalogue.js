/* The catalogue's filter: several facets at once, text, order; what is chosen is kept in the address, so that it can
   be sent on. The list comes from danh-muc.json when the reader begins to choose, or when the address says so;
   until then, and without this file, the printed pages of the catalogue stand. */
(() => {
  "use strict"

  const { fold, number } = window.sangkien
  const FORMAT = 2
  const STEP = 24
  const form = document.querySelector("form[data-catalogue]")
  if (!form) return
  const shelf = document.querySelector(".sk-shelf")
  const found = document.querySelector(".sk-found")
  const grid = found.querySelector(".sk-grid")
  const more = found.querySelector(".sk-found__more")
  const none = found.querySelector(".sk-found__none")
  const count = form.querySelector(".sk-finder__count")
  const chosen = form.querySelector(".sk-finder__chosen")
  const card = document.getElementById("sk-line").content.firstElementChild
  const facets = [...form.querySelectorAll(".sk-facet")]
  const names = facets.map(each => each.dataset.facet)
  const choices = facets.flatMap((facet, index) => [...facet.querySelectorAll(".sk-facet__choice")].map(choice =>
    ({ choice, index, box: choice.firstElementChild, said: choice.lastElementChild })))
  const { text, sort } = form.elements

  let list = null
  let rows = null
  let loading = null
  let shown = []
  let drawn = 0

  /* --- The list, once --- */

  function load() {
    loading = loading || fetch(form.dataset.catalogue)
      .then(answer => { if (!answer.ok) throw new Error(answer.status); return answer.json() })
      .then(found => { if (found.format !== FORMAT) throw new Error("format"); list = found; rows = list.rows.map(read()) })
      .catch(error => { loading = null; throw error })
    return loading
  }

  function read() {
    const at = Object.fromEntries(list.columns.map((name, index) => [name, index]))
    // Each unit with those above it: their ids, and the words of their names.
    const lines = list.units.map((_unit, first) => {
      const line = []
      for (let each = first; each >= 0; each = list.units[each][3]) line.push(list.units[each])
      return { ids: line.map(unit => unit[0]), words: line.map(unit => unit[2]).join(" ") }
    })
    return (row, index) => {
      const one = name => row[at[name]]
      const unit = lines[one("unit")]
      const none = ["", list.closed] // of what is known by its title only
      const [field, fieldLabel] = list.fields[one("field")] || none
      const [sector, sectorLabel, enterprise] = list.sectors[one("sector")] || none
      const vnd = one("vnd")
      const benefit = []
      if (vnd === null) { if (one("told")) benefit.push(list.social) }
      else benefit.push(list.benefits.filter(([, least]) => vnd >= least).pop()[0])
      if (one("verified")) benefit.push(list.verified)
      return {
        index, vnd, id: one("id"), title: one("title"), published: one("published"), featured: one("featured"),
        benefitSaid: one("benefit"), verified: one("verified"), photo: one("photo"), fieldLabel,
        by: one("by"),
        meta: field ? `${fieldLabel} · ${sectorLabel}` : list.closed,
        words: fold(`${one("title")} ${one("by")} ${unit.words} ${fieldLabel} ${sectorLabel}`),
        facets: names.map(name => ({
          field: [field], sector: enterprise ? [sector, list.enterprise] : [sector], unit: unit.ids,
          year: [one("published").slice(0, 4)], benefit,
        })[name]),
      }
    }
  }

  /* --- Choosing --- */

  const wanted = name => new Set([...form.querySelectorAll(`input[name="${name}"]:checked`)].map(each => each.value))
  const has = (values, wants) => { for (const value of values) if (wants.has(value)) return true; return false }

  const orders = {
    "": (a, b) => a.index - b.index,
    newest: (a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : a.index - b.index),
    title: (a, b) => a.place - b.place,
    benefit: (a, b) => (b.vnd || 0) - (a.vnd || 0) || a.index - b.index,
  }

  function placed() {
    if (rows.length && rows[0].place === undefined) {
      const compare = new Intl.Collator("vi").compare
      ;[...rows].sort((a, b) => compare(a.title, b.title)).forEach((row, place) => { row.place = place })
    }
  }

  function apply() {
    const words = fold(text.value).split(/\s+/).filter(Boolean)
    const values = names.map(wanted)
    const active = words.length || sort.value || values.some(each => each.size)
    remember(values)
    tell(values)
    shelf.hidden = Boolean(active)
    found.hidden = !active
    shown = chosenOf(rows.filter(row => words.every(word => row.words.includes(word))), values)
    if (sort.value === "title") placed()
    if (sort.value) shown.sort(orders[sort.value])
    count.textContent = active
      ? `${number(shown.length)} trên ${number(rows.length)} sáng kiến`
      : `${number(rows.length)} sáng kiến`
    grid.textContent = ""
    drawn = 0
    none.hidden = shown.length > 0
    const everywhere = none.querySelector("a")
    everywhere.href = everywhere.href.split("?")[0] + (text.value.trim() ? `?q=${encodeURIComponent(text.value.trim())}` : "")
    if (active) draw()
    else more.hidden = true
  }

  /* What passes every facet. Each choice also learns how many there would be of it, given the other facets:
     a row that fails one facet only counts there. */
  function chosenOf(said, values) {
    const asked = values.map((wants, index) => [index, wants]).filter(([, wants]) => wants.size)
    const counts = names.map(() => new Map())
    const count = (row, index) => {
      for (const value of row.facets[index]) counts[index].set(value, (counts[index].get(value) || 0) + 1)
    }
    const passed = []
    for (const row of said) {
      let failed = -1
      let fails = 0
      for (const [index, wants] of asked) if (!has(row.facets[index], wants)) { failed = index; fails += 1 }
      if (fails === 1) count(row, failed)
      if (fails) continue
      passed.push(row)
      for (let index = 0; index < names.length; index += 1) count(row, index)
    }
    for (const { box, said, index, choice } of choices) {
      const many = counts[index].get(box.value) || 0
      if (said.textContent !== number(many)) said.textContent = number(many)
      choice.classList.toggle("is-none", !many)
    }
    return passed
  }

  function tell(values) {
    chosen.textContent = ""
    for (const [index, facet] of facets.entries()) {
      facet.querySelector(".sk-facet__chosen").textContent = values[index].size ? ` (${values[index].size})` : ""
      for (const box of facet.querySelectorAll("input:checked")) {
        const chip = document.createElement("button")
        chip.type = "button"
        chip.className = "sk-chip sk-chip--chosen"
        const label = box.parentElement.querySelector(".sk-facet__label").textContent
        chip.textContent = label
        chip.setAttribute("aria-label", `Bỏ điều kiện ${label}`)
        chip.addEventListener("click", () => { box.checked = false; apply(); (chosen.querySelector("button") || count).focus() })
        chosen.append(chip)
      }
    }
    if (chosen.childElementCount > 1) {
      const clear = document.createElement("button")
      clear.type = "button"
      clear.className = "sk-chip sk-chip--clear"
      clear.textContent = "Bỏ hết"
      clear.addEventListener("click", reset)
      chosen.append(clear)
    }
    chosen.hidden = !chosen.childElementCount
  }

  function reset() {
    for (const box of form.querySelectorAll("input:checked")) box.checked = false
    text.value = ""
    apply()
    text.focus()
  }

  /* --- Showing --- */

  function draw(isAsked) {
    const upTo = Math.min(drawn + STEP, shown.length)
    const first = drawn
    const made = document.createDocumentFragment()
    for (; drawn < upTo; drawn += 1) made.append(filled(shown[drawn]))
    grid.append(made)
    more.hidden = drawn >= shown.length
    if (isAsked) grid.children[first].querySelector("a").focus()
  }

  function filled(row) {
    const one = card.cloneNode(true)
    one.classList.toggle("sk-card--featured", Boolean(row.featured))
    const part = name => one.querySelector(name)
    if (row.photo) {
      part("source").srcset = form.dataset.root + row.photo + list.endings.avif
      part("img").src = form.dataset.root + row.photo + list.endings.jpeg
      part(".sk-cover").remove()
    } else {
      part("picture").remove()
      part(".sk-cover__word").textContent = row.fieldLabel
    }
    if (!row.featured) part(".sk-card__flag").remove()
    part(".sk-card__meta").textContent = row.meta
    const link = part("a")
    link.href = `${form.dataset.root}${list.folder}${row.id}/`
    link.textContent = row.title
    part(".sk-card__by").textContent = row.by
    if (row.benefitSaid) part(".sk-card__benefit").textContent = `${row.benefitSaid} trong 01 năm, ${row.verified ? "đã xác minh" : "tác giả tự khai"}`
    else part(".sk-card__benefit").remove()
    return one
  }

  /* --- The address --- */

  function remember(values) {
    const query = new URLSearchParams(location.search) // what others keep in it stays
    for (const name of ["text", "sort", ...names]) query.delete(name)
    if (text.value.trim()) query.set("text", text.value.trim())
    names.forEach((name, index) => { for (const value of values[index]) query.append(name, value) })
    if (sort.value) query.set("sort", sort.value)
    const said = String(query)
    history.replaceState(null, "", (said ? `?${said}` : location.pathname) + location.hash)
    address = location.search
  }

  function recall() {
    const query = new URLSearchParams(location.search)
    text.value = query.get("text") || ""
    sort.value = query.get("sort") || ""
    if (sort.selectedIndex < 0) sort.value = ""
    for (const name of names) {
      const values = query.getAll(name)
      for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = values.includes(box.value)
    }
    return [...query.keys()].some(key => key === "text" || key === "sort" || names.includes(key))
  }

  function change() {
    load().then(apply, () => {
      count.textContent = "Chưa tải được danh mục. Kiểm tra kết nối rồi thử lại; danh sách bên dưới vẫn đủ."
    })
  }

  form.addEventListener("focusin", () => { load().catch(() => {}) }, { once: true })
  form.addEventListener("input", change)
  form.addEventListener("submit", event => { event.preventDefault(); change() })
  more.querySelector("button").addEventListener("click", () => draw(true))
  addEventListener("beforeprint", () => { while (!found.hidden && drawn < shown.length) draw(false) })
  none.querySelector("button").addEventListener("click", reset)
  let address = location.search
  addEventListener("popstate", () => { // a link to a place on the page changes the address as well
    if (location.search !== address) { recall(); change() }
    address = location.search
  })

  /* One facet open at a time where they float above the list; Escape and leaving close it. */
  const floats = matchMedia("(min-width: 48em)")
  for (const facet of facets) {
    facet.addEventListener("toggle", () => {
      if (facet.open && floats.matches) for (const other of facets) if (other !== facet) other.open = false
    })
  }
  for (const leaving of ["click", "focusin"]) {
    document.addEventListener(leaving, event => {
      // A press on a label gives the focus to the page around it for a moment: that is no leaving.
      const isAround = facet => leaving === "focusin" && event.target.contains(facet)
      if (!floats.matches) return
      for (const facet of facets) if (facet.open && !facet.contains(event.target) && !isAround(facet)) facet.open = false
    })
  }
  form.addEventListener("keydown", event => {
    const open = event.key === "Escape" && facets.find(facet => facet.open)
    if (open) { open.open = false; open.querySelector("summary").focus() }
  })

  if (recall()) change()
})()
