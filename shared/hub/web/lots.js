"use strict";
// The lot `qlot/1` once more, apart from the hub's own code: what docs/draw.md says, computed by the phone itself.
// Bytes are Uint8Arrays; Hashes is built by packaging/web.
const Lots = (() => {
  const LINKS = 65536;
  const IDLE = -1;

  function utf8(text) {
    const coded = unescape(encodeURIComponent(text));
    return Uint8Array.from(coded, letter => letter.charCodeAt(0));
  }
  const u16 = value => Uint8Array.of(value >> 8, value & 255);
  const u32 = value => Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);

  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
  function lp(text) {
    const raw = utf8(text);
    return join(u16(raw.length), raw);
  }
  const hex = bytes => Array.from(bytes, byte => (256 + byte).toString(16).slice(1)).join("");
  function fromHex(text) {
    if (!/^[0-9a-f]{64}$/.test(text)) throw new Error("not 32 bytes in hex: " + text);
    return Uint8Array.from(text.match(/../g), pair => parseInt(pair, 16));
  }
  const base32 = bytes => {
    const bits = Array.from(bytes, byte => (256 + byte).toString(2).slice(1)).join("");
    return bits.match(/.{5}/g).map(five => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)]).join("");
  };

  const context = (hall, day, epoch, who) => [hall, day, epoch, who].join("|");
  const tagged = (algorithm, tag, ...parts) => Hashes[algorithm].hash(join(utf8("qlot/1 " + tag), ...parts));
  const named = pairs => pairs.map(pair => join(lp(pair[0]), pair[1]));

  /** The anchor that the link c[i] leads to. */
  function anchor(algorithm, ctx, i, link) {
    for (; i > 0; i--) link = tagged(algorithm, "link", lp(ctx), u32(i), link);
    return link;
  }
  function commitment(algorithm, hall, day, epoch, hub, witnesses) {
    return tagged(algorithm, "open", lp(hall), lp(day), u32(epoch), hub, ...named(witnesses));
  }
  function mix(algorithm, i, x, ys) {
    return tagged(algorithm, "mix", u32(i), x, Uint8Array.of(ys.length), ...named(ys));
  }
  /** The lot of one ticket and window in hex: the smallest text is the smallest lot. */
  function lot(algorithm, u, ticket, window, j) {
    return hex(Hashes[algorithm].hmac(u, join(utf8("qlot/1 lot"), lp(ticket), lp(window), u16(j))));
  }

  // ids are compared as the hub does, by code points; JavaScript's own order goes by UTF-16
  function before(one, other) {
    const a = Array.from(one), b = Array.from(other);
    for (let n = 0; n < a.length && n < b.length; n++) {
      if (a[n] !== b[n]) return a[n].codePointAt(0) - b[n].codePointAt(0);
    }
    return a.length - b.length;
  }
  const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const shorter = (one, other) => order(one.lot, other.lot) || before(one.window, other.window);
  const shortest = sticks => sticks.slice().sort(shorter)[0];

  /** Policy `issue`: {main, reserves, lot, trays} over [window, load] pairs; a tray is [{window, lot}, …]. */
  function choose(algorithm, u, ticket, windows, stratum, most) {
    const stick = window => ({ window, lot: lot(algorithm, u, ticket, window, 0) });
    const idle = windows.filter(pair => pair[1] === IDLE);
    let trays;
    if (idle.length >= stratum) {
      trays = [idle.map(pair => stick(pair[0]))];
    } else {
      const ordered = windows.map(pair => ({ window: pair[0], load: pair[1], lot: lot(algorithm, u, ticket, pair[0], 1) }));
      ordered.sort((one, other) => one.load - other.load || shorter(one, other));
      trays = [];
      for (let b = 0; b < most; b++) {
        trays.push(ordered.slice(b * stratum, (b + 1) * stratum).map(each => stick(each.window)));
      }
    }
    const best = trays.map(shortest);
    return { ticket, main: best[0].window, reserves: best.slice(1).map(each => each.window), lot: best[0].lot, trays };
  }
  /** The smallest lot over [ticket, window, weight] pairs, as {ticket, window, lot}; and every lot, as `lots`. */
  function winner(algorithm, u, pairs) {
    const lots = [];
    for (const [ticket, window, weight] of pairs) {
      for (let j = 0; j < weight; j++) lots.push({ ticket, window, j, lot: lot(algorithm, u, ticket, window, j) });
    }
    lots.sort((one, other) => order(one.lot, other.lot) || before(one.ticket, other.ticket) || before(one.window, other.window));
    return { ticket: lots[0].ticket, window: lots[0].window, lot: lots[0].lot, lots };
  }
  /** Policy `call`: as `choose`, with the one tray of the windows that the winning ticket could have gone to. */
  function round(algorithm, u, pairs) {
    const won = winner(algorithm, u, pairs.map(pair => [pair[0], pair[1], 1]));
    const tray = won.lots.filter(each => each.ticket === won.ticket);
    return { ticket: won.ticket, main: won.window, reserves: [], lot: won.lot, trays: [tray] };
  }

  /** The leaf of a journal line. */
  const leaf = line => hex(Hashes.sha256.hash(join(Uint8Array.of(0), utf8(line))));
  /** A commitment (hex) as people compare it. */
  const seal = text => base32(fromHex(text).slice(0, 5)).replace(/^(....)/, "$1 ");

  return { LINKS, utf8, hex, fromHex, base32, context, anchor, commitment, mix, lot, choose, winner, round, leaf, seal };
})();
