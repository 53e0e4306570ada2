/* In the frame: tells the page around how high it is, so that nothing has to scroll inside. Nothing else is told. */
(() => {
  "use strict"
  if (parent === self) return
  const tell = () => parent.postMessage({ sangkien: "height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")
  if (self.ResizeObserver) new ResizeObserver(tell).observe(document.body)
  addEventListener("load", tell)
  // The page around may have begun to listen after that.
  addEventListener("message", event => { if (event.source === parent && event.data && event.data.sangkien === "height?") tell() })
})()
