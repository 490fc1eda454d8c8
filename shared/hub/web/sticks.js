"use strict";
// The draw as sticks in their trays, as on the kiosk and the paper: the shortest of each tray is drawn.
const Sticks = (() => {
  const SHORTEST = 18, TALLEST = 132, DIGITS = 13, NEAR = 8;

  // the square root keeps the order and moves the shortest apart
  const length = lot => Math.sqrt(parseInt(lot.slice(0, DIGITS), 16) / Math.pow(16, DIGITS));
  const counted = label => (/^\d+$/.test(label) ? parseInt(label, 10) : Infinity);

  function show(box, drawn, label) {
    box.textContent = "";
    drawn.trays.forEach(tray => {
      const cup = Page.make("div", "tray");
      tray.slice().sort((one, other) => counted(label(one.window)) - counted(label(other.window))).forEach(each => {
        const named = each.window === drawn.main ? " main" : drawn.reserves.indexOf(each.window) < 0 ? "" : " reserve";
        const stick = Page.make("div", "stick" + named), bar = Page.make("i");
        bar.style.height = Math.round(SHORTEST + length(each.lot) * (TALLEST - SHORTEST)) + "px";
        stick.appendChild(bar);
        stick.appendChild(Page.make("b", "sign", label(each.window)));
        cup.appendChild(stick);
      });
      box.appendChild(cup);
    });
  }
  /** The two shortest of every tray where eyes cannot tell them apart, as pairs of [window, length]. */
  function near(drawn) {
    return drawn.trays.reduce((found, tray) => {
      const two = tray.map(each => [each.window, length(each.lot)]).sort((one, other) => one[1] - other[1]).slice(0, 2);
      const close = two.length > 1 && (two[1][1] - two[0][1]) * (TALLEST - SHORTEST) < NEAR;
      return close ? found.concat([two]) : found;
    }, []);
  }
  return { show, near };
})();
