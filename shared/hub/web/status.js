"use strict";
// The hall for anyone, pushed: how many wait for what, and how long.
(() => {
  const { $, t, pick, set, make } = Page;
  let shown = null;

  function wait(service) {
    const text = make("span");
    if (service.state !== "open") {
      text.appendChild(make("span", "muted", t("phone.status." + service.state)));
    } else if (shown.halted) {
      text.appendChild(make("span", "muted", t("phone.status.ahead", { count: service.ahead })));
    } else if (!service.high_min) {
      text.appendChild(make("span", "free", t("phone.status.free")));
    } else {
      text.appendChild(make("b", "", t("phone.page.minutes", { low: service.low_min, high: service.high_min })));
      const held = service.ahead ? t("phone.status.ahead", { count: service.ahead }) : t("phone.status.busy");
      text.appendChild(make("span", "muted", held));
    }
    return text;
  }
  function group(each) {
    const card = make("div", "card group"), title = make("h2");
    title.appendChild(make("i", "sign", each.letter));
    title.appendChild(make("span", "", pick(each.name)));
    card.appendChild(title);
    each.services.forEach(service => {
      const row = make("div", "service");
      row.appendChild(make("span", "", pick(service.name)));
      row.appendChild(wait(service));
      card.appendChild(row);
    });
    return card;
  }
  function render() {
    if (!shown) return;
    set("halted", shown.halted ? t("phone.page.halted") : "");
    set("title", shown.halted ? "" : t(shown.open ? "phone.status.open" : "phone.status.closed"));
    const hours = shown.opens ? t("phone.status.hours", { opens: shown.opens, closes: shown.closes }) : "";
    const counters = shown.open ? t("phone.status.counters", { count: shown.counters_open }) : "";
    Page.parts("hours", [hours, counters]);
    set("notice", pick(shown.notice));
    set("as-told", shown.as_told < 0 ? "" : t("phone.page.as-told", { count: shown.as_told }));
    set("seal", shown.seal ? t("phone.status.seal", { seal: shown.seal }) : "");
    Page.tel("tel", shown.phone);
    $("book").hidden = !shown.bookable;
    $("groups").textContent = "";
    shown.groups.forEach(each => $("groups").appendChild(group(each)));
  }
  Page.rendering(render);
  Live.listen("/api/v1/status", status => {
    shown = status;
    render();
  });
})();
