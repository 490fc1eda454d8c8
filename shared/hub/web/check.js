"use strict";
// One draw held against what was sealed before it. Each step is {step, ok, …}; the first that fails decides.
const Check = (() => {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /**
   * A draw from the records of the day: `hall` (its id, where the opening does not say it) and `lines`, which are the day's opening, the request, the strikes
   * of witnesses after it, and the result. `open`, where the day is known: the windows that could serve then, and those
   * drawn for the ticket before. What comes back is {steps, ok, drawn, opening, request, result, witnesses}, and of `open`
   * `stood`, how many could serve, and `odd`, those left out of the draw or in it without right.
   */
  function draw(hall, lines, open) {
    const records = lines.map(line => JSON.parse(line));
    const opening = records[0].data, request = records[1].data, result = records[records.length - 1].data;
    const struck = records.slice(2, -1).filter(each => each.type === "witness-struck" && each.data.i === request.i);
    const found = { opening, request, result, at_ms: records[1].at_ms, day: opening.day, lines, drawn: null, stood: 0, odd: [] };
    const algorithm = opening.algorithm;
    hall = opening.hall || hall;
    const bytes = pairs => pairs.map(pair => [pair[0], Lots.fromHex(pair[1])]);
    const gone = struck.map(each => each.data.witness);
    found.witnesses = (request.witnesses || []).filter(name => gone.indexOf(name) < 0);
    found.struck = gone;

    function sealed() {
      const anchors = bytes(opening.witnesses);
      const made = Lots.commitment(algorithm, hall, opening.day, opening.epoch, Lots.fromHex(opening.hub_anchor), anchors);
      return Lots.hex(made) === opening.commitment;
    }
    function linked() {
      const anchors = { hub: opening.hub_anchor };
      opening.witnesses.forEach(pair => { anchors["witness " + pair[0]] = pair[1]; });
      const leads = (key, name, link) => {
        const ctx = Lots.context(hall, opening.day, opening.epoch, name);
        return Lots.hex(Lots.anchor(algorithm, ctx, request.i, Lots.fromHex(link))) === anchors[key];
      };
      return request.i >= 1 && request.i <= Lots.LINKS && result.i === request.i && leads("hub", "hub", result.x)
        && result.ys.every(pair => leads("witness " + pair[0], pair[0], pair[1]));
    }
    const witnessed = () => same(result.ys.map(pair => pair[0]), found.witnesses);
    function recomputed() {
      const u = Lots.mix(algorithm, request.i, Lots.fromHex(result.x), bytes(result.ys));
      found.drawn = records[1].type === "pairs-draw-requested"
        ? Lots.round(algorithm, u, request.pairs)
        : Lots.choose(algorithm, u, request.ticket, request.windows, request.stratum, request.most);
      const { ticket, main, reserves, lot } = found.drawn;
      return same([ticket, main, reserves, lot], [result.ticket, result.main, result.reserves, result.lot]);
    }
    function complete() {
      const inside = request.windows.map(pair => pair[0]), out = (all, id) => all.indexOf(id) < 0;
      const missing = open.able.filter(id => out(inside, id)), again = inside.some(id => !out(open.before, id));
      found.stood = open.able.length;
      // drawn again it goes without all windows of before, or without none of them
      found.odd = missing.filter(id => again || out(open.before, id)).concat(inside.filter(id => out(open.able, id)));
      return !found.odd.length;
    }
    const checks = [["sealed", sealed], ["linked", linked], ["witnessed", witnessed], ["recomputed", recomputed]];
    if (open && request.windows) checks.push(["complete", complete]);
    found.steps = checks.map(each => {
      try {
        return { step: each[0], ok: each[1]() };
      } catch (error) {
        return { step: each[0], ok: false };
      }
    });
    found.ok = found.steps.every(each => each.ok);
    return found;
  }

  function parsed(line, n) {
    try {
      const record = JSON.parse(line);
      if ((record.type && record.data) || (record.head && record.signatures)) return record;
    } catch (error) { /* said below */ }
    throw Object.assign(new Error("not a record"), { line: n });
  }

  /**
   * The records of a saved file: the hall's id, its labels, ticket ids by number and numbers by id, the lines of each
   * ticket's draws with `open`, the windows that stood open at each, and `told`, those that took it or gave it windows without a lot. `broken` is the first line that does not follow the one before it (0: none). Throws with `line`.
   */
  function file(text) {
    const day = { hall: "", labels: {}, numbers: {}, named: {}, draws: {}, open: {}, told: {}, inherited: {}, lines: 0, broken: 0 };
    const standing = Standing();
    let opening = null, open = null, stood = null, prev = null;
    text.split("\n").forEach((line, n) => {
      if (!line.trim()) return;
      const record = parsed(line, n + 1);
      if (record.head) return; // the signed head at a published day's end; fairhall verify checks its signatures
      if (!day.broken && prev !== null && record.prev !== prev) day.broken = n + 1;
      prev = Lots.leaf(line);
      day.lines += 1;
      const data = record.data;
      if (record.type === "hall-configured" || record.type === "state-carried") {
        day.hall = data.config.id;
        data.config.counters.forEach(each => { day.labels[each.id] = each.label; });
      } else if (record.type === "day-opened") {
        opening = line;
        day.hall = data.hall || day.hall;
      } else if (record.type === "ticket-issued") {
        day.numbers[data.number] = data.ticket;
        day.named[data.ticket] = data.number;
        day.told[data.ticket] = [line];
      } else if (record.type === "windows-inherited") {
        day.inherited[data.ticket] = true;
        day.told[data.ticket] = (day.told[data.ticket] || []).concat(line);
      } else if (/draw-requested$/.test(record.type)) {
        open = opening === null ? null : [opening, line];
        stood = standing.at(data);
      } else if (open !== null && record.type === "witness-struck") {
        open.push(line);
      } else if (open !== null && record.type === "draw-resolved") {
        (day.draws[data.ticket] = day.draws[data.ticket] || []).push(open.concat(line));
        (day.open[data.ticket] = day.open[data.ticket] || []).push(stood);
        open = null;
      }
      standing.take(record);
    });
    return day;
  }

  return { draw, file };
})();
