/* A picture before and one after in one frame: the line between them follows the keyboard, the mouse, a finger.
   Without this file each still shows half; without scripts they stand side by side. */
(() => {
  "use strict"

  function compare(pair) {
    const stage = document.createElement("div")
    stage.className = "sk-compare__stage"
    const slider = document.createElement("input")
    slider.className = "sk-compare__slider"
    slider.type = "range"
    slider.setAttribute("aria-label", "Kéo để so sánh trước và sau")
    const line = document.createElement("span")
    line.className = "sk-compare__line"
    stage.append(slider, line)

    function show(percent) {
      slider.value = percent // which rounds it, and keeps it from 0 to 100
      pair.style.setProperty("--sk-cut", `${slider.value}%`)
      slider.setAttribute("aria-valuetext", `Thấy ${slider.value}% ảnh trước, ${100 - slider.value}% ảnh sau`)
    }

    function follow(event) {
      const { left, width } = stage.getBoundingClientRect()
      show(100 * (event.clientX - left) / width)
    }

    slider.addEventListener("input", () => show(slider.value))
    // A finger that touches may be about to scroll the page: the line waits until it moves sideways, or taps.
    let start = null, held = false
    stage.addEventListener("pointerdown", event => {
      if (event.button) return
      stage.setPointerCapture(event.pointerId)
      start = event
      held = event.pointerType === "mouse"
      if (held) follow(event)
    })
    stage.addEventListener("pointermove", event => {
      if (!stage.hasPointerCapture(event.pointerId)) return
      held = held || Math.abs(event.clientX - start.clientX) > Math.abs(event.clientY - start.clientY)
      if (held) follow(event)
    })
    stage.addEventListener("click", event => { follow(event); slider.focus({ preventScroll: true }) })

    const end = pair.querySelector(".sk-compare__end")
    const button = end.querySelector("button")
    const apart = button.textContent
    button.addEventListener("click", () => {
      button.textContent = pair.classList.toggle("is-apart") ? "Đặt hai ảnh lên nhau để so sánh" : apart
      pair.scrollIntoView({ block: "nearest" })
    })

    pair.insertBefore(stage, end)
    show(50)
  }

  document.querySelectorAll(".sk-compare").forEach(compare)
})()
