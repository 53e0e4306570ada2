/* In an archive, first of all scripts: a page opened from a disk may fetch nothing and import no module. Here both are
   done by classic scripts, which it may load: data was written as such beside each page, and so was the search. */
(() => {
  "use strict"

  const root = new URL("..", document.currentScript.src)
  const loading = new Map()
  const data = new Map()
  const modules = new Map()

  function load(address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, failed) => {
        const script = document.createElement("script")
        script.src = address
        script.onload = done
        script.onerror = () => { loading.delete(address); script.remove(); failed(new TypeError(address)) }
        document.head.append(script)
      }))
    }
    return loading.get(address)
  }

  window.sangkienArchive = {
    take: (path, content) => data.set(path, content),
    provide: (name, exported) => modules.set(name, exported),
    async import(folder, name) {
      const [file] = name.replace("./", "").split("?")
      await load(new URL(`${folder}/${file}`, root).href)
      return modules.get(file)
    },
  }

  window.fetch = async asked => {
    const { origin, protocol, pathname } = new URL(asked, location.href)
    const path = pathname.slice(root.pathname.length)
    const isHere = origin === root.origin && protocol === root.protocol && pathname.startsWith(root.pathname)
    if (!isHere || !path.endsWith(".json")) throw new TypeError(`not in the archive: ${asked}`)
    await load(new URL(`${path}.js`, root).href)
    return { ok: true, status: 200, json: async () => data.get(path) }
  }

  // Some browsers let no page of a disk change its address: then the choice is not kept in it, and all else works.
  for (const name of ["pushState", "replaceState"]) {
    const change = history[name].bind(history)
    history[name] = (...told) => { try { change(...told) } catch { /* as said */ } }
  }

  // Links that scripts make lead to folders; without a server a folder's page has to be named.
  for (const kind of ["pointerdown", "focusin", "click"]) {
    addEventListener(kind, event => {
      const link = event.target instanceof Element && event.target.closest("a[href]")
      if (link && link.href.startsWith(root.href) && link.pathname.endsWith("/")) link.pathname += "index.html"
    }, true)
  }
})()
