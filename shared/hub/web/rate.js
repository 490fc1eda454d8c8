"use strict";
// Five grades of equal size, a way past them, and the reasons of a bad one.
const Rate = (() => {
  const { $, t, set, make } = Page;
  let token = "", visit = 0, pressed = 0, grade = 0, sending = false, problem = "", rated = () => {};

  function choice(box, key, drawing, press) {
    const button = make("button", "choice"), text = make("span");
    text.setAttribute("data-t", key);
    button.appendChild(drawing);
    button.appendChild(text);
    button.onclick = press;
    box.appendChild(button);
    return button;
  }
  const faces = Faces.GRADES.map(value => choice($("faces"), "grade." + value, Faces.face(value, 44), () => {
    grade = value;
    problem = "";
    if (value > Faces.BAD) send([]);
    else why();
  }));
  const chips = Faces.REASONS.map(code => {
    const chip = choice($("chips"), "reason." + code, Faces.tick(20), () => {
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
