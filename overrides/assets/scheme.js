/* Before anything is painted: that scripts run, and whether the page is light or dark. */
(() => {
  const page = document.documentElement
  page.className = "js"
  // A page whose script does not come stands as for a reader without any: nothing is folded, cut or waiting.
  addEventListener("error", event => { if (event.target.localName === "script") page.className = "no-js" }, true)
  let chosen = null
  try { chosen = localStorage.getItem("sk-scheme") } catch { /* private windows have no memory */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches
  page.dataset.scheme = dark ? "dark" : "light"
})()
