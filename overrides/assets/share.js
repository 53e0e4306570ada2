/* Sharing: the phone's own share sheet with picture and words, and copying at a tap. Browsers inside messengers often
   have neither a share sheet nor the clipboard's interface: every way has one behind it, down to text that is selected.
   Without this file the pictures can be saved and the words selected all the same. */
(() => {
  "use strict"

  /* --- What this browser can do --- */

  const canShare = typeof navigator.share === "function"
  function canShareFiles(type) {
    try {
      return canShare && navigator.canShare({ files: [new File([new Blob(["a"])], "a.png", { type })] })
    } catch { return false }
  }
  const isPhone = matchMedia("(pointer: coarse)").matches

  /* --- What happened, said at the foot of the screen and by ear --- */

  const said = document.createElement("p")
  said.className = "sk-said"
  said.setAttribute("role", "status")
  document.body.append(said)
  let silence = 0
  function say(words) {
    clearTimeout(silence)
    said.textContent = words
    silence = setTimeout(() => { said.textContent = "" }, 8000)
  }

  /* --- Copying --- */

  function select(box) {
    box.focus({ preventScroll: true })
    box.select()
    box.setSelectionRange(0, box.value.length) // what select() leaves out on an iPhone
  }
  function copySelected(box) {
    select(box)
    try { return document.execCommand("copy") } catch { return false }
  }
  function copyAside(text) {
    const before = document.activeElement
    const box = document.createElement("textarea")
    box.value = text
    box.readOnly = true
    box.className = "sk-hidden"
    document.body.append(box)
    const done = copySelected(box)
    box.remove()
    if (before) before.focus({ preventScroll: true })
    return done
  }
  /* Whether `text` is in the clipboard now. `box` is where it stands on the page, if it does. */
  async function copy(text, box) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch { return box ? copySelected(box) : copyAside(text) }
  }
  async function copyAndSay(text, box, told) {
    if (await copy(text, box)) say(told)
    else if (box) { select(box); say("Chưa chép được. Chữ đã chọn sẵn: giữ ngón tay lên chữ rồi bấm Sao chép.") }
    else say(`Chưa chép được. Hãy chép tay: ${text}`)
  }

  /* --- The picture as a file: fetched before it is asked for, since a share sheet opens only right after a tap --- */

  const fetched = new Map()
  const ready = new Map()
  function prepare({ address, name, type }) {
    if (!fetched.has(address)) {
      const file = fetch(address)
        .then(answer => { if (!answer.ok) throw new Error(answer.status); return answer.blob() })
        .then(blob => new File([blob], name, { type }))
      fetched.set(address, file)
      file.then(done => ready.set(address, done), () => fetched.delete(address))
    }
    return fetched.get(address)
  }

  /* Opens the share sheet; gives "sent", "closed", "late" (the tap is too long ago: tap again) or "failed". */
  async function send(picture, title, text) {
    const withFile = canShareFiles(picture.type)
    let file = ready.get(picture.address)
    if (withFile && !file) file = await prepare(picture).catch(() => null)
    const all = { title, text }
    if (withFile && file) all.files = [file]
    if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {}) // many an app takes the picture only
    try {
      await navigator.share(all)
      return "sent"
    } catch (error) {
      if (error.name === "AbortError") return "closed"
      return error.name === "NotAllowedError" && file ? "late" : "failed"
    }
  }
  const TOLD = {
    sent: "Đã mở ứng dụng. Nếu chỉ thấy ảnh, hãy dán: lời đã được chép sẵn.",
    late: "Ảnh đã sẵn sàng. Chạm lần nữa để gửi.",
    closed: "",
  }

  /* --- A share page: the chosen picture, any of the captions --- */

  const page = document.querySelector("[data-share-page]")
  if (page) {
    const title = document.querySelector("h1").textContent.replace(/^Chia sẻ: /, "")
    const chosen = () => {
      const choice = page.querySelector(".sk-formats__choice:checked")
      const figure = page.querySelector(`[data-format="${choice.id.replace("anh-", "")}"]`)
      const name = figure.querySelector("[download]").getAttribute("download")
      return { address: figure.querySelector("img").src, name, type: name.endsWith(".jpg") ? "image/jpeg" : "image/png" }
    }
    const withFiles = canShareFiles(chosen().type)
    if (withFiles) {
      page.querySelector(".sk-take__instead").hidden = true
      for (const each of page.querySelectorAll("[data-only-files]")) each.hidden = false
      addEventListener("load", () => prepare(chosen()).catch(() => {})) // shown already: no second download
      page.addEventListener("change", () => prepare(chosen()).catch(() => {}))
    }
    const first = page.querySelector(".sk-take__first button")
    if (canShare) first.textContent = withFiles ? "Gửi ảnh và lời" : "Gửi lời và liên kết"

    for (const button of page.querySelectorAll("[data-send]")) {
      const box = document.getElementById(button.dataset.send)
      button.addEventListener("click", async () => {
        const outcome = canShare ? await send(chosen(), title, box.value) : "failed"
        if (outcome === "failed") await copyAndSay(box.value, box, "Đã chép lời. Tải ảnh rồi dán cả hai vào Zalo hay Facebook.")
        else say(TOLD[outcome])
      })
    }
  }

  /* --- Copying, on every page that has it; a link goes where it leads all the same --- */

  for (const each of document.querySelectorAll("[data-copy], [data-copy-text]")) {
    const box = document.getElementById(each.dataset.copy)
    const told = each.dataset.told ? each.dataset.told : each.dataset.copyText ? "Đã chép liên kết." : each.href ? "Đã chép lời: dán vào bài đăng." : "Đã chép. Dán vào Zalo hay Facebook."
    each.addEventListener("click", () => copyAndSay(box ? box.value : each.dataset.copyText, each.href ? null : box, told))
  }

  /* --- The row of other pages: on a phone that shares files, one tap opens the sheet --- */

  for (const link of document.querySelectorAll("a[data-send]")) {
    const { type, name, title, words } = link.dataset
    const picture = { address: new URL(link.dataset.picture, location).href, name, type }
    if (!isPhone || !canShareFiles(type)) continue
    link.parentElement.querySelector("[data-plain]").hidden = true
    link.parentElement.querySelector("[data-more]").hidden = false
    link.setAttribute("role", "button")
    for (const early of ["pointerdown", "focus"]) link.addEventListener(early, () => prepare(picture).catch(() => {}))
    link.addEventListener("keydown", event => { if (event.key === " ") { event.preventDefault(); link.click() } })
    link.addEventListener("click", async event => {
      event.preventDefault()
      const outcome = await send(picture, title, words)
      if (outcome === "failed") location.href = link.href
      else say(TOLD[outcome])
    })
  }
})()
