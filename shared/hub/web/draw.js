"use strict";
// The page of the draw: the records from the hub or from a saved file, computed again here, told in plain words.
(() => {
  const { $, t, list, set, make } = Page;
  const MARKS = { good: "M4 12L10 18L20 7", bad: "M6 6L18 18M18 6L6 18", plain: "M6 12H18" }, DAYS = 3;
  const paper = Paper.read(location.hash.slice(1));
  let shown = null, said = null, file = null, days = [];

  const label = counter => (shown.labels[counter] || counter);
  const labels = counters => list(counters.map(label));

  /** "kiosk:K1" as people call it. */
  function machine(id) {
    const parts = id.split(":"), key = "phone.draw.machine-" + parts[0];
    return Page.knows(key) ? t(key, { name: parts.slice(1).join(":") }) : id;
  }
  const machines = ids => list(ids.map(machine));

  function step(kind, title, line) {
    const item = make("li", kind), words = make("div");
    item.innerHTML = '<svg width="26" height="26" viewBox="0 0 24 24" aria-hidden="true"><path d="' + MARKS[kind] + '"/></svg>';
    words.appendChild(make("b", "", title));
    if (line) words.appendChild(make("span", "muted", line));
    item.appendChild(words);
    $("steps").appendChild(item);
  }

  /** What the paper and the file add to the draw itself: [ok, key, params] each. */
  function outside(found) {
    const held = [];
    const seal = { seal: Lots.seal(found.opening.commitment) };
    const all = shown.draws;
    const sealed = Paper.sealed(paper, all.map(draw => draw.opening.commitment));
    held.push([sealed !== false, "sealed", sealed === null ? "sealed-line" : sealed ? "sealed-paper" : "sealed-other", seal]);
    const pinned = Paper.pinned(paper, all.reduce((lines, draw) => lines.concat(draw.lines), shown.told));
    if (pinned !== null) held.push([pinned, "record", pinned ? "record-paper" : "record-other", {}]);
    if (shown.chain) {
      const { broken, count } = shown.chain;
      held.push([!broken, "record", broken ? "record-broken" : "record-chain", { line: broken, count }]);
    }
    return held;
  }
  function steps(found) {
    const ok = {}, i = found.request.i, count = found.witnesses.length;
    found.steps.forEach(each => { ok[each.step] = each.ok; });
    const kind = good => (good ? "good" : "bad");
    const held = outside(found);
    const [sealed, ...others] = held;
    $("steps").textContent = "";
    step(kind(ok.sealed && sealed[0]), t("phone.draw.sealed"), t("phone.draw." + sealed[2], sealed[3]));
    step(kind(ok.linked), t("phone.draw.linked"), t("phone.draw.linked-line", { i }));
    if (count) step(kind(ok.witnessed), t("phone.draw.witnessed", { count: count + 1 }), machines(["hub"].concat(found.witnesses)));
    else step(ok.witnessed ? "plain" : "bad", t("phone.draw.witnessed-none"), t("phone.draw.witnessed-none-line"));
    if (found.struck.length) step("plain", t("phone.draw.struck", { names: machines(found.struck) }), "");
    if (found.request.redrawn) step("plain", t("phone.draw.redrawn"), "");
    const inside = windows(found), named = ids => Page.ranges(ids.map(label));
    step(kind(ok.recomputed), t("phone.draw.recomputed"), t("phone.draw.recomputed-line", { windows: named(inside), count: inside.length }));
    if (found.odd.length) step("bad", t("phone.draw.complete"), t("phone.draw.complete-other", { windows: named(found.odd) }));
    else if (found.stood) step("good", t("phone.draw.complete"), t("phone.draw.complete-" + (inside.length < found.stood ? "fresh" : "line"), { count: found.stood }));
    else if (found.request.windows) step("plain", t("phone.draw.complete-file"), t("phone.draw.complete-file-line"));
    others.forEach(each => step(kind(each[0]), t("phone.draw." + each[1]), t("phone.draw." + each[2], each[3])));
    return found.ok && held.every(each => each[0]);
  }
  function windows(found) {
    const request = found.request;
    const named = request.windows ? request.windows.map(pair => pair[0]) : request.pairs.map(pair => pair[1]);
    return named.filter((window, n) => named.indexOf(window) === n);
  }
  function picture(found) {
    const drawn = found.drawn, inside = drawn.trays.reduce((sum, tray) => sum + tray.length, 0);
    const values = { count: inside, trays: drawn.trays.length, main: label(drawn.main), reserves: labels(drawn.reserves) };
    const key = found.request.pairs ? "shortest-groups" : inside === 1 ? "single" : drawn.trays.length > 1 ? "shortest-trays" : "shortest";
    Sticks.show($("trays"), drawn, label);
    set("shortest", t("phone.draw." + key, values));
    const near = Sticks.near(drawn).map(two => list(two.map(each => t("phone.draw.length", { window: label(each[0]), length: each[1].toFixed(4) }))));
    set("near", near.length ? t("phone.draw.near", { lengths: near.join("\n") }) : "");
    const busy = found.request.windows ? found.request.windows.length - inside : 0;
    set("left-out", busy ? t("phone.draw.left-out", { count: busy }) : "");
  }
  function numbers(found) {
    const drawn = found.drawn, rows = ["algorithm " + found.opening.algorithm, "commitment " + found.opening.commitment];
    rows.push("draw " + found.request.i, "x " + found.result.x);
    found.result.ys.forEach(pair => rows.push("y " + pair[0] + " " + pair[1]));
    if (drawn) drawn.trays.forEach((tray, n) => tray.forEach(each => rows.push("tray " + (n + 1) + " " + label(each.window) + " " + each.lot)));
    found.lines.forEach(line => rows.push("leaf " + Lots.leaf(line)));
    $("all").textContent = rows.join("\n");
  }
  /** Where a file to check comes from. */
  function renderDays() {
    $("days").textContent = "";
    days.forEach(each => {
      const day = Page.date(new Date(each.day + "T00:00")), count = each.last - each.first + 1;
      const row = Page.row("a", t("phone.draw.day", { day }), t("phone.draw.day-line", { count }));
      row.href = "/record/" + each.day + ".jsonl";
      row.setAttribute("download", "");
      $("days").appendChild(row);
    });
  }
  function render() {
    renderDays();
    set("said", said ? t(said[0], said[1]) : "");
    $("result").hidden = !shown || Boolean(said);
    set("title", t(shown && !said ? "phone.draw.title" : "phone.draw.file"));
    set("sub", "");
    if (!shown || said) return;
    const found = shown.draws[shown.draws.length - 1], at = new Date(found.at_ms);
    const date = Page.date(at) + " " + Page.clock(at);
    Page.parts("sub", [shown.number, date, t("phone.draw.nth", { i: found.request.i })]);
    if (found.drawn) picture(found);
    const good = steps(found);
    $("verdict").className = good ? "good" : "bad";
    set("verdict", t(good ? "phone.draw.good" : "phone.draw.bad"));
    set("verdict-line", good ? "" : t("phone.draw.bad-line"));
    set("again", shown.draws.length > 1 ? t("phone.draw.again", { count: shown.draws.length }) : "");
    numbers(found);
  }
  function say(key, params) {
    said = ["phone.draw." + key, params];
    render();
  }
  /** Show the draws of one ticket: `draws` are lists of the journal's lines, `told` its other records, `open` as Check.file has it. */
  function take(number, id, labels, draws, told, chain, open) {
    said = null;
    shown = { number, labels, told, chain, draws: draws.map((lines, n) => Check.draw(id, lines, open[n])) };
    render();
  }
  function fromHub() {
    say("computing");
    Page.ask("GET", "/api/v1/tickets/" + encodeURIComponent(paper.token) + "/draws", null, (status, found) => {
      if (status !== 200) return say("unknown");
      $("record").href = "/record/" + found.day + ".jsonl";
      $("record").hidden = false;
      if (!found.draws.length) return say(found.inherited ? "inherited" : "no-draw");
      $("file").hidden = true;
      take(found.number, found.hall_id, found.labels, found.draws, found.told, null, []);
    });
  }
  function fromFile() {
    const number = $("wanted").value.trim().toUpperCase();
    const ticket = number ? file.numbers[number] : Paper.ticket(paper);
    const draws = file.draws[ticket];
    if (!draws) return say(file.inherited[ticket] ? "inherited" : "no-number", { number });
    take(number || file.named[ticket], file.hall, file.labels, draws, file.told[ticket] || [], { broken: file.broken, count: file.lines }, file.open[ticket]);
  }
  function open() {
    const chosen = $("chosen").files[0];
    if (!chosen) return;
    const reader = new FileReader();
    reader.onload = () => {
      try {
        file = Check.file(reader.result);
      } catch (error) {
        return say("no-file", { line: error.line || 1 });
      }
      $("check").disabled = false;
      $("chosen-name").removeAttribute("data-t");
      set("chosen-name", chosen.name);
      fromFile();
    };
    reader.readAsText(chosen);
  }

  Page.rendering(render);
  if (typeof Hashes === "undefined") {
    $("file").hidden = true;
    return say("not-built");
  }
  $("chosen").onchange = open;
  $("check").onclick = fromFile;
  [["numbers", "all"], ["other", "file"]].forEach(each => {
    $(each[0]).onclick = () => {
      $(each[1]).hidden = !$(each[1]).hidden;
      $(each[0]).setAttribute("aria-expanded", String(!$(each[1]).hidden));
    };
  });
  window.onhashchange = () => location.reload();
  if (paper.token) fromHub();
  else Page.ask("GET", "/record", null, (status, found) => {
    days = status === 200 ? found.days.slice(-DAYS).reverse() : [];
    render();
  });
})();
