/* Charts tell their values: the one nearest to the finger or pointer, or the next one by the arrow keys. The drawing
   holds the words already, a <g> with its <title> for each mark; without this file the table below it has them. */
(() => {
  "use strict"

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

  function shape(name, attributes) {
    const one = document.createElementNS("http://www.w3.org/2000/svg", name)
    for (const key of Object.keys(attributes)) one.setAttribute(key, attributes[key])
    return one
  }

  function enhance(figure) {
    const svg = figure.querySelector(".sk-chart")
    const reading = figure.querySelector(".sk-reading")
    if (!svg || !reading) return
    const across = svg.dataset.along === "x"
    const { width, height } = svg.viewBox.baseVal
    const marks = [...svg.querySelectorAll("g")].map(mark => {
      const box = mark.getBBox()
      const words = mark.firstElementChild.textContent
      return { box, words, x: box.x + box.width / 2, y: box.y + box.height / 2 }
    })
    if (across) marks.sort((a, b) => Math.round(a.x - b.x) || a.y - b.y) // of one day the report first
    const hint = reading.firstElementChild
    const said = document.createElement("span")
    const cross = shape("g", { class: "sk-cross" })
    let now = across ? marks.length - 1 : 0

    /* A slider, because that is what goes through values by arrow keys in every screen reader, under a finger too;
       it lies over the drawing, which stays an image with its own name. */
    const target = document.createElement("div")
    target.className = "sk-chart-figure__target"
    target.tabIndex = 0
    for (const [name, value] of Object.entries({
      "role": "slider", "aria-label": `Đọc từng số: ${svg.firstElementChild.textContent}`, "aria-valuemin": 1,
      "aria-valuemax": marks.length, "aria-orientation": across ? "horizontal" : "vertical",
    })) target.setAttribute(name, value)

    function tell(index) {
      now = Math.max(0, Math.min(index, marks.length - 1))
      target.setAttribute("aria-valuenow", now + 1)
      target.setAttribute("aria-valuetext", marks[now].words)
    }

    function show(index) {
      tell(index)
      const { box, words, x, y } = marks[now]
      const [first, ...rest] = words.split(": ")
      const lead = document.createElement("b")
      lead.textContent = first
      said.textContent = `: ${rest.join(": ")}`
      said.prepend(lead)
      hint.hidden = true
      reading.append(said)
      cross.textContent = ""
      if (across) cross.append(shape("path", { d: `M${x} ${y}V${svg.dataset.foot}` }), shape("circle", { cx: x, cy: y, r: box.height / 2 + 5 }))
      else cross.append(shape("rect", { x: -10, y: box.y, width: width + 20, height: box.height, rx: 6 }))
      svg.append(cross)
    }

    function end() {
      said.remove()
      cross.remove()
      hint.hidden = false
    }

    /* Across, what is above or below counts too, but little: it tells a dot of the curve from one on the axis. */
    function nearest(event) {
      const area = svg.getBoundingClientRect()
      const x = (event.clientX - area.left) * width / area.width
      const y = (event.clientY - area.top) * height / area.height
      const far = mark => (across ? Math.hypot(mark.x - x, (mark.y - y) / 6) : Math.abs(mark.y - y))
      show(marks.reduce((best, mark, index) => (far(mark) < far(marks[best]) ? index : best), 0))
    }

    target.addEventListener("pointerdown", nearest)
    target.addEventListener("pointermove", nearest)
    target.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") end() })
    target.addEventListener("focus", () => show(now))
    target.addEventListener("blur", end)
    target.addEventListener("keydown", event => {
      const { key } = event
      if (event.altKey || event.ctrlKey || event.metaKey) return // the browser's own: back, to the top
      if (key === "Escape") end()
      else if (key === "Home") show(0)
      else if (key === "End") show(marks.length - 1)
      else if (key in STEPS && (!across || key === "ArrowLeft" || key === "ArrowRight")) show(now + STEPS[key])
      else return
      event.preventDefault()
    })
    tell(now)
    svg.parentNode.append(target)
  }

  document.querySelectorAll(".sk-chart-figure").forEach(enhance)
})()
