/* The search: what is typed is looked up in the small files that sangkien wrote to tim-kiem/ (generator/render/search.py
   says how they are made). site.js loads this file when a reader begins to search, and never before. */

const FORMAT = 1
const DIGITS = 10      // of a file's name
const PREFIX = 3       // files looked through for the beginnings of words
const TERMS = 12       // words of a question that are looked up
const KINDS = ["initiative", "person", "unit", "page"] // as they are numbered
const FIRST = ["unit", "person", "initiative", "page"] // of groups that match equally well
const HEADS = { initiative: "Sáng kiến", person: "Gương sáng", unit: "Đơn vị", page: "Trang" }
const NOUNS = { initiative: "sáng kiến", person: "người", unit: "đơn vị", page: "trang" }
const TITLES = new Set(["anh", "chi", "ong", "ba", "co", "chu", "bac", "thay", "ban", "em"])
const FEW = 6          // answers, up to which others that are worth less are shown too
const IN_PANEL = { initiative: 4, person: 3, unit: 3, page: 3 }
const ON_PAGE = 20
const WAIT_MS = 120    // after a keystroke, for the next one
const BEFORE = 60      // letters of a text shown before a match
const AROUND = 190     // and in all

/* --- Words: the same as generator/vietnamese.py makes of them --- */

const WORD = /(?:[\p{L}\p{N}][\u0300-\u036f]*)+/gu
const TONES = { "\u0300": "F", "\u0301": "S", "\u0309": "R", "\u0303": "X", "\u0323": "J" }

export const fold = text => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "")

/* A syllable with its tone apart, so that "hòa" and "hoà" are the same. */
function spelled(syllable) {
  let tone = ""
  const bare = syllable.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, mark => { tone += TONES[mark]; return "" })
  return { letters: bare.normalize("NFC"), tone, folded: fold(syllable) }
}

/* The syllables of a text in order, abbreviations said in full, and where each stands: [start, end). */
function spoken(text, short) {
  const said = []
  for (const found of text.matchAll(WORD)) {
    const word = found[0].toLowerCase()
    const full = short.get(word)
    const at = { start: found.index, end: found.index + found[0].length }
    for (const syllable of full || [word]) said.push({ ...spelled(syllable), ...at, whole: Boolean(full) })
  }
  return said
}

/* What was typed: its terms, the last of which may go on, and whether any mark was typed. */
export function question(typed, abbreviations) {
  const text = typed.normalize("NFC")
  const short = new Map()
  for (const [word, full] of Object.entries(abbreviations)) {
    for (const each of [word, fold(word)]) short.set(each, full.split(" "))
  }
  const terms = spoken(text, short).slice(0, TERMS)
  const last = terms[terms.length - 1]
  for (const term of terms) term.open = term === last && term.end === text.length && !term.whole
  return { terms, marked: terms.some(isMarked) }
}

/* The terms without the word of address they begin with; null when they begin with none, or hold nothing else. */
function untitled(terms) {
  const words = terms.map(term => term.folded)
  const titles = words[0] === "dong" && words[1] === "chi" || words[0] === "d" && words[1] === "c" ? 2 : TITLES.has(words[0]) ? 1 : 0
  return titles && terms.length > titles ? terms.slice(titles) : null
}

const isMarked = term => term.tone !== "" || term.letters !== term.folded

/* Whether a syllable is spelled as the term; of a question with marks, a term without any may be spelled in any way. */
function agrees(term, syllable, marked) {
  if (marked && !isMarked(term)) return true
  if (!term.open) return syllable.letters === term.letters && syllable.tone === term.tone
  const goesOn = syllable.letters.length > term.letters.length
  return syllable.letters.startsWith(term.letters) && (syllable.tone === term.tone || (goesOn && !term.tone))
}

const matches = (term, syllable) => (term.open ? syllable.folded.startsWith(term.folded) : syllable.folded === term.folded)

/* --- The index --- */

