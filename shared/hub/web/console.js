"use strict";
// The manager's console: a ticket found by its number with its story, what may be done about it, windows, warnings.
(() => {
  const { $, t, pick, set, make } = Page;
  const REASONS = ["papers", "mobility", "continued", "recusal", "other"];
  const PAUSES = ["break", "lunch", "meeting", "handover", "system", "other"];
  const OUTCOMES = ["fixed", "explained", "mistaken", "unreachable"];
  const KEYS = { phone: "F6", note: "F6", settle: "F7", assign: "F6", requeue: "F7", resume: "F7", cancel: "F8", pause: "F6", finish: "F7", close: "F8" };
  const MINE = { waiting: ["assign", "cancel"], missed: ["assign", "requeue", "cancel"], parked: ["assign", "resume", "cancel"] };
  const THEIRS = { idle: ["pause", "close"], ready: ["pause", "close"], paused: ["close"], serving: ["finish"] };
  const MINUTE_MS = 60000, REVEALED_MS = 120000;
  let hall = null, ticket = null, desk = "", review = "", phone = "", busy = false, skew = 0, said = null, clerk = "";

  const seat = id => hall.windows.filter(each => each.id === id)[0];
  /** Where the ticket that is shown stands at a window. */
  const there = () => hall.windows.filter(each => each.number === ticket.status.number).map(each => each.id + each.state).join();
  const rated = () => hall.reviews.filter(each => each.id === review)[0];
  const due = each => t(each.due < hall.day ? "console.review.late" : "console.review.due", { date: Page.date(new Date(each.due + "T00:00")) });
  const clock = ms => Page.clock(new Date(ms));
  const known = (key, other) => (Page.knows(key) ? key : other);
  const reasons = codes => codes.map(code => t(known("reason." + code, "reason.other"))).join(" · ");

  function person(by) {
    const parts = by.split(":"), key = "console.by." + parts[0];
    return Page.knows(key) ? t(key, { name: parts.slice(1).join(":") }) : by;
  }
  function happened(step) {
    const facts = {};
    Object.keys(step.facts).forEach(name => {
      const value = step.facts[name];
      if (name === "reasons") facts[name] = reasons(value);
      else if (name === "grade") facts[name] = [t("grade." + value), reasons(step.facts.reasons)].filter(Boolean).join(" · ");
      else if (name === "reason") facts[name] = value ? t(known("counter.special." + value, "counter.special.other")) : "";
      else facts[name] = Array.isArray(value) ? Page.list(value) : typeof value === "object" ? pick(value) : value;
    });
    return t("console.story." + step.what, facts).trim();
  }
  function warned(row) {
    const at = row.detail.indexOf("/"), device = row.detail.slice(0, at), what = row.detail.slice(at + 1);
    if (!row.detail) return t("display.wall.warned-" + row.code, { subject: row.subject, name: pick(row.name), value: row.value });
    if (device === "help") return t(what === "manager" || what === "coming" ? "device.help-manager" : "device.help", { name: row.subject });
    const kind = t(known("device.kind." + device, "device.kind.board"));
    return t("device.said", { name: row.subject, device: kind, what: t(known("device.what." + what, "device.what.other")) });
  }
  function machine(id) {
    const parts = id.split(":"), key = "console.machine-" + parts[0];
    return Page.knows(key) ? t(key, { name: parts.slice(1).join(":") }) : id;
  }

  function say(key, params) { said = { key, params }; outcome(); }
  function refuse(status, problem) { said = { status, problem }; outcome(); }
  function outcome() {
    const { key, params, status, problem } = said || {}, own = "console.refused." + (problem && problem.code);
    const why = problem && Page.knows(own) ? t(own, problem.params) : status ? Page.refusal(problem) : t("phone.page.away");
    set("done", key ? t(key, params) : "");
    set("refused", said && !key ? why : "");
  }
  function send(url, body, done) {
    if (busy) return;
    busy = true;
    said = null;
    outcome();
    Page.ask("POST", "/api/v1/" + url, body, (status, value) => {
      busy = false;
      if (status === 200) return done(value);
      if (status === 401) return leave();
      refuse(status, value);
    });
  }
  /** Show this window or this rating, or neither, in place of what is shown. */
  function open(window, rating) {
    ticket = said = null;
    phone = "";
    desk = window;
    review = rating;
    outcome();
    Sheet.close();
    render();
  }
  function choose(window, rating) {
    $("number").value = "";
    open(window, rating);
  }
  function find(number, then) {
    look(number, () => true, () => {
      desk = review = phone = "";
      Sheet.close();
      then();
    });
  }
  /** Its story as it is now, unless it is no longer `wanted` when the answer comes. */
  function look(number, wanted, then) {
    Page.ask("GET", "/api/v1/console/tickets/" + encodeURIComponent(number), null, (status, value) => {
      if (status === 401) return leave();
      if (!wanted()) return;
      if (status === 404) open("", "");
      if (status !== 200) return refuse(status, value);
      ticket = value;
      then();
      render();
    });
  }

  function assign() {
    const { status, able } = ticket, choices = able.map(seat).filter(Boolean).map(each => (
      { value: each.id, text: t("console.window", { window: each.label }), note: t("console.waiting", { n: each.waiting }) }));
    const reasons = choices.length ? REASONS.map(value => ({ value, text: t("counter.special." + value) })) : [], least = hall.reason_characters;
    Sheet.ask({
      title: t("console.assign.title", { number: status.number }), go: t("console.assign.do"), possible: choices.length > 0,
      line: t(choices.length ? "console.assign.line" : "console.assign.none"), choices, why: t("console.assign.why"), reasons,
      text: choices.length ? t("console.assign.text", { n: least }) : "", wants: { other: least }, short: t("refused.say-why", { characters: least }),
    }, (window, reason, text) => send("counters/" + encodeURIComponent(window) + "/assign", { ticket: ticket.ticket, reason, text },
      () => did("assign", { number: status.number, window: seat(window).label })));
  }
  const did = (verb, params) => find(params.number, () => say("console." + verb + ".done", params));
  const about = verb => send("tickets/" + ticket.ticket + "/" + verb, {}, () => did(verb, { number: ticket.status.number }));
  function cancel() {
    const number = ticket.status.number;
    Sheet.ask({ title: t("console.cancel.title", { number }), line: t("console.cancel.line"), go: t("console.cancel.do") }, () => about("cancel"));
  }
  function at(verb, body) {
    const { id, label, number } = seat(desk);
    send("counters/" + encodeURIComponent(id) + "/" + verb, body, () => {
      say("console." + verb + ".done", { window: label, number });
      Sheet.close();
    });
  }
  function close() {
    const window = seat(desk).label;
    Sheet.ask({ title: t("console.close.title", { window }), line: t("console.close.line"), go: t("console.close.do") }, () => at("close", {}));
  }
  function pause() {
    const reasons = PAUSES.map(value => ({ value, text: t("counter.pause." + value) }));
    Sheet.ask({ title: t("console.pause.title", { window: seat(desk).label }), line: "", reasons, go: t("console.pause.verb") },
      (none, reason) => at("pause", { reason }));
  }
  function settle() {
    const each = rated();
    Sheet.ask({
      title: t("console.settle.title", { number: each.number }), line: t("console.settle.line"), go: t("console.settle.do"),
      choices: OUTCOMES.map(value => ({ value, text: t("console.outcome." + value) })), text: t("console.settle.text"),
    }, (outcome, none, text) => send("reviews/settle", { review: each.id, outcome, text }, () => {
      Object.assign(each, { outcome, done: text, settled_by: clerk, settled_ms: Date.now() + skew, phone: "" });
      phone = "";
      Sheet.close();
      say("console.settle.done", { number: each.number });
      render();
    }));
  }
  const reveal = () => send("reviews/phone", { review }, value => {
    const number = phone = value.phone;
    setTimeout(() => { if (phone === number) phone = ""; render(); }, REVEALED_MS);
    render();
  });
  function note() {
    const { number } = rated();
    Sheet.ask({ title: t("console.note.title", { number }), line: t("console.note.line"), go: t("console.note.do"), text: t("console.note.text") },
      (choice, reason, text) => send("reviews/note", { review, phone: text }, () => {
        Sheet.close();
        say("console.note.done", { number });
        render();
      }));
  }
  const DO = { settle, note, phone: reveal, assign, cancel, close, pause, requeue: () => about("requeue"), resume: () => about("resume"), finish: () => at("finish", {}) };

  function verbs(names, params) {
    $("verbs").textContent = "";
    $("nothing").hidden = names.length > 0;
    names.forEach(name => {
      const button = make("button", "action", t("console." + name + ".verb", params));
      button.appendChild(make("kbd", "", KEYS[name]));
      button.onclick = () => {
        said = null;
        outcome();
        DO[name]();
      };
      button.value = KEYS[name];
      $("verbs").appendChild(button);
    });
  }
  function drawn(s) {
    if (s.status !== "waiting") return "";
    if (!s.main) return s.lots ? t("console.state.undrawn") : "";
    const how = ticket.steps.filter(step => /^(drawn|inherited|assign)/.test(step.what)).pop();
    const main = t(how && /^assign/.test(how.what) ? "console.state.named" : "console.state.at", { window: s.main });
    return s.reserves.length ? main + t("console.state.reserves", { windows: Page.list(s.reserves) }) : main;
  }
  function aside(told, callback, settled) {
    set("told", told);
    set("callback", callback);
    set("settled", settled);
  }
  function renderTicket() {
    const s = ticket.status, ahead = s.ahead ? "console.state.ahead" : "console.state.next";
    set("name", s.number);
    set("state", t("console.state." + s.status, { window: s.window }));
    set("facts", pick(s.service) + " · " + t("kind." + s.kind));
    set("where", s.status === "waiting" ? [t(ahead, { count: s.ahead, low: s.low_min, high: s.high_min }), drawn(s)].filter(Boolean).join(" · ") : "");
    aside("", "", "");
    verbs(MINE[s.status] || [], {});
    $("story").hidden = false;
    $("steps").textContent = "";
    ticket.steps.forEach(step => {
      const item = make("li");
      item.appendChild(make("time", "", clock(step.at_ms)));
      item.appendChild(make("span", "", happened(step)));
      item.appendChild(make("i", "", person(step.by)));
      $("steps").appendChild(item);
    });
  }
  function renderDesk() {
    const each = seat(desk);
    set("name", each.label);
    set("state", t("console.window", { window: each.label }) + " · " + t("counter.state." + each.state));
    set("facts", [each.clerk && t("console.by.clerk", { name: each.clerk }), t("console.waiting", { n: each.waiting })].filter(Boolean).join(" · "));
    set("where", "");
    aside("", "", "");
    verbs(THEIRS[each.state] || [], { number: each.number });
    $("story").hidden = true;
  }
  function renderReview() {
    const each = rated(), at = new Date(each.rated_ms);
    set("name", each.number);
    set("state", t("grade." + each.grade) + " · " + t("console.window", { window: each.window }));
    set("facts", [pick(each.service), Page.date(at) + " " + Page.clock(at)].join(" · "));
    set("where", reasons(each.reasons));
    aside(each.text && t("console.review.told", { text: each.text }), each.phone && t("console.review.phone", { phone: phone || each.phone }),
      each.outcome ? [t("console.outcome." + each.outcome), each.done].filter(Boolean).concat(t("console.taken", { who: t("console.by.clerk", { name: each.settled_by }), time: Page.date(new Date(each.settled_ms)) })).join(" · ") : due(each));
    verbs(each.outcome ? [] : !each.phone ? ["note", "settle"] : !phone ? ["phone", "settle"] : ["settle"], {});
    $("story").hidden = true;
  }
  function bad(each) {
    const late = !each.outcome && each.due < hall.day, line = make("div", "warning" + (late ? " red" : "")), look = make("button", "action", t("console.review.look"));
    if (late) line.appendChild(make("b", "", "■"));
    line.appendChild(make("span", "", each.number + " · " + t("grade." + each.grade)));
    line.appendChild(make("i", "muted", each.outcome ? t("console.outcome." + each.outcome) : due(each)));
    look.onclick = () => choose("", each.id);
    line.appendChild(look);
    $("graded").appendChild(line);
  }
  function tile(each) {
    const button = make("button", each.state), since = Math.max(0, Math.floor((Date.now() + skew - each.since_ms) / MINUTE_MS));
    button.appendChild(make("b", "sign", each.label));
    button.appendChild(make("span", "", t("counter.state." + each.state)));
    if (each.state !== "closed") button.appendChild(make("span", "", t("console.minutes", { n: since })));
    button.setAttribute("aria-pressed", String(each.id === desk));
    button.onclick = () => choose(each.id, "");
    $("windows").appendChild(button);
  }
  function alarm(row) {
    const line = make("div", "warning " + row.level), text = make("span", "", warned(row));
    line.appendChild(make("b", "", row.level === "red" ? "■" : "▲"));
    line.appendChild(text);
    if (row.taken_by) line.appendChild(make("i", "muted", t("console.taken", { who: row.taken_by, time: clock(row.taken_ms) })));
    else {
      const go = make("button", "action", t("console.take"));
      go.onclick = () => send("warnings/take", { warning: row.id }, () => {});
      line.appendChild(make("i", "muted", t("console.since", { time: clock(row.since_ms) }) + " "));
      line.appendChild(go);
    }
    $("warnings").appendChild(line);
  }
  function fallen(id) {
    const line = make("div", "out"), again = make("button", "action", t("console.readmit"));
    again.onclick = () => send("witnesses/readmit", { witness: id }, () => say("console.readmitted", { name: machine(id) }));
    line.appendChild(make("span", "", machine(id)));
    line.appendChild(again);
    $("out").appendChild(line);
  }
  /** Rebuild `box` unless it shows just this; the keyboard's place in it stays. */
  function refill(box, shown, fill) {
    const as = JSON.stringify([shown, document.documentElement.lang, desk]), place = Array.prototype.indexOf.call(box.querySelectorAll("button"), document.activeElement);
    if (box.shown === as) return;
    box.shown = as;
    box.textContent = "";
    shown.forEach(fill);
    const button = box.querySelectorAll("button")[place];
    if (button) button.focus();
  }
  function render() {
    if (!hall) return;
    set("hall", t("phone.page.hall") + " · " + t("console.title"));
    set("who", t("console.by.clerk", { name: clerk }));
    $("leave").hidden = false;
    $("calm").hidden = hall.warnings.length > 0;
    refill($("warnings"), hall.warnings, alarm);
    $("windows").className = hall.windows.length > 12 ? "many" : "";
    refill($("windows"), hall.windows.concat(Math.floor((Date.now() + skew) / MINUTE_MS)), each => { if (each.id) tile(each); });
    $("reviews").hidden = !hall.reviews.length;
    refill($("graded"), hall.reviews, bad);
    $("silent").hidden = !hall.out.length;
    refill($("out"), hall.out, fallen);
    if (!rated()) review = phone = "";
    $("none").hidden = Boolean(ticket || desk || review);
    $("subject").hidden = !$("none").hidden;
    if (!$("sheet").hidden) return;
    if (ticket) renderTicket();
    else if (desk) renderDesk();
    else if (review) renderReview();
  }
  function take(picture) {
    const first = !hall;
    const before = ticket && there();
    hall = picture;
    skew = picture.now_ms - Date.now();
    set("old", "");
    if (first) {
      Page.only("console");
      $("number").focus();
    }
    render();
    const shown = ticket;
    if (shown && there() !== before) look(shown.status.number, () => ticket === shown, () => {});
  }
  function lost(status) {
    if (status === 401 || status === 403) leave();
    else set("old", t("phone.page.away"));
  }
  function enter(session) {
    clerk = session.clerk;
    Page.headers["Fairhall-Session"] = session.session;
    Pushed.listen("/api/v1/console/stream", null, take, lost);
  }
  function leave() {
    Pushed.stop();
    sessionStorage.removeItem("console");
    delete Page.headers["Fairhall-Session"];
    hall = ticket = said = null;
    desk = review = phone = "";
    outcome();
    Sheet.close();
    $("leave").hidden = $("who").hidden = true;
    set("hall", t("phone.page.hall"));
    Page.only("sign-in");
    $("clerk").focus();
  }
  $("door").onsubmit = event => {
    event.preventDefault();
    Page.ask("POST", "/api/v1/console/session", { clerk: $("clerk").value, password: $("password").value }, (status, value) => {
      $("password").value = "";
      set("wrong", status === 201 ? "" : status ? Page.refusal(value) : t("phone.page.away"));
      if (status !== 201) return $("password").focus();
      sessionStorage.setItem("console", JSON.stringify(value));
      enter(value);
    });
  };
  $("leave").onclick = () => Page.ask("POST", "/api/v1/console/sign-out", {}, leave);
  $("finder").onsubmit = event => {
    event.preventDefault();
    const number = $("number").value.trim().toUpperCase();
    said = null;
    outcome();
    Sheet.close();
    if (number) find(number, () => $("number").select());
  };
  $("back").onclick = () => {
    Sheet.close();
    render();
    $("number").focus();
  };
  document.addEventListener("keydown", event => {
    if ($("console").hidden) return;
    const button = Array.from($("verbs").children).filter(each => each.value === event.key)[0];
    if (event.key === "Escape") $("back").onclick();
    else if (event.key === "F3") $("number").select();
    else if (button && $("sheet").hidden && !$("subject").hidden) button.onclick();
    else return;
    event.preventDefault();
  });
  Page.rendering(() => { outcome(); render(); });
  const kept = sessionStorage.getItem("console");
  if (kept) enter(JSON.parse(kept));
  else leave();
})();
