"use strict";
const $ = id => document.getElementById(id), all = name => document.querySelectorAll(name), now = () => performance.now();
const texts = JSON.parse($("words").textContent);
const GRADES = [[5, "M28 58Q50 88 72 58"], [4, "M30 62Q50 78 70 62"], [3, "M30 68L70 68"], [2, "M30 74Q50 60 70 74"], [1, "M28 78Q50 50 72 78"]];
const REASONS = ["attitude", "efficiency", "level", "not-told", "waiting", "other"];
const SILENCE_MS = 60000, AGAIN_MS = 2000, REASON_MS = 20000, SHOWN_MS = 4000, TRIES = 4;
const token = decodeURIComponent(location.hash.slice(1));
let mode = "idle", asked = null, settled = "", until = 0, whole = 1, grade = 0, heard = now(), line = null;

const face = mouth => `<circle cx="50" cy="50" r="45" fill="none" stroke="#0A423C" stroke-width="6"/><circle cx="35" cy="40" r="6" fill="#0A423C"/><circle cx="65" cy="40" r="6" fill="#0A423C"/><path d="${mouth}" fill="none" stroke="#0A423C" stroke-width="6" stroke-linecap="round"/>`;
const words = ([zh, en]) => `<span><b>${zh}</b><span class="en">${en}</span></span>`;
const button = (box, html, press) => { const made = document.createElement("button"); made.innerHTML = html; made.onclick = () => press(made); box.append(made); return made; };
const wait = ms => new Promise(done => setTimeout(done, ms));
const name = picture => picture.ticket + "#" + picture.visit;

for (const [value, mouth] of GRADES) button($("faces"), `<svg viewBox="0 0 100 100" aria-hidden="true">${face(mouth)}</svg>${words(texts["grade." + value])}`, () => press(value));
for (const code of REASONS) button($("reasons"), words(texts["reason." + code]), it => { it.ariaPressed = String(it.ariaPressed !== "true"); ready(); }).value = code;
$("happy").setAttribute("viewBox", "0 0 100 100");
$("happy").innerHTML = face(GRADES[0][1]);
for (const skip of all("[data-skip]")) skip.onclick = () => { settled = name(asked); show("idle"); };
$("send").onclick = () => send(chosen());

const chosen = () => [...$("reasons").children].filter(it => it.ariaPressed === "true").map(it => it.value);
function ready() { $("send").disabled = !chosen().length; }
function show(next, ms = 0) {
 mode = next;
 whole = Math.max(1, ms);
 until = now() + ms;
 for (const section of all("main>section")) section.hidden = section.id !== next;
 tick();
}
function take(picture) {
 $("hall").textContent = picture.hall.zh;
 $("label").textContent = picture.label + " 号窗口 · Counter " + picture.label;
 $("sign").textContent = picture.label;
 const current = asked && name(asked) === name(picture);
 if (picture.state === "ask" && name(picture) !== settled) {
  if (current && mode !== "idle") return;
  asked = picture;
  $("number").textContent = picture.number;
  show("ask", picture.seconds * 1000);
 } else if (picture.state === "reason" && name(picture) !== settled) {
  if (current && ["reason", "sending"].includes(mode)) return;
  asked = picture;
  askReason(picture.grade, Math.min(REASON_MS, picture.seconds * 1000));
 } else if (picture.given && current && settled !== name(picture)) {
  if (mode !== "sending") thank();
 } else if (mode === "ask" || mode === "ended") show("idle");
}
function press(value) {
 grade = value;
 if (value > 2) send([]); else askReason(value, REASON_MS);
}
function askReason(value, ms) {
 const [zh, en] = texts["grade." + value];
 grade = value;
 for (const it of $("reasons").children) it.ariaPressed = "false";
 $("graded").textContent = "您选了“" + zh + "” · " + en;
 ready();
 show("reason", ms);
}
function thank() { settled = name(asked); show("thanks", SHOWN_MS); }
async function send(reasons) {
 const mine = asked, key = [...crypto.getRandomValues(new Uint8Array(16))].map(it => it.toString(16).padStart(2, "0")).join("");
 const body = JSON.stringify({keypad: token, ticket: mine.ticket, visit: mine.visit, grade, reasons, source: "screen"});
 show("sending");
 let taken = false;
 for (let n = 0; n < TRIES; n++) {
  try {
   const answer = await fetch("/api/v1/evaluations", {method: "POST", headers: {"Idempotency-Key": key}, body, signal: AbortSignal.timeout(5000)});
   const said = await answer.json();
   taken = answer.ok ? !said.rejected || said.rejected === "repeated" : said.code === "already-evaluated";
   if (answer.status < 500) break;
  } catch { /* the same press again, under its own key */ }
  await wait(AGAIN_MS);
 }
 if (mine !== asked || mode !== "sending") return;
 if (taken) return thank();
 settled = name(mine);
 show("failed", SHOWN_MS);
}
function tick() {
 const left = Math.max(0, until - now());
 if (mode === "ask" || mode === "reason") {
  for (const it of all("[data-left]")) it.textContent = Math.ceil(left / 1000);
  for (const it of all("[data-bar]")) it.style.width = 100 * left / whole + "%";
 }
 if (!left && ["ask", "reason", "thanks", "failed"].includes(mode)) {
  if (asked && mode !== "ask") settled = name(asked);
  show("idle");
 }
 if (line && now() - heard > SILENCE_MS) line.abort();
}
async function listen() {
 for (;;) {
  line = new AbortController();
  heard = now();
  try {
   const answer = await fetch("/api/v1/keypad/stream", {method: "POST", body: JSON.stringify({token}), signal: line.signal});
   if (answer.status === 401) { $("lost").hidden = true; show("ended"); await wait(SILENCE_MS); continue; }
   if (!answer.ok) throw new Error(answer.status);
   const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
   for (let text = "", part; !(part = await reader.read()).done;) {
    heard = now();
    $("lost").hidden = true;
    const events = (text + part.value).split("\n\n");
    text = events.pop();
    for (const event of events) if (event.startsWith("data: ")) take(JSON.parse(event.slice(6)));
   }
  } catch { /* said below */ }
  $("lost").hidden = false;
  await wait(AGAIN_MS);
 }
}
const awake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
document.addEventListener("visibilitychange", awake);
addEventListener("hashchange", () => location.reload());
setInterval(tick, 250);
awake();
listen();