export function openIndex(address) {
  const loaded = new Map()

  function load(path, options) {
    if (!loaded.has(path)) {
      const asked = fetch(new URL(path, address), options)
        .then(answer => { if (!answer.ok) throw new Error(`${answer.status} ${path}`); return answer.json() })
      // What failed is forgotten, the table of contents too: the site may have been built anew meanwhile.
      asked.catch(() => { loaded.delete(path); loaded.delete("muc-luc.json") })
      loaded.set(path, asked)
    }
    return loaded.get(path)
  }

  const file = (names, number) => load(`du-lieu/${names.slice(number * DIGITS, (number + 1) * DIGITS)}.json`)

  async function contents() {
    const found = await load("muc-luc.json", { cache: "no-cache" })
    if (found.format !== FORMAT) throw new Error("format")
    return found
  }

  /* Every key of a part of the index that is `key`, or begins with it: its spellings, and the numbers that have each. */
  async function entries({ first, files }, key, open) {
    let at = first.length
    while (at > 0 && first[at - 1] > key) at -= 1
    const wanted = [Math.max(at - 1, 0)]
    while (open && wanted.length < PREFIX && at < first.length && first[at].startsWith(key)) wanted.push(at++)
    if (!first.length) return []
    const shards = await Promise.all(wanted.map(number => file(files, number)))
    const found = []
    for (const shard of shards) {
      const keys = open ? Object.keys(shard).filter(each => each.startsWith(key)) : [key]
      for (const each of keys) if (shard[each] instanceof Object) found.push([each, shard[each]])
    }
    return found
  }

  /* By number, how well it has `terms` side by side: 4 for whole words, and of the spelling and of standing in a name
     2 for the one and 1 for the other. Marks are typed by someone who means them; without any, a name counts for more. */
  async function having(part, terms, marked) {
    const key = terms.map(term => term.folded).join(" ")
    const open = terms[terms.length - 1].open
    const best = new Map()
    for (const [found, spellings] of await entries(part, key, open)) {
      const whole = found === key ? 4 : 0
      for (const [spelling, places] of Object.entries(spellings)) {
        const syllables = spelling.split(" ").map(parted)
        const exact = terms.every((term, index) => agrees(term, syllables[index], marked)) ? (marked ? 2 : 1) : 0
        places.forEach((steps, place) => {
          const value = whole + exact + (place ? 0 : marked ? 1 : 2)
          let number = 0
          for (const step of steps) {
            number += step
            if (!(best.get(number) >= value)) best.set(number, value)
          }
        })
      }
    }
    return best
  }

  /* What has all of the groups of terms: each number with what is so of every group. */
  async function havingAll(part, groups, marked) {
    const found = await Promise.all(groups.map(terms => having(part, terms, marked)))
    const [least = [], ...others] = found.sort((a, b) => a.size - b.size)
    const all = new Map()
    for (const [number, value] of least) {
      if (others.every(other => other.has(number))) all.set(number, others.reduce((shared, other) => shared & other.get(number), value))
    }
    return all
  }

  return {
    contents,

    /* What a question finds: by kind, numbers best first; and the terms, to show where they stand. */
    async find(typed) {
      const index = await contents()
      const { terms, marked } = question(typed, index.abbreviations)
      const isShort = !terms.length || (terms.length === 1 && terms[0].folded.length < 2)
      if (isShort) return { terms, marked, isShort, total: 0, groups: [] }
      const starts = terms.map((_term, at) => at).filter(at => at % 2 === 0 && at < terms.length - 2)
      const pairs = terms.length > 1 ? [...starts, terms.length - 2].map(at => terms.slice(at, at + 2)) : []
      const named = untitled(terms)
      const [phrases, scattered, called] = await Promise.all([
        havingAll(index.pairs, pairs, marked),
        havingAll(index.syllables, terms.map(term => [term]), marked),
        named ? havingAll(index.syllables, named.map(term => [term]), marked) : new Map(),
      ])
      const found = new Map([...phrases].map(([number, value]) => [number, value + 8]))
      // All words of the question somewhere in its names is a find; somewhere in a long text it is chance, for want of better.
      const inNames = value => (value & (marked ? 1 : 2)) !== 0
      // Spelled with marks and found as spelled, scattered words are worth a look where there is little else.
      const isMeant = value => marked && (value & 2) !== 0 && found.size < FEW
      for (const isFind of [inNames, isMeant, () => !found.size || !pairs.length]) {
        const added = [...scattered].filter(([number, value]) => !found.has(number) && isFind(value))
        for (const [number, value] of added) found.set(number, value)
      }
      const people = new Set() // asked for as one speaks of them: "chị Trang", "đồng chí Trang"
      const firstPerson = index.kinds[0]
      const isName = [...phrases.values()].some(inNames) // a place may be called as one speaks to an uncle
      for (const [number, value] of isName ? [] : called) {
        if (number < firstPerson || number >= firstPerson + index.kinds[1] || !inNames(value)) continue
        people.add(number)
        found.set(number, value + 16)
      }
      const groups = []
      let from = 0
      KINDS.forEach((kind, at) => {
        const to = from + index.kinds[at]
        const numbers = [...found.keys()].filter(number => number >= from && number < to)
        numbers.sort((a, b) => found.get(b) - found.get(a) || a - b)
        if (numbers.length) groups.push({ kind, numbers, best: found.get(numbers[0]) })
        from = to
      })
      groups.sort((a, b) => b.best - a.best || FIRST.indexOf(a.kind) - FIRST.indexOf(b.kind))
      const short = new Map(Object.entries(index.abbreviations).map(([word, full]) => [word, full.split(" ")]))
      return {
        terms,
        marked,
        isShort,
        total: found.size,
        groups,
        isPhrase: number => phrases.has(number) && !people.has(number),
        asked: number => ({ terms: people.has(number) ? named : terms, marked }),
        // Of this table of contents: another one, after the site was built anew, may number them otherwise.
        item: async number => ({ ...await file(index.records, number), short }),
      }
    },
  }
}

