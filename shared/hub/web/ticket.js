"use strict";
// One ticket, pushed by the hub: waiting, called, moved, done, and the evaluation after it.
(() => {
  const { $, t, pick, set } = Page;
  const STEPS_MOST = 12, LINKS = ["draw", "draw-called", "draw-again", "draw-after"], THERE = ["serving", "missed", "parked"];
  const token = decodeURIComponent(location.pathname.split("/").pop());
  const paper = location.hash.slice(1);
  const settled = {};
  let shown = null, rung = "", asked = 0, thanked = false, calls = false, remind = false;

  const minutes = add => Page.clock(new Date(Date.now() + add * 60000));
  const seen = () => "moved-" + token;

  function waiting(s) {
    Page.only("waiting");
    set("number", s.number);
    set("main", s.main || "–");
    set("reserves", !s.main ? (s.lots ? t("phone.ticket.later") : "") : s.reserves.length ? t("phone.ticket.reserves", { windows: Page.list(s.reserves) }) : "");
    set("service", t("phone.ticket.sub", { service: pick(s.service), kind: t("kind." + s.kind) }));
    set("ahead", s.ahead ? t("phone.ticket.ahead", { count: s.ahead }) : t("phone.ticket.next"));
    set("range", s.high_min ? t("phone.ticket.range", { low: s.low_min, high: s.high_min, from: minutes(s.low_min), to: minutes(s.high_min) }) : t("phone.ticket.no-range"));
    set("as-told", s.high_min && s.as_told >= 0 ? t("phone.page.as-told", { count: s.as_told }) : "");
    const first = s.ahead_first > 0 ? t("phone.ticket.first", { count: s.ahead_first }) : "";
    const area = pick(s.area) ? t("phone.ticket.area", { area: pick(s.area) }) : "";
    set("place", [first, area].filter(Boolean).join(t("phone.page.between")));
    steps(s);
  }
  function steps(s) {
    const box = $("steps"), most = Math.max(s.ahead_first, s.ahead), whole = Math.min(STEPS_MOST, most);
    box.textContent = "";
    box.hidden = whole < 2;
    const done = most ? Math.floor((whole * (most - s.ahead)) / most) : 0;
    for (let n = 0; n < whole; n++) box.appendChild(Page.make("i", n < done ? "done" : ""));
  }
  // as large as its style says, and as its length leaves room for
  function fit(id) {
    const sign = $(id);
    sign.style.fontSize = "";
    const room = $("called").clientWidth - 16, wide = sign.scrollWidth;
    if (wide > room) sign.style.fontSize = (parseFloat(getComputedStyle(sign).fontSize) * room) / wide + "px";
  }
  function called(s) {
    Page.only("called");
    set("called-number", s.number);
    set("called-window", s.window);
    ["called-number", "called-window"].forEach(fit);
    set("way", pick(s.way));
    set("come", s.come_s >= 60 ? t("phone.ticket.come", { minutes: Math.floor(s.come_s / 60) }) : "");
  }
  function moved(s) {
    Page.only("moved");
    set("was", s.printed);
    set("now", s.main);
    set("why", t("phone.ticket.why-" + (s.moved || "closed")));
    set("same", t("phone.ticket.same", { number: s.number }));
    set("printed", t("phone.ticket.printed", { window: s.printed }));
  }
  function plain(s) {
    const window = { window: s.window };
    Page.only("plain");
    set("plain-number", s.number);
    set("plain-window", s.window);
    $("plain-there").hidden = !s.window || THERE.indexOf(s.status) < 0;
    const done = s.status === "finished" && thanked;
    set("plain-title", t(done ? "phone.rate.thanks" : "phone.ticket." + s.status, window));
    set("plain-line", s.status === "serving" ? "" : t(done ? (calls ? "phone.rate.thanks-call" : "phone.rate.thanks-line") : "phone.ticket." + s.status + "-line", { window: s.window, days: s.review_days }));
  }
  function rating(s) {
    const left = s.rate.filter(each => !settled[each.visit]), next = left[0];
    if (!next) return false;
    asked = next.visit;
    set("rated", [t("phone.page.window", { window: next.window }), pick(next.service)].filter(Boolean).join(" · "));
    set("more", left.length > 1 ? t("phone.rate.more", { count: left.length - 1 }) : "");
    Rate.ask(token, s, next, called => thank(next.visit, called));
    return true;
  }
  function thank(visit, called) {
    thanked = settled[visit] = true;
    calls = calls || called;
    render();
  }
  function ring(s) {
    const call = s.status === "called" ? "call " + s.calls + " " + s.called_ms : "";
    const alert = call || (s.status === "waiting" && s.printed && s.main ? "main " + s.main : "");
    if (alert && rung !== alert && (call || rung.slice(0, 4) === "main") && remind) Alert.sound();
    rung = alert || rung;
    document.title = call ? t("phone.ticket.called-tab", { window: s.window }) : t("phone.ticket.title");
  }
  function render() {
    const s = shown;
    if (!s) return;
    set("hall", pick(s.hall));
    set("halted", s.halted ? t("phone.page.halted") : "");
    LINKS.forEach(id => { $(id).hidden = !s.drawn; });
    if (s.moved === "named") $("draw-again").hidden = true;  // it shows how another window was drawn
    const changed = s.main && s.printed && s.main !== s.printed;
    if (s.status === "called") called(s);
    else if (s.status === "waiting" && changed && Page.kept(seen()) !== s.main) moved(s);
    else if (s.status === "waiting") waiting(s);
    else if ((s.status !== "finished" && s.status !== "ended") || !rating(s)) plain(s);
  }
  $("remind").onclick = () => {
    remind = !remind;
    if (remind) Alert.unlock();
    $("remind").setAttribute("aria-checked", String(remind));
  };
  $("understood").onclick = () => {
    Page.keep(seen(), shown.main);
    render();
  };
  $("skip").onclick = () => {
    settled[asked] = true;
    render();
  };
  LINKS.forEach(id => { $(id).href = "/draw#" + token + (paper ? "~" + paper : ""); });
  Page.rendering(render);
  Live.listen("/api/v1/tickets/" + encodeURIComponent(token), status => {
    shown = status;
    render();
    ring(status);
  });
})();
