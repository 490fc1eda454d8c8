"use strict";
// One ticket, pushed by the hub: waiting, called, moved, done, and the evaluation after it.
(() => {
  const { $, all, t, pick, set } = Page;
  const STEPS_MOST = 12, THERE = ["serving", "missed", "parked"];
  const token = decodeURIComponent(location.pathname.split("/").pop());
  const paper = location.hash.slice(1);
  const settled = {}, links = all("[data-draw]"), guides = all("[data-guide]");
  let shown = null, rung = "", asked = 0, thanked = false, calls = false, bad = false, remind = false;

  const minutes = add => Page.clock(new Date(Date.now() + add * 60000));
  const seen = () => "moved-" + token;

  function waiting(s) {
    Page.only("waiting");
    set("number", s.number);
    set("main", s.main || "–");
    set("reserves", !s.main ? (s.lots ? t("phone.ticket.later") : "") : s.reserves.length ? t("phone.ticket.reserves", { windows: Page.list(s.reserves) }) : "");
    Page.parts("service", [pick(s.service), t("kind." + s.kind)]);
    wait(s, "ahead", "range");
    set("as-told", s.high_min && !s.halted && s.as_told >= 0 ? t("phone.page.as-told", { count: s.as_told }) : "");
    const first = s.ahead_first > s.ahead ? t("phone.ticket.first", { count: s.ahead_first }) : "";
    const area = pick(s.area) ? t("phone.ticket.area", { area: pick(s.area) }) : "";
    set("place", [first, area].filter(Boolean).join(t("phone.page.between")));
    steps(s);
  }
  function wait(s, ahead, range) {
    set(ahead, s.ahead ? t("phone.ticket.ahead", { count: s.ahead }) : t("phone.ticket.next"));
    set(range, s.halted ? "" : s.high_min ? t("phone.ticket.range", { low: s.low_min, high: s.high_min, from: minutes(s.low_min), to: minutes(s.high_min) }) : t("phone.ticket.no-range"));
  }
  function steps(s) {
    const box = $("steps"), most = Math.max(s.ahead_first, s.ahead), whole = Math.min(STEPS_MOST, most);
    box.textContent = "";
    box.hidden = whole < 2 || s.ahead >= most;
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
    wait(s, "still", "still-range");
    set("same", t("phone.ticket.same", { number: s.number }));
    set("printed", t("phone.ticket.printed", { window: s.printed }));
  }
  function plain(s) {
    const window = { window: s.window };
    Page.only("plain");
    set("plain-number", s.number);
    set("plain-window", s.window);
    $("plain-there").hidden = !s.window || THERE.indexOf(s.status) < 0;
    const done = s.status === "finished" && thanked, late = s.status === "ended" && s.misses > 0 && s.misses >= s.misses_most;
    const line = done ? (calls ? "phone.rate.thanks-call" : "phone.rate.thanks-line") :
      "phone.ticket." + s.status + (late ? "-missed" : s.park === "wait" ? "-wait" : s.status === "ended" && s.closes ? "-until" : "-line");
    set("plain-title", t(done ? "phone.rate.thanks" : "phone.ticket." + s.status, window));
    set("plain-line", s.status === "serving" ? pick(s.service) : t(line, { window: s.window, days: s.review_days, count: s.misses, time: s.closes }));
    const left = s.rate.some(each => settled[each.visit] === "skipped");
    Next.show(s, done && bad && !calls);
    set("guide-title", t(s.status === "finished" ? "phone.guide.title" : "phone.guide.bring"));
    Page.tel("tel", s.status === "serving" ? "" : s.phone);
    $("rate-after").hidden = !left;
    $("look").hidden = s.status !== "ended";
    $("book").hidden = s.status !== "ended" || !s.bookable;
  }
  function rating(s) {
    const left = s.rate.filter(each => !settled[each.visit]), next = left[0];
    if (!next) return false;
    asked = next.visit;
    Page.parts("rated", [t("phone.page.window", { window: next.window }), pick(next.service)]);
    set("more", left.length > 1 ? t("phone.rate.more", { count: left.length - 1 }) : "");
    Rate.ask(token, s, next, (called, grade) => thank(next.visit, called, grade));
    return true;
  }
  function thank(visit, called, grade) {
    settled[visit] = "done";
    thanked = true;
    calls = calls || called;
    bad = bad || grade <= Faces.BAD;
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
    set("halted", s.halted ? t("phone.page.halted") : "");
    links.forEach(link => { link.hidden = !s.drawn; });
    guides.forEach(link => {
      link.href = Page.guide(s.guide);
      link.hidden = !s.guide;
    });
    if (s.status === "missed") guides.forEach(link => { link.hidden = true; });  // one thing at a time
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
    // this page stays open to ring
    links.concat(guides).forEach(link => { link.target = remind ? "_blank" : ""; });
  };
  $("understood").onclick = () => {
    Page.keep(seen(), shown.main);
    render();
  };
  $("skip").onclick = () => {
    settled[asked] = "skipped";
    render();
  };
  $("rate").onclick = () => {
    Object.keys(settled).forEach(visit => { if (settled[visit] === "skipped") delete settled[visit]; });
    render();
  };
  links.forEach(link => { link.href = "/draw#" + token + (paper ? "~" + paper : ""); });
  Page.rendering(render);
  Live.listen("/api/v1/tickets/" + encodeURIComponent(token), status => {
    shown = status;
    render();
    ring(status);
  });
})();
