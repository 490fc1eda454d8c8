"use strict";
// Which windows could serve a service at a moment of the day, from the day's own records (docs/draw.md, E).
const Standing = () => {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  let known = false, allowed = {}, desks = {}, before = {};

  function configured(config) {
    const was = allowed;
    allowed = {};
    config.counters.forEach(each => { allowed[each.id] = each.services; });
    Object.keys(desks).forEach(id => {
      const now = allowed[id];
      if (!now) delete desks[id];
      else desks[id] = same(desks[id], was[id]) ? now : now.filter(service => desks[id].indexOf(service) >= 0);
    });
  }
  function carried(config, state) {
    known = true;
    desks = {};
    before = {};
    configured(config);
    (state.desks || []).forEach(pair => {
      if (pair[1].status !== "closed" && !pair[1].withdrawn) desks[pair[0]] = pair[1].services;
    });
    (state.tickets || []).forEach(pair => { before[pair[0]] = pair[1].earlier; });
  }
  function named(data) {
    before[data.ticket] = (before[data.ticket] || []).concat(data.main, data.reserves);
  }
  const TAKE = {
    "hall-configured": data => configured(data.config),
    "state-carried": data => carried(data.config, data.state),
    "counter-opened": data => { desks[data.counter] = data.services; },
    "counter-withdrawn": data => { delete desks[data.counter]; },
    "counter-closed": data => { delete desks[data.counter]; },
    "draw-resolved": named,
    "windows-inherited": named,
    "ticket-transferred": data => { before[data.ticket] = []; }
  };

  /** Every record of a file in turn. */
  function take(record) {
    if (record.seq === 1) known = true;
    if (TAKE[record.type]) TAKE[record.type](record.data);
  }
  /** For a request of policy `issue`: {able, before}, the windows that can serve and those drawn for the ticket before; null in a part of a day. */
  function at(request) {
    const able = Object.keys(desks).filter(id => desks[id].indexOf(request.pool) >= 0);
    return known ? { able, before: before[request.ticket] || [] } : null;
  }
  return { take, at };
};
