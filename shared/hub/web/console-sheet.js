"use strict";
// A question of the console under what it is about: one of some choices, a reason with words, or only yes. Answered by keys or pointer.
// Ratings give way to it, and to one with a line to write the story, so that all of it stands on a screen 768 pixels high.
const Sheet = (() => {
  const { $, t, set, make } = Page;
  let answered = null, asked = null;

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

  function say(line, problem) {
    set("line", line);
    $("line").className = problem ? "problem" : "muted";
  }
  /** ask({title, line, choices, why, reasons, text, wants, short, go, possible}, done(choice, reason, text)): `text`
   * names a line to write, of which a reason of `wants` takes so many characters at least, or `short` is said.
   */
  function ask(question, done) {
    answered = done;
    asked = question;
    set("ask", question.title);
    say(question.line);
    row($("choices"), "", question.choices || []);
    row($("reasons"), question.why || "", question.reasons || []);
    $("text").value = "";
    set("wanted", question.text || "");
    $("more").hidden = !question.text;
    set("do", question.go);
    $("do").hidden = question.possible === false;
    set("back", t("console.back"));
    $("verbs").hidden = true;
    $("sheet").hidden = false;
    $("work").className = question.text ? "asked long" : "asked";
    ($("sheet").querySelector("fieldset input") || $(question.text ? "text" : "back")).focus();  // nothing is undone by Enter alone
  }
  function close() {
    answered = null;
    $("sheet").hidden = true;
    $("work").className = "";
    $("verbs").hidden = false;
  }
  $("sheet").onsubmit = event => {
    event.preventDefault();
    if (!answered || $("do").hidden) return;
    const reason = chosen($("reasons")), text = $("text").value.trim().replace(/\s+/g, " ");
    if (Array.from(text).length >= ((asked.wants || {})[reason] || 0)) return answered(chosen($("choices")), reason, text);
    say(asked.short, true);
    $("text").focus();
  };
  $("sheet").onkeydown = event => {
    const row = event.target.name && $(event.target.name), input = row && row.querySelectorAll("input")[event.key - 1];
    if (!input) return;
    input.checked = true;
    input.focus();
  };
  return { ask, close };
})();
