"use strict";
// A question of the console under what it is about: one of some choices, a reason, or only yes. Answered by keys or pointer.
const Sheet = (() => {
  const { $, t, set, make } = Page;
  let answered = null;

  /** One row of `options`, {value, text, note}: none is chosen for the manager. Arrow keys and digits go along it. */
  function row(box, title, options) {
    box.textContent = "";
    box.hidden = !options.length;
    if (title) box.appendChild(make("legend", "", title));
    options.forEach(option => {
      const label = make("label"), input = make("input"), words = make("span", "", option.text);
      input.type = "radio";
      input.name = box.id;
      input.value = option.value;
      input.required = true;
      if (option.note) words.appendChild(make("small", "", option.note));
      label.appendChild(input);
      label.appendChild(words);
      box.appendChild(label);
    });
  }
  const chosen = box => (box.querySelector("input:checked") || { value: "" }).value;

  /** ask({title, line, choices, why, reasons, go, possible}, done(choice, reason)). */
  function ask(question, done) {
    answered = done;
    set("ask", question.title);
    set("line", question.line);
    row($("choices"), "", question.choices || []);
    row($("reasons"), question.why || "", question.reasons || []);
    set("do", question.go);
    $("do").hidden = question.possible === false;
    set("back", t("console.back"));
    $("sheet").hidden = false;
    ($("sheet").querySelector("input") || $($("do").hidden ? "back" : "do")).focus();
  }
  function close() {
    answered = null;
    $("sheet").hidden = true;
  }
  $("sheet").onsubmit = event => {
    event.preventDefault();
    if (answered && !$("do").hidden) answered(chosen($("choices")), chosen($("reasons")));
  };
  $("sheet").onkeydown = event => {
    const row = event.target.name && $(event.target.name), input = row && row.querySelectorAll("input")[event.key - 1];
    if (!input) return;
    input.checked = true;
    input.focus();
  };
  return { ask, close };
})();
