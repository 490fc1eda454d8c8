"use strict";
// The keypad on a counter's tablet: who was served there rates it. Both languages at once, Chinese first.
(() => {
  const { $, all, said, make } = Page;
  const ENDED_MS = 60000, AGAIN_MS = 2000, REASON_MS = 20000, SHOWN_MS = 4000, TICK_MS = 250, TRIES = 4;
  const token = decodeURIComponent(location.hash.slice(1));
  const now = () => performance.now();
  const name = picture => picture.ticket + "#" + picture.visit;
  let mode = "idle", asked = null, settled = "", until = 0, whole = 1, grade = 0;

  function say(element, words) {
    element.textContent = words[0];
    element.appendChild(make("span", "en", words[1]));
  }
  function label(button, words) {
    const text = button.appendChild(make("span"));
    text.appendChild(make("b", "", words[0]));
    text.appendChild(make("span", "en", words[1]));
  }
  function button(box, words, press) {
    const made = box.appendChild(make("button"));
    label(made, words);
    made.onclick = () => press(made);
    return made;
  }
  all("[data-both]").forEach(element => (element.tagName === "BUTTON" ? label : say)(element, said(element.getAttribute("data-both"))));
  Faces.GRADES.forEach(value => {
    const made = button($("faces"), said("grade." + value), () => press(value));
    made.insertBefore(Faces.face(value, 170), made.firstChild);
  });
  const chips = Faces.REASONS.map(code => {
    const chip = button($("reasons"), said("reason." + code), () => mark(chip, !marked(chip)));
    chip.value = code;
    return chip;
  });
  Page.set("hall", said("phone.page.hall").filter((name, n, names) => names.indexOf(name) === n).join(" · "));
  $("done").appendChild(Faces.done(200));
  all("[data-skip]").forEach(skip => { skip.onclick = () => { settled = name(asked); show("idle"); }; });
  $("send").onclick = () => send(chips.filter(marked).map(chip => chip.value));

  const marked = chip => chip.getAttribute("aria-pressed") === "true";
  function mark(chip, on) {
    chip.setAttribute("aria-pressed", String(on));
    $("send").disabled = !chips.some(marked);
  }
  function show(next, ms) {
    mode = next;
    whole = Math.max(1, ms || 0);
    until = now() + (ms || 0);
    all("main>section").forEach(section => { section.hidden = section.id !== next; });
    tick();
  }
  function take(picture) {
    $("lost").hidden = true;
    Page.set("label", said("phone.page.window", { window: picture.label }).join(" · "));
    Page.set("sign", picture.label);
    const current = asked && name(asked) === name(picture), open = name(picture) !== settled;
    if (picture.state === "ask" && open) {
      if (current && mode !== "idle") return;
      asked = picture;
      say($("question"), said("keypad.ask", { number: picture.number }));
      show("ask", picture.seconds * 1000);
    } else if (picture.state === "reason" && open) {
      if (current && (mode === "reason" || mode === "sending")) return;
      asked = picture;
      askReason(picture.grade, Math.min(REASON_MS, picture.seconds * 1000));
    } else if (picture.given && current && open) {
      if (mode !== "sending") thank();
    } else if (mode === "ask" || mode === "ended") show("idle");
  }
  function press(value) {
    grade = value;
    if (value > Faces.BAD) send([]);
    else askReason(value, REASON_MS);
  }
  function askReason(value, ms) {
    grade = value;
    chips.forEach(chip => mark(chip, false));
    say($("graded"), [0, 1].map(n => said("phone.rate.chosen", { grade: said("grade." + value)[n] })[n]));
    show("reason", ms);
  }
  function thank() {
    settled = name(asked);
    show("thanks", SHOWN_MS);
  }
  /** The same press again under its own key while nobody answers. */
  function send(reasons) {
    const mine = asked, key = Page.key();
    const body = { keypad: token, ticket: mine.ticket, visit: mine.visit, grade, reasons, source: "screen" };
    const attempt = left => Page.ask("POST", "/api/v1/evaluations", body, (status, answer) => {
      if ((!status || status >= 500) && left) return setTimeout(attempt, AGAIN_MS, left - 1);
      if (mine !== asked || mode !== "sending") return;
      const again = answer && (answer.rejected === "repeated" || answer.code === "already-evaluated");
      if (again || (status === 201 && !answer.rejected)) return thank();
      settled = name(mine);
      show("failed", SHOWN_MS);
    }, key);
    show("sending");
    attempt(TRIES - 1);
  }
  function tick() {
    const left = Math.max(0, until - now());
    if (mode === "ask" || mode === "reason") {
      all("[data-left]").forEach(element => { element.textContent = Math.ceil(left / 1000); });
      all("[data-bar]").forEach(element => { element.style.width = (100 * left) / whole + "%"; });
    }
    if (left || ["ask", "reason", "thanks", "failed"].indexOf(mode) < 0) return;
    if (asked && mode !== "ask") settled = name(asked);
    show("idle");
  }
  function listen() {
    Pushed.listen("/api/v1/keypad/stream", { token }, take, status => {
      $("lost").hidden = status === 401;
      if (status !== 401) return;
      Pushed.stop();
      show("ended");
      setTimeout(listen, ENDED_MS);
    });
  }
  function awake() {
    if (navigator.wakeLock && document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {});
  }
  document.addEventListener("visibilitychange", awake);
  addEventListener("hashchange", () => location.reload());
  setInterval(tick, TICK_MS);
  awake();
  listen();
})();
