"use strict";
// What a citizen does next: a short line for each thing, a note under it; for one whose ticket does not wait, all of them.
const Next = (() => {
  const { $, t, pick, make, clock } = Page;
  const IN_TURN = ["missed", "parked"];
  const say = (key, values) => t("phone.next." + key, values);
  const way = s => (s.staffed ? pick(s.way) : say("tell-any-note", s));
  const until = s => (s.closes ? [say("until", { time: s.closes }), say("until-note")] : null);

  /** Rows [line, note, its mark] by what became of it; `graded`: badly, without a number to call. */
  const ROWS = {
    serving: () => [[say("rate"), say("rate-note")], [say("aside"), say("aside-note")]],
    missed: s => [
      [say(s.staffed ? "tell" : "tell-any", s), way(s)],
      s.after ? [say("after", { count: s.after }), say("after-note")] : [say("after-soon"), ""],
      [say("void", { count: s.misses_most }), say("void-note", { count: s.misses }), "!"]
    ],
    parked: s => {
      const back = s.back_ms ? say("back-note", { time: clock(new Date(s.back_ms)) }) : "";
      if (s.park === "wait") return [[say("near"), back], until(s)];
      return [[s.park === "same" && s.staffed ? say("back", s) : say("back-any"), back || (s.park === "same" ? way(s) : "")], until(s)];
    },
    finished: (s, graded) => [[say("take"), say("take-note")], graded ? [say("ask"), say(s.phone ? "ask-tel" : "ask-note", s)] : null],
    ended: () => []
  };

  /** A line of a card of steps: its mark, what to do, a note under it. */
  function step(mark, title, note) {
    const line = make("div", "line"), words = make("p");
    if (mark) line.appendChild(make("i", "", mark));
    words.appendChild(make("b", "", title));
    if (note) words.appendChild(make("span", "muted", note));
    line.appendChild(words);
    return line;
  }
  function show(s, graded) {
    const box = $("next-steps"), rows = ROWS[s.status](s, graded).filter(Boolean);
    const inTurn = rows.length > 1 && IN_TURN.indexOf(s.status) >= 0;
    box.textContent = "";
    $("next").hidden = !rows.length;
    rows.forEach((row, n) => {
      const line = step(row[2] || (inTurn ? String(n + 1) : ""), row[0], row[1]);
      line.classList.toggle("warn", Boolean(row[2]));
      box.appendChild(line);
    });
  }
  return { show, step };
})();
