"use strict";
// Five grades of equal size, a way past them; for a bad one reasons, words and a number to call.
const Rate = (() => {
  const { $, t, set, make } = Page;
  let token = "", visit = 0, pressed = 0, grade = 0, sending = false, problem = "", last = {}, shown = {}, rated = () => {};

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
      chip.setAttribute("aria-pressed", String(!on(chip)));
      draw();
    });
    chip.value = code;
    chip.setAttribute("aria-pressed", "false");
    return chip;
  });
  const on = chip => chip.getAttribute("aria-pressed") === "true";
  const chosen = () => chips.filter(on).map(chip => chip.value);
  const called = () => $("call").getAttribute("aria-checked") === "true";
  const said = () => ({ text: $("text").value.trim(), phone: called() ? $("phone").value.trim() : "" });

  function draw() {
    const unencrypted = location.protocol !== "https:";
    faces.forEach(face => { face.disabled = sending; });
    $("send").disabled = sending || !chosen().length || (called() && !$("phone").value.trim());
    set("send", t(sending ? "phone.rate.sending" : "phone.rate.send"));
    set("chosen", grade ? t("phone.rate.chosen", { grade: t("grade." + grade) }) : "");
    set("refused", problem);
    set("not-sent", problem);
    set("within", t("phone.rate.within", { days: shown.review_days }));
    set("desk", unencrypted ? t(shown.phone ? "phone.rate.desk-tel" : "phone.rate.desk", shown) : "");
    $("call").hidden = unencrypted;
    $("phone").hidden = !called();
  }
  function why() {
    Page.only("reasons");
    draw();
  }
  /** What was not answered is sent again under its own key: it counts once, and nothing of it is lost. */
  function send(reasons) {
    const about = visit, done = rated;  // another visit may be asked about before the answer is here
    const body = Object.assign({ token, visit, grade, reasons, source: "phone" }, grade > Faces.BAD ? {} : said());
    const same = JSON.stringify(body);
    if (last.same !== same) last = { same, key: Page.key() };
    sending = true;
    draw();
    Page.ask("POST", "/api/v1/evaluations", body, (status, answer) => {
      sending = false;
      draw();
      if (status === 201 || (answer && answer.code === "already-evaluated")) return done(Boolean(body.phone), body.grade);
      if (about !== visit) return;
      problem = status ? Page.refusal(answer) : t("phone.rate.again");
      if (grade > Faces.BAD) draw();
      else why();
    }, last.key);
  }
  function forget() {
    chips.forEach(chip => chip.setAttribute("aria-pressed", "false"));
    $("call").setAttribute("aria-checked", "false");
    $("text").value = $("phone").value = problem = "";
  }
  Page.speak();
  $("send").onclick = () => send(chosen());
  $("change").onclick = () => Page.only("grades");
  $("phone").oninput = draw;
  $("call").onclick = () => {
    $("call").setAttribute("aria-checked", String(!called()));
    draw();
    if (called()) $("phone").focus();
  };
  Page.rendering(() => { if (!$("reasons").hidden) draw(); });

  /** Ask about a visit of this ticket; its `bad`: the grade that a keypad took already, whose reason is missing. */
  function ask(ticket, status, next, done) {
    token = ticket;
    shown = status;
    rated = done;
    if (next.visit === visit && next.bad === pressed && (!$("grades").hidden || !$("reasons").hidden)) return;
    visit = next.visit;
    grade = pressed = next.bad;
    forget();
    $("change").hidden = grade > 0;
    if (grade) return why();
    Page.only("grades");
    draw();
  }
  return { ask };
})();
