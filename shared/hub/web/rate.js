"use strict";
// Five grades of equal size, a way past them, and the reasons of a bad one.
const Rate = (() => {
  const { $, t, set, make } = Page;
  const BAD = 2;
  const MOUTHS = { 5: "M28 58Q50 88 72 58", 4: "M30 62Q50 78 70 62", 3: "M30 68H70", 2: "M30 74Q50 60 70 74", 1: "M28 78Q50 50 72 78" };
  const REASONS = ["attitude", "efficiency", "level", "not-told", "waiting", "other"];
  const TICK = "M4 12L10 18L20 7";
  let token = "", visit = 0, pressed = 0, grade = 0, sending = false, problem = "", rated = () => {};

  function drawing(size, path, face) {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
    const add = (tag, values) => {
      const part = document.createElementNS(ns, tag);
      Object.keys(values).forEach(name => part.setAttribute(name, values[name]));
      svg.appendChild(part);
    };
    const line = { fill: "none", stroke: "currentColor", "stroke-linecap": "round" };
    svg.setAttribute("width", size);
    svg.setAttribute("height", size);
    svg.setAttribute("viewBox", face ? "0 0 100 100" : "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    if (face) {
      add("circle", Object.assign({ cx: 50, cy: 50, r: 45, "stroke-width": 7 }, line));
      [35, 65].forEach(x => add("circle", { cx: x, cy: 40, r: 6, fill: "currentColor" }));
    }
    add("path", Object.assign({ d: path, "stroke-width": face ? 7 : 3.5 }, line));
    return svg;
  }
  function choice(box, key, path, face, press) {
    const button = make("button", "choice"), text = make("span");
    text.setAttribute("data-t", key);
    button.appendChild(drawing(face ? 44 : 20, path, face));
    button.appendChild(text);
    button.onclick = press;
    box.appendChild(button);
    return button;
  }
  const faces = [5, 4, 3, 2, 1].map(value => choice($("faces"), "grade." + value, MOUTHS[value], true, () => {
    grade = value;
    problem = "";
    if (value > BAD) send([]);
    else why();
  }));
  const chips = REASONS.map(code => {
    const chip = choice($("chips"), "reason." + code, TICK, false, () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      draw();
    });
    chip.value = code;
    chip.setAttribute("aria-pressed", "false");
    return chip;
  });
  const chosen = () => chips.filter(chip => chip.getAttribute("aria-pressed") === "true").map(chip => chip.value);

  function draw() {
    faces.forEach(face => { face.disabled = sending; });
    $("send").disabled = sending || !chosen().length;
    set("send", t(sending ? "phone.rate.sending" : "phone.rate.send"));
    set("chosen", grade ? t("phone.rate.chosen", { grade: t("grade." + grade) }) : "");
    set("refused", problem);
  }
  function why() {
    Page.only("reasons");
    draw();
  }
  function send(reasons) {
    const about = visit, done = rated;  // another visit may be asked about before the answer is here
    sending = true;
    draw();
    Page.ask("POST", "/api/v1/evaluations", { token, visit, grade, reasons, source: "phone" }, (status, answer) => {
      sending = false;
      draw();
      if (status === 201 || (answer && answer.code === "already-evaluated")) return done();
      if (about !== visit) return;
      problem = status ? Page.refusal(answer) : t("phone.rate.again");
      why();
    });
  }
  Page.speak();
  $("send").onclick = () => send(chosen());
  $("change").onclick = () => Page.only("grades");
  Page.rendering(() => { if (!$("reasons").hidden) draw(); });

  /** Ask about this visit; `bad`: the grade that a keypad took already, whose reason is missing. */
  function ask(ticket, number, bad, done) {
    token = ticket;
    rated = done;
    if (number === visit && bad === pressed && (!$("grades").hidden || !$("reasons").hidden)) return;
    visit = number;
    grade = pressed = bad;
    problem = "";
    $("change").hidden = bad > 0;
    if (bad) return why();
    Page.only("grades");
    draw();
  }
  return { ask };
})();