function parted(spelling) {
  const letters = spelling.replace(/[FSRXJ]+$/, "")
  return { letters, tone: spelling.slice(letters.length) }
}

/* --- A match in its context --- */

/* Where the terms stand in a text, as [start, end), and what that is worth: side by side, else each for itself. */
function spans(text, { terms, marked }, short) {
  const said = spoken(text, short)
  const exact = (term, syllable) => matches(term, syllable) && agrees(term, syllable, marked)
  for (const test of [exact, matches]) {
    const found = []
    for (let at = 0; at + terms.length <= said.length; at += 1) {
      if (!terms.every((term, index) => test(term, said[at + index]))) continue
      found.push({ start: said[at].start, end: said[at + terms.length - 1].end })
    }
    if (found.length) return { text, found: joined(found), worth: (test === exact ? 3 : 2) * TERMS }
  }
  const single = said.filter(syllable => terms.some(term => matches(term, syllable)))
  const different = new Set(single.map(syllable => terms.findIndex(term => matches(term, syllable))))
  return { text, found: joined(single.map(({ start, end }) => ({ start, end }))), worth: different.size }
}

function joined(found) {
  const apart = []
  for (const each of found) {
    const last = apart[apart.length - 1]
    if (last && each.start <= last.end) last.end = Math.max(last.end, each.end)
    else apart.push({ ...each })
  }
  return apart
}

/* A text with its spans in <mark>, from `from` to `to`. */
function shown({ text, found }, from = 0, to = text.length) {
  const made = document.createDocumentFragment()
  let at = from
  for (const { start, end } of found) {
    if (end <= from || start >= to) continue
    made.append(text.slice(at, Math.max(start, at)))
    const mark = document.createElement("mark")
    mark.textContent = text.slice(Math.max(start, at), Math.min(end, to))
    made.append(mark)
    at = Math.min(end, to)
  }
  made.append(text.slice(at, to))
  return made
}

/* A line cut to what is around its first match. */
function excerpt(line) {
  const { text, found } = line
  let from = Math.max(0, found[0].start - BEFORE)
  let to = Math.min(text.length, from + AROUND)
  if (from) from = Math.min(text.indexOf(" ", from) + 1 || from, found[0].start)
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), found[0].end)
  const made = document.createDocumentFragment()
  made.append(from ? "… " : "", shown(line, from, to), to < text.length ? " …" : "")
  return made
}

/* What to show of an item: title, line below it, and the line of its text that says most of the question, if any does.
   Where the terms stand side by side in one of them, single words in the others are chance, and not marked. */
function matched(item, asked, isPhrase) {
  const told = item.text.split("\n").filter(line => line !== item.about)
  const [title, about, ...lines] = [item.title, item.about, ...told].map(text => spans(text, asked, item.short))
  const context = lines.reduce((best, line) => (line.worth > (best ? best.worth : 0) ? line : best), null)
  const most = Math.max(title.worth, about.worth, context ? context.worth : 0)
  const isWhole = isPhrase || most >= TERMS * 2 // where a phrase is in a name that is not shown, nothing is marked
  for (const each of [title, about]) if (isWhole && each.worth < TERMS) each.found = []
  return { title, about, context: context && (!isWhole || context.worth >= TERMS) ? context : null }
}

/* --- What a reader sees --- */

function element(tag, className, ...content) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...content)
  return made
}

const number = value => value.toLocaleString("vi-VN")

