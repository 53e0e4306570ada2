/* The page of frames for other sites: the reader's choices change each code to paste and what is shown above it.
   Without this file the codes stand as they are, with what to change in them said below. */
(() => {
  "use strict"
  const form = document.querySelector("[data-embeds]")
  const widgets = [...document.querySelectorAll("[data-embed]")].map(section => ({
    frame: section.querySelector("iframe"),
    code: section.querySelector("textarea"),
    units: section.querySelector("[data-units]"),
    alone: section.querySelector(".sk-actions a"),
    address: section.dataset.embed,
  }))
  for (const each of widgets) {
    each.given = each.code.value
    each.title = each.frame.title
    each.link = each.alone.getAttribute("href")
  }

  const escaped = said => said.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

  function write() {
    const scheme = form.elements.nen.value
    for (const each of widgets) {
      const chosen = each.units && each.units.selectedOptions[0]
      const address = chosen ? chosen.value : each.address
      const title = chosen ? chosen.dataset.title : each.title
      const link = chosen ? chosen.dataset.link : each.link
      const code = each.given
        .replace(/src="[^"#]*#sang"/, () => `src="${escaped(address + scheme)}"`)
        .replace(/title="[^"]*"/, () => `title="${escaped(title)}"`)
      each.code.value = form.elements.cao.checked ? code : code.replace(/\n<script[^]*$/, "")
      each.frame.title = title
      each.alone.href = link
      if (each.frame.getAttribute("src") !== link + scheme) each.frame.src = link + scheme
    }
  }

  form.addEventListener("change", write)
  form.addEventListener("submit", event => event.preventDefault())
  for (const each of widgets) if (each.units) each.units.addEventListener("change", write)
  write() // a browser that comes back to the page may have kept the choices
})()
