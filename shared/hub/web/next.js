"use strict";
// What a citizen does next whose ticket does not wait: a short line for each thing, a note under it.
const Next = (() => {
  const { $, t, pick, make, clock } = Page;
  const say = (key, values) => t("phone.next." + key, values);
  const way = s => (s.staffed ? pick(s.way) : say("tell-any-note", s));
  const until = s => (s.closes ? [say("until", { time: s.closes }), say("until-note")] : null);

  /** Rows [line, note, whether it warns] by what became of it; `graded`: badly, without a number to call. */
  const ROWS = {
    serving: () => [[say("rate"), say("rate-note")], [say("aside"), say("aside-note")]],
    missed: s => [
      [say(s.staffed ? "tell" : "tell-any", s), way(s)],
      s.after ? [say("after", { count: s.after }), say("after-note")] : [say("after-soon"), ""],
      [say("void", { count: s.misses_most }), say("void-note", { count: s.misses }), true]
    ],
    parked: s => {
      const back = s.back_ms ? say("back-note", { time: clock(new Date(s.back_ms)) }) : "";
      if (s.park === "wait") return [[say("near"), back], until(s)];
      return [[s.park === "same" && s.staffed ? say("back", s) : say("back-any"), back || (s.park === "same" ? way(s) : "")], until(s)];
    },
    finished: (s, graded) => [[say("take"), say("take-note")], graded ? [say("ask"), say(s.phone ? "ask-tel" : "ask-note", s)] : null],
    ended: () => []
  };

  function show(s, graded) {
    const box = $("next-steps"), rows = ROWS[s.status](s, graded).filter(Boolean);
    box.textContent = "";
    $("next").hidden = !rows.length;
    rows.forEach((row, n) => {
      const line = make("div", row[2] ? "line warn" : "line"), words = make("p");
      if (rows.length > 1) line.appendChild(make("i", "", row[2] ? "!" : String(n + 1)));
      words.appendChild(make("b", "", row[0]));
      if (row[1]) words.appendChild(make("span", "muted", row[1]));
      line.appendChild(words);
      box.appendChild(line);
    });
  }
  return { show };
})();
