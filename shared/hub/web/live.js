"use strict";
// A page that changes by itself: what the hub pushes, and what is said while nothing comes.
const Live = (() => {
  const SILENCE_MS = 40000, AGAIN_MS = 5000;
  const { t, set, clock } = Page;

  /** take(value) at every change; a line that falls silent is said under the header, and tried again. */
  function listen(url, take) {
    let source = null, heard = Date.now(), last = null, lost = false;
    function say() {
      set("old", !lost ? "" : last ? t("phone.page.old", { time: clock(last) }) : t("phone.page.away"));
    }
    function alive() {
      heard = Date.now();
      last = new Date();
      lost = false;
      say();
    }
    function open() {
      if (source) source.close();
      heard = Date.now();
      source = new EventSource(url);
      source.onmessage = event => { alive(); take(JSON.parse(event.data)); };
      source.addEventListener("still", alive);
      source.onerror = () => { lost = true; say(); };
    }
    setInterval(() => {
      if (Date.now() - heard > SILENCE_MS) lost = true;
      if (lost) say();
      if (source.readyState === EventSource.CLOSED || Date.now() - heard > SILENCE_MS) open();
    }, AGAIN_MS);
    Page.rendering(say);
    open();
  }
  return { listen };
})();