function entry(item, asked, isPhrase, root) {
  const { title, about, context } = matched(item, asked, isPhrase)
  const link = element("a", "sk-answer__title", shown(title))
  link.href = new URL(item.address || ".", root)
  const made = element("li", "sk-answer", link, element("p", "sk-answer__about", shown(about)))
  if (context) made.append(element("p", "sk-answer__context", excerpt(context)))
  return made
}

function summary({ groups, total }) {
  if (!total) return "Không tìm thấy kết quả nào."
  return `${number(total)} kết quả: ${groups.map(({ kind, numbers }) => `${number(numbers.length)} ${NOUNS[kind]}`).join(", ")}.`
}

function nothing(typed, base) {
  const told = element("div", "sk-answers__none")
  told.append(element("p", "", `Không tìm thấy “${typed.trim()}”. Thử gõ ít chữ hơn, một từ khác cùng nghĩa, hoặc chỉ tên riêng; có dấu hay không dấu đều được.`))
  const link = element("a", "", "Xem theo chữ cái, đơn vị, lĩnh vực")
  link.href = base
  told.append(element("p", "", link))
  return told
}

function failed(again) {
  const button = element("button", "sk-button", "Thử lại")
  button.type = "button"
  button.addEventListener("click", again)
  const told = element("div", "sk-answers__failed", element("p", "", "Chưa tải được dữ liệu tìm kiếm. Hãy kiểm tra kết nối mạng rồi thử lại."), button)
  return told
}

/* One list of answers, in `place`, to what is typed in `form`. `limit` says how many of a kind are shown at first, `more`
   makes what stands below a group that has more, `head` is the tag of a group's name; `done` hears each new state. */
function answers({ form, place, head, limit, more, done }) {
  const base = new URL(form.action)
  base.search = ""
  const root = new URL("..", base)
  const index = openIndex(base)
  const told = element("p", "sk-hidden")
  told.setAttribute("role", "status")
  form.append(told)
  let asked = 0
  let timer = null

  async function list(group, from, to, found) {
    const numbers = group.numbers.slice(from, to)
    const items = await Promise.all(numbers.map(found.item))
    return items.map((item, at) => entry(item, found.asked(numbers[at]), found.isPhrase(numbers[at]), root))
  }

  async function section(group, found) {
    const shown = limit(group.kind)
    const heading = element(head, "sk-answers__head", HEADS[group.kind], " ", element("span", "sk-answers__count", number(group.numbers.length)))
    heading.id = `sk-answers-${group.kind}`
    const listed = element("ol", "sk-answers__list", ...await list(group, 0, shown, found))
    listed.setAttribute("aria-labelledby", heading.id)
    const made = element("div", "sk-answers__group", heading, listed)
    if (group.numbers.length > shown) made.append(more({ group, found, listed, list }))
    return made
  }

  async function show(typed) {
    const turn = ++asked
    const stale = () => turn !== asked
    try {
      const found = await index.find(typed)
      if (stale()) return
      if (found.isShort) { empty(); return }
      const made = found.total
        ? await Promise.all(found.groups.map(group => section(group, found)))
        : [nothing(typed, base)]
      if (stale()) return
      place.replaceChildren(...made)
      told.textContent = summary(found)
      done({ typed, total: found.total, isOpen: true })
    } catch {
      if (stale()) return
      place.replaceChildren(failed(() => show(typed)))
      told.textContent = "Chưa tải được dữ liệu tìm kiếm."
      done({ typed, total: 0, isOpen: true })
    }
  }

  function clear() {
    asked += 1
    clearTimeout(timer)
    empty()
  }

  function empty() {
    place.replaceChildren()
    told.textContent = ""
    done({ typed: "", total: 0, isOpen: false })
  }

  index.contents().catch(() => {}) // while the first word is being typed

  return {
    show,
    clear,
    later(typed) {
      clearTimeout(timer)
      timer = setTimeout(() => (typed.trim() ? show(typed) : clear()), WAIT_MS)
    },
  }
}

/* Arrows go from the box to the answers and through them, Home and End to the first and the last. */
function arrows(input, area) {
  area.addEventListener("keydown", event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const links = [...area.querySelectorAll(".sk-answer__title, .sk-answers__all")]
    const at = links.indexOf(document.activeElement)
    const inBox = document.activeElement === input
    const to = event.key === "ArrowDown" ? (inBox ? 0 : at + 1)
      : event.key === "ArrowUp" ? at - 1
      : event.key === "Home" && at >= 0 ? 0
      : event.key === "End" && at >= 0 ? links.length - 1
      : null
    if (to === null || !links.length || (!inBox && at < 0) || (inBox && event.key !== "ArrowDown")) return
    event.preventDefault()
    if (to < 0) input.focus()
    else if (links[to]) links[to].focus()
  })
}

