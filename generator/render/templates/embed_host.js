/* On the page around: gives each frame of this campaign the height that it asks for, and nothing to anybody else. */
(() => {
  "use strict"
  const LOWEST = 60, HIGHEST = 4000
  const home = new URL("./", document.currentScript.src)
  const ours = () => [...document.getElementsByTagName("iframe")].filter(frame => frame.src.startsWith(home.href))
  addEventListener("message", event => {
    const said = event.data
    if (event.origin !== home.origin || !said || said.sangkien !== "height" || !Number.isFinite(said.height)) return
    const frame = ours().find(each => each.contentWindow === event.source)
    if (frame) frame.style.height = `${Math.min(Math.max(said.height, LOWEST), HIGHEST)}px`
  })
  // Frames that were there before this file have spoken already. The question tells nothing, whoever hears it.
  const ask = () => { for (const frame of ours()) if (frame.contentWindow) frame.contentWindow.postMessage({ sangkien: "height?" }, "*") }
  ask()
  addEventListener("load", ask)
})()
