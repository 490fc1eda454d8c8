"use strict";
// What every page does: words in two languages, requests. ES2015, for phones of many years ago.
const Page = (() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const $ = id => document.getElementById(id);
  const all = name => Array.from(document.querySelectorAll(name));
  const renders = [], headers = {};
  let language = kept("language") || (/^zh/i.test(navigator.language || "zh") ? "zh" : "en");

  let large = kept("large") === "yes";

  // storage may be switched off, and then throws
  function kept(name) {
    try { return localStorage.getItem(name); } catch (error) { return null; }
  }
  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (error) { /* not kept, then */ }
  }

  const knows = key => key in words;
  /** In Chinese and in English. */
  function said(key, params) {
    return words[key].map(text => text.replace(/\{(\w+)\}/g, (blank, name) => (params && name in params ? params[name] : blank)));
  }
  const t = (key, params) => said(key, params)[language === "en" ? 1 : 0];
  const pick = text => (language === "en" ? text.en || text.zh : text.zh || text.en);
  const list = items => items.join(t("phone.page.comma"));
  function refusal(problem) {
    const key = "refused." + (problem && problem.code), params = Object.assign({}, problem && problem.params);
    Object.keys(params).filter(name => /^\d{4}-\d\d-\d\d$/.test(params[name])).forEach(name => { params[name] = date(new Date(params[name] + "T00:00")); });
    return t(knows(key) ? key : "refused.unknown", params);
  }
  const two = value => (value < 10 ? "0" : "") + value;
  const clock = date => date.getHours() + ":" + two(date.getMinutes());
  const date = day => t("phone.page.date", { month: t("phone.page.months").split(" ")[day.getMonth()], day: day.getDate() });
  /** Labels with runs of numbers as people say them: 1–6、9. */
  function ranges(labels) {
    const numbers = labels.filter(each => /^\d+$/.test(each)).map(Number).sort((one, other) => one - other);
    const runs = numbers.reduce((found, n) => {
      const last = found[found.length - 1];
      if (last && n === last[1] + 1) last[1] = n;
      else found.push([n, n]);
      return found;
    }, []);
    const said = runs.map(run => (run[1] - run[0] > 1 ? run.join("–") : run[1] > run[0] ? list(run) : String(run[0])));
    return list(said.concat(labels.filter(each => !/^\d+$/.test(each)).sort()));
  }

  function set(id, text) {
    const element = typeof id === "string" ? $(id) : id;
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === "";
  }
  function make(tag, kind, text) {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  /** Facts in one line, a dot between two of them; none where a line breaks. */
  function parts(id, texts) {
    const line = make("span");
    texts.filter(Boolean).forEach(text => line.appendChild(make("i", "", text)));
    $(id).textContent = "";
    $(id).appendChild(line);
    $(id).hidden = !line.firstChild;
  }
  /** A card that leads on: what to, and a line under it. */
  function row(tag, title, line) {
    const card = make(tag, "card row go"), words = card.appendChild(make("span"));
    words.appendChild(make("b", "", title));
    words.appendChild(make("span", "muted", line));
    return card;
  }
  /** Where the guide of a service is, in her language and size. */
  function guide(service) {
    const asked = [language === "en" ? "lang=en" : "", large ? "large=1" : ""].filter(Boolean).join("&");
    return "/guide/" + encodeURIComponent(service) + (asked && "?" + asked);
  }
  /** The row `id` calls this number; "" hides it. */
  function tel(id, number) {
    $(id).href = "tel:" + number.replace(/[^+0-9]/g, "");
    set($(id).querySelector(".muted"), number);
    $(id).hidden = !number;
  }
  function only(id) {
    all("main>section").forEach(section => { section.hidden = section.id !== id; });
    document.body.className = id;
  }
  function speak() {
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    all("[data-t]").forEach(element => { element.textContent = t(element.getAttribute("data-t")); });
    all("[data-hint]").forEach(element => {
      const text = t(element.getAttribute("data-hint"));
      element.placeholder = text;
      element.setAttribute("aria-label", text);
    });
    document.documentElement.className = large ? "large" : "";
    all("[data-size]").forEach(button => { button.textContent = t(large ? "phone.page.smaller" : "phone.page.larger"); });
    renders.forEach(render => render());
  }
  /** Call `render` now and whenever the language changes. */
  function rendering(render) {
    renders.push(render);
    render();
  }

  /** What a request is asked again under, so that it is done once. */
  const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => (256 + byte).toString(16).slice(1)).join("");
  /** done(status, value): the JSON of the answer, null without one; status 0 if nobody answered. `headers` go along. */
  function ask(method, url, body, done, again) {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = 15000;
    request.onloadend = () => {
      let value = null;
      try { value = JSON.parse(request.responseText); } catch (error) { /* as good as none */ }
      done(request.status, value);
    };
    Object.keys(headers).forEach(name => request.setRequestHeader(name, headers[name]));
    if (body === null) return request.send();
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Idempotency-Key", again || key());
    request.send(JSON.stringify(body));
  }

  all("[data-language]").forEach(button => {
    button.onclick = () => {
      language = language === "en" ? "zh" : "en";
      keep("language", language);
      speak();
    };
  });
  all("[data-size]").forEach(button => {
    button.onclick = () => {
      large = !large;
      keep("large", large ? "yes" : "");
      speak();
    };
  });
  speak();
  return { $, all, t, said, pick, list, ranges, knows, refusal, two, clock, date, set, make, parts, row, guide, tel, only, speak, rendering, key, ask, headers, kept, keep };
})();
