"use strict";
// Appointments by phone. The phone's own code stands for its holder; it is made here and kept here.
(() => {
  const { $, t, pick, set, make } = Page;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", LENGTH = 20, CODE = /^[A-Z2-7]{20}$/;
  let hall = null, mine = [], service = null, places = null, day = "", hour = -1, busy = false;

  function own() {
    const given = location.hash.slice(1), kept = Page.kept("booking-code");
    if (CODE.test(given)) return given;
    if (kept && CODE.test(kept)) return kept;
    return Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), byte => LETTERS[byte & 31]).join("");
  }
  const code = own();

  const time = at => at + ":00–" + (at + 1) + ":00";
  function date(iso) {
    const [year, month, of] = iso.split("-").map(Number);
    const day = new Date(year, month - 1, of);
    return { weekday: t("phone.book.weekdays").split(" ")[day.getDay()], date: Page.date(day) };
  }
  const whole = iso => t("phone.book.day", date(iso));
  const left = (iso, at) => (places[iso] || {})[at];
  const anyLeft = iso => Object.keys(places[iso] || {}).some(at => left(iso, at) > 0);

  const span = minutes => (minutes % 60 ? t("phone.book.minutes", { count: minutes }) : t("phone.book.hours", { count: minutes / 60 }));

  function chip(box, pressed, able, title, line, press) {
    const button = make("button");
    button.appendChild(make("b", "", title));
    button.appendChild(make("span", "", line));
    button.disabled = !able;
    button.setAttribute("aria-pressed", String(pressed));
    button.onclick = press;
    box.appendChild(button);
  }
  function bring(each) {
    const row = Page.row("a", t("phone.guide.bring"), pick(each.service));
    row.href = Page.guide(each.guide);
    return row;
  }
  const rules = () => ({ before: span(hall.cancel_min), early: hall.early_min, late: hall.late_min });
  function renderMine() {
    set("rule", t("phone.book.rule", rules()));
    $("picture").alt = t("phone.book.scan");
    $("standing").textContent = "";
    mine.forEach(each => {
      const card = make("div", "card standing"), words = make("span"), button = make("button", "action", t("phone.book.cancel"));
      const when = make("b", "", whole(each.day) + " ");
      when.appendChild(make("span", "", time(each.hour)));
      words.appendChild(when);
      words.appendChild(make("span", "muted", pick(each.service)));
      button.disabled = busy;
      button.onclick = () => post("/api/v1/bookings/cancel", { code, day: each.day }, load);
      card.appendChild(words);
      card.appendChild(button);
      $("standing").appendChild(card);
      if (each.guide) $("standing").appendChild(bring(each));
    });
  }
  function renderHow() {
    const said = Object.assign({ day: date(hall.days[hall.days.length - 1]).date }, rules());
    $("how-steps").textContent = "";
    ["when", "keep", "scan"].forEach((name, n) => {
      const key = "phone.book.how-" + name;
      $("how-steps").appendChild(Next.step(String(n + 1), t(key), t(key + "-note", said)));
    });
  }
  function renderServices() {
    $("services").textContent = "";
    $("nothing").hidden = hall.services.length > 0;
    $("how").hidden = !hall.services.length || !hall.days.length;
    if (!$("how").hidden) renderHow();
    $("back").hidden = !mine.length;
    hall.services.forEach(each => {
      const row = Page.row("button", pick(each.name), pick(each.group));
      row.onclick = () => choose(each);
      $("services").appendChild(row);
    });
  }
  function renderWhen() {
    set("service", pick(service.name));
    $("days").textContent = $("hours").textContent = "";
    hall.days.forEach(each => {
      const said = date(each);
      chip($("days"), each === day, anyLeft(each), said.date, said.weekday, () => { day = each; hour = -1; render(); });
    });
    set("day", day ? whole(day) : "");
    Object.keys(places[day] || {}).map(Number).sort((one, other) => one - other).forEach(at => {
      const count = left(day, at), line = count > 0 ? t("phone.book.left", { count }) : t("phone.book.none");
      chip($("hours"), at === hour, count > 0, at + ":00", line, () => { hour = at; render(); });
    });
    $("full").hidden = hall.days.some(anyLeft);
    $("book").disabled = busy || hour < 0;
    set("book", hour < 0 ? t("phone.book.pick") : t("phone.book.confirm", { day: whole(day), time: time(hour) }));
  }
  function render() {
    if (!hall) return;
    if (!$("mine").hidden) renderMine();
    if (!$("choose").hidden) renderServices();
    if (!$("when").hidden) renderWhen();
  }
  function show(id) {
    set("refused", "");
    Page.only(id);
    render();
    scrollTo(0, 0);
  }
  function fail(status, problem) {
    set("refused", status ? Page.refusal(problem) : t("phone.page.away"));
    scrollTo(0, 0);
  }
  function get(url, done) {
    Page.ask("GET", url, null, (status, value) => (status === 200 ? done(value) : fail(status, value)));
  }
  function post(url, body, done) {
    busy = true;
    render();
    Page.ask("POST", url, body, (status, value) => {
      busy = false;
      if (status === 200 || status === 201) return done(value);
      render();
      fail(status, value);
    });
  }
  function choose(each) {
    service = each;
    get("/api/v1/bookable/" + encodeURIComponent(each.id), value => {
      places = value.places;
      day = hall.days.filter(anyLeft)[0] || "";
      hour = -1;
      show("when");
    });
  }
  function load() {
    Page.ask("POST", "/api/v1/bookings/mine", { code }, (status, value) => {
      mine = status === 200 ? value.bookings : [];
      if (!mine.length) return show("choose");
      $("picture").src = "data:image/svg+xml," + encodeURIComponent(value.picture);
      show("mine");
    });
  }
  $("book").onclick = () => post("/api/v1/bookings", { code, service: service.id, day, hour }, () => {
    Page.keep("booking-code", code);
    history.replaceState(null, "", "#" + code);
    load();
  });
  $("more").onclick = $("other").onclick = () => show("choose");
  $("back").onclick = () => show("mine");
  Page.rendering(render);
  get("/api/v1/bookable", value => {
    hall = value;
    load();
  });
})();
