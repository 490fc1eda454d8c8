"use strict";
// Server-sent events with a header or a body, which EventSource cannot carry. Started anew when silent or grown long.
const Pushed = (() => {
  const SILENCE_MS = 40000, AGAIN_MS = 2000, LONGEST = 500000;
  let line = null;

  /** take(value) at every change, lost(status) when the line ends: 0 if nobody answered. `body`: null for none. */
  function listen(url, body, take, lost) {
    let read = 0, heard = Date.now();
    const request = line = new XMLHttpRequest();
    const silent = setInterval(() => { if (Date.now() - heard > SILENCE_MS) request.abort(); }, AGAIN_MS);
    request.open("POST", url);
    Object.keys(Page.headers).forEach(name => request.setRequestHeader(name, Page.headers[name]));
    request.onprogress = () => {
      heard = Date.now();
      const end = request.status === 200 ? request.responseText.lastIndexOf("\n\n") : -1;
      if (end < read) return;
      request.responseText.slice(read, end).split("\n\n").forEach(event => {
        if (event.slice(0, 6) === "data: ") take(JSON.parse(event.slice(6)));
      });
      read = end + 2;
      if (read > LONGEST) request.abort();
    };
    request.onloadend = () => {
      clearInterval(silent);
      if (line !== request) return;
      if (read <= LONGEST) lost(request.status);
      setTimeout(() => { if (line === request) listen(url, body, take, lost); }, read > LONGEST ? 0 : AGAIN_MS);
    };
    request.send(body && JSON.stringify(body));
  }
  function stop() {
    const request = line;
    line = null;
    if (request) request.abort();
  }
  return { listen, stop };
})();
