// Loads the page again when another build is there. Part of `sangkien serve`, and of no site.
(() => {
  const epoch = document.currentScript.dataset.epoch
  let asking = null
  // Only the page that is looked at asks: a browser opens few connections to one server.
  const ask = async () => {
    if (document.hidden || asking) return
    asking = new AbortController()
    let pause = 0
    try {
      const answer = await fetch(`/.sangkien/${epoch}`, { signal: asking.signal, cache: "no-store" })
      if (answer.ok && (await answer.text()) !== epoch) return location.reload()
    } catch { pause = 1000 }
    asking = null
    setTimeout(ask, pause)
  }
  document.addEventListener("visibilitychange", () => document.hidden ? asking?.abort() : ask())
  ask()

  const panel = document.getElementById("sangkien-live")
  if (!panel) return
  if (panel.dataset.title) document.title = `${panel.dataset.title} · ${document.title}`
  // What was folded stays so from page to page, until another build has something to say.
  const remembered = `sangkien-live ${epoch}`
  const parts = [...panel.querySelectorAll(":scope > details")]
  const open = JSON.parse(sessionStorage.getItem(remembered) ?? "null")
  parts.forEach((part, index) => { if (open) part.open = open[index] })
  addEventListener("pagehide", () => sessionStorage.setItem(remembered, JSON.stringify(parts.map(each => each.open))))
  addEventListener("keydown", event => {
    const part = event.key === "Escape" && document.activeElement?.closest("#sangkien-live > details[open]")
    if (!part) return
    part.open = false
    part.querySelector("summary").focus()
  })
})()