/* --- The box in the header: answers in a panel below it --- */

function attachPanel(form) {
  const input = form.elements.q
  const place = element("div", "sk-panel__answers")
  const panel = element("div", "sk-panel", place)
  panel.hidden = true
  panel.setAttribute("role", "region")
  panel.setAttribute("aria-label", "Kết quả tìm kiếm")
  form.append(panel)
  const all = element("a", "sk-answers__all")
  panel.append(all)

  const found = answers({
    form,
    place,
    head: "p",
    limit: kind => IN_PANEL[kind],
    more: ({ group }) => element("p", "sk-answers__rest", `và ${number(group.numbers.length - IN_PANEL[group.kind])} ${NOUNS[group.kind]} khác`),
    done({ typed, total, isOpen }) {
      panel.hidden = !isOpen
      all.hidden = !total
      const there = new URL(form.action)
      there.searchParams.set("q", typed.trim())
      all.href = there
      all.textContent = `Xem tất cả ${number(total)} kết quả`
      panel.scrollTop = 0
    },
  })
  arrows(input, form)
  input.addEventListener("input", () => found.later(input.value))
  input.addEventListener("focus", () => { if (panel.hidden && input.value.trim()) found.show(input.value) })
  form.addEventListener("submit", event => { if (!input.value.trim()) event.preventDefault() })
  form.addEventListener("keydown", event => {
    if (event.key !== "Escape" || panel.hidden) return
    event.stopPropagation() // the first closes the panel, the next one the box
    event.preventDefault()
    input.focus()
    found.clear()
  })
  // Who leaves while answers are still on their way has left, too.
  const leave = event => { if (!form.contains(event.target) && !event.target.closest(".sk-search-open")) found.clear() }
  document.addEventListener("focusin", leave)
  document.addEventListener("click", leave)
  if (input.value.trim()) found.later(input.value)
}

/* --- The search page: all answers, the question kept in the address --- */

function attachPage(form) {
  const input = form.elements.q
  const place = document.querySelector("[data-answers]")
  const title = document.title

  function moreOnPage({ group, found, listed, list }) {
    const button = element("button", "sk-button", "Xem thêm")
    button.type = "button"
    let shown = ON_PAGE
    button.addEventListener("click", async () => {
      button.disabled = true
      try {
        const added = await list(group, shown, shown + ON_PAGE, found)
        shown += ON_PAGE
        listed.append(...added)
        added[0].querySelector("a").focus()
        button.textContent = "Xem thêm"
      } catch {
        button.textContent = "Chưa tải được; thử lại"
      }
      button.disabled = false
      button.hidden = shown >= group.numbers.length
    })
    return element("p", "sk-answers__more", button)
  }

  const found = answers({
    form,
    place,
    head: "h2",
    limit: () => ON_PAGE,
    more: moreOnPage,
    done({ typed, isOpen }) {
      place.hidden = !isOpen
      document.title = typed.trim() ? `${typed.trim()} · ${title}` : title
    },
  })
  const here = typed => {
    const there = new URL(location.href)
    if (typed.trim()) there.searchParams.set("q", typed.trim())
    else there.searchParams.delete("q")
    return there
  }
  const recall = () => {
    input.value = new URL(location.href).searchParams.get("q") || ""
    if (input.value.trim()) found.show(input.value)
    else found.clear()
  }
  let isAnswered = Boolean(input.value.trim())
  arrows(input, form.parentElement)
  input.addEventListener("input", () => {
    // The question that was asked before stays behind: back leads to it.
    if (isAnswered && new URL(location.href).searchParams.get("q")) history.pushState(null, "", here(input.value))
    else history.replaceState(null, "", here(input.value))
    isAnswered = false
    address = location.search
    found.later(input.value)
  })
  form.addEventListener("submit", event => {
    event.preventDefault()
    const there = here(input.value)
    if (there.href !== location.href) history.pushState(null, "", there)
    isAnswered = true
    address = location.search
    if (input.value.trim()) found.show(input.value)
  })
  let address = location.search
  addEventListener("popstate", () => { // a link to a place on the page changes the address as well
    if (location.search !== address) recall()
    address = location.search
  })
  if (input.value.trim()) found.show(input.value)
  else recall()
}

export function attach(form) {
  if (form.dataset.search === "page") attachPage(form)
  else attachPanel(form)
}
