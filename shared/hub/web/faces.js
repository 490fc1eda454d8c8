"use strict";
// The five grades as faces, and the reasons of a bad one: the same on a phone and on a counter's tablet.
const Faces = (() => {
  const MOUTHS = { 5: "M27 54H73Q70 80 50 80Q30 80 27 54Z", 4: "M29 61Q50 80 71 61", 3: "M30 68H70", 2: "M29 76Q50 57 71 76", 1: "M29 78Q50 57 71 78M28 25L42 31M72 25L58 31" };
  const GRADES = [5, 4, 3, 2, 1], BAD = 2;
  const REASONS = ["attitude", "efficiency", "level", "not-told", "waiting", "other"];

  function drawing(size, box, parts) {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
    const put = (element, values) => Object.keys(values).forEach(name => element.setAttribute(name, values[name]));
    put(svg, { width: size, height: size, viewBox: "0 0 " + box + " " + box, "aria-hidden": "true" });
    parts.forEach(part => {
      const element = document.createElementNS(ns, part[0]);
      put(element, part[1]);
      svg.appendChild(element);
    });
    return svg;
  }
  const line = (width, more) => Object.assign({ fill: "none", stroke: "currentColor", "stroke-linecap": "round", "stroke-width": width }, more);
  const eye = x => ["circle", { cx: x, cy: 40, r: 6, fill: "currentColor" }];
  const face = (grade, size) => drawing(size, 100, [["circle", line(7, { cx: 50, cy: 50, r: 45 })], eye(35), eye(65), ["path", line(7, Object.assign({ d: MOUTHS[grade], "stroke-linejoin": "round" }, grade === 5 ? { fill: "currentColor" } : {}))]]);
  const tick = size => drawing(size, 24, [["path", line(3.5, { d: "M4 12L10 18L20 7" })]]);
  const done = size => drawing(size, 100, [["circle", line(7, { cx: 50, cy: 50, r: 45 })], ["path", line(9, { d: "M28 52L44 68L73 36", "stroke-linejoin": "round" })]]);
  return { GRADES, BAD, REASONS, face, tick, done };
})();
