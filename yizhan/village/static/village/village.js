// The station on a weak network (VIL-02): the form is the server's own; when the line is cut, what
// it says is kept in the box and sent later. Pages swap without a reload, so the key stays in memory.

import * as box from "./box.js";
import * as queue from "./queue.js";
import * as sync from "./sync.js";
import { hint } from "./photo.js";
import { pad } from "./sign.js";
import { smaller } from "../site/shrink.js";

const chip = () => document.getElementById("chip");
const LATER = 90;
const KEPT = "station-kept";
const make = (tag, more) => Object.assign(document.createElement(tag), more);
let user = Number(localStorage.getItem("station-user")) || 0;

const told = async () => {
  const waits = (await box.rows()).length;
  const one = chip();
  if (!one) return;
  one.hidden = false;
  one.textContent = `未上传 ${waits} 件`;
  one.classList.toggle("chip--waits", waits > 0);
};

const turn = async () => {
  await sync.all();
  await told();
  await queue.draw();
};

const known = async () => {
  try {
    const who = await sync.session();
    if (who.user) { user = who.user; localStorage.setItem("station-user", user); }
    return who;
  } catch (fault) { return undefined; }
};

// ---- the PIN -------------------------------------------------------------------------------

const lock = async (form) => {
  if (box.open() || document.getElementById("pin")) return;
  const fresh = !await box.chosen();
  const part = make("section", { className: "part", id: "lock" });
  part.innerHTML = `<h2>${fresh ? "设一个离线口令" : "输入离线口令"}</h2><p class="muted">断网时填的内容加密存在这台设备上，用它打开。${fresh ? "至少六位；忘了不能找回。" : ""}</p>
<div class="field"><label class="field__label" for="pin">离线口令</label><input id="pin" type="password" autocomplete="off" minlength="6" maxlength="40"></div><p class="field__error" id="pin-said" role="alert"></p><button class="btn btn--second" type="button">打开离线箱</button>`;
  form.before(part);
  part.querySelector("button").onclick = async () => {
    const pin = part.querySelector("input").value;
    const good = pin.length >= 6 && await box.unlock(pin);
    if (!good) { part.querySelector("#pin-said").textContent = pin.length < 6 ? "至少六位" : "口令不对"; return; }
    part.remove();
    await filled(form);
    await turn();
  };
};

// ---- the form ------------------------------------------------------------------------------

const text = (blob) => new Promise((good) => {
  const reader = new FileReader();
  reader.onload = () => good(reader.result);
  reader.readAsDataURL(blob);
});

const photo = async (input) => {
  const [file] = input.files;
  return file && { material: input.name.replace(/^file_/, ""), name: file.name, data: await text(await smaller(file)) };
};

const typed = (said, start) => Object.fromEntries(
  [...said].filter(([name, value]) => name.startsWith(start) && typeof value === "string" && value)
    .map(([name, value]) => [name.slice(start.length), value]),
);

const days = (n) => {
  const on = new Date(Date.now() + n * 86400000);
  return `${on.getFullYear()}-${String(on.getMonth() + 1).padStart(2, "0")}-${String(on.getDate()).padStart(2, "0")}`;
};

/** Return a moment as a field of date and time shows it. */
const local = (moment) => {
  const at = new Date(moment);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};

/** Return the record of a form, photos and all. */
const recorded = async (form, id) => {
  const said = new FormData(form);
  const get = (name) => String(said.get(name) || "").trim();
  const before = (box.open() && await box.read(id)) || {};
  const photos = (await Promise.all([...form.querySelectorAll("[data-look]")].map(photo))).filter(Boolean);
  const old = (before.photos || []).filter((one) => !photos.some((now) => now.material === one.material));
  const signed = await photo(form.elements.signature) || before.signed;
  const mode = get("mode");
  const hour = get("hour") && get("place") ? { place: get("place"), at: new Date(get("hour")).toISOString() } : null;
  return {
    id, mode, code: form.dataset.errand, title: form.dataset.name, page: location.pathname,
    principal: { name: get("name"), number: get("number"), phone: get("phone") },
    guardian: get("guardian_number") ? { name: get("guardian_name"), number: get("guardian_number") } : null,
    situation: typed(said, "s_"), answers: typed(said, "a_"), materials: said.getAll("materials"),
    photos: [...old, ...photos], signed,
    mandate: mode === "whole" && signed ? { since: days(0), until: days(LATER), read_aloud: Boolean(said.get("read_aloud")), signature: "" } : null,
    hour, recorded_at: new Date().toISOString(), ready: !(mode === "home" && said.get("later")),
    confirmed: Boolean(said.get("confirmed")), based_on: Number(get("based_on")) || 0,
  };
};

/** Fill a form with a record of this device, when the address names one. */
const filled = async (form) => {
  const id = location.hash.slice(1);
  const record = id && box.open() && await box.read(id);
  if (!record) return;
  form.elements.id.value = record.id;
  const values = { ...record.principal, ...(record.guardian && { guardian_name: record.guardian.name, guardian_number: record.guardian.number }) };
  Object.entries(record.situation).forEach(([key, value]) => { values[`s_${key}`] = value; });
  Object.entries(record.answers).forEach(([key, value]) => { values[`a_${key}`] = value; });
  Object.entries({ ...values, mode: record.mode, place: record.hour ? record.hour.place : "", hour: record.hour ? local(record.hour.at) : "" }).forEach(([name, value]) => {
    if (form.elements[name]) form.elements[name].value = value;
  });
  form.elements.later.checked = !record.ready;
  form.elements.read_aloud.checked = Boolean(record.mandate && record.mandate.read_aloud);
  form.querySelectorAll("[name=materials]").forEach((one) => { one.checked = record.materials.includes(one.value); });
  shown(form);
};

const shown = (form) => {
  const mode = (form.querySelector("[name=mode]:checked") || {}).value;
  form.querySelectorAll("[data-for]").forEach((part) => { part.hidden = !part.dataset.for.split(" ").includes(mode); });
};

let last = Promise.resolve();
/** Return what an act returns, once all acts before it are over: the newest contents are kept. */
const inTurn = (act) => { last = last.then(act, act); return last; };

const drafted = async (form, id) => {
  if (!box.open() || !user) return;
  await box.keep(await recorded(form, id), user, "draft");
  await told();
};

const submitted = async (form, id) => {
  const record = await recorded(form, id);
  if (!box.open() || !user) return false;
  await box.keep(record, user);
  await turn();
  const row = (await box.rows()).find((one) => one.id === id);
  const place = row ? chip().href : `${chip().dataset.today}records/${id}/`;
  if (row || navigator.onLine) window.htmx.ajax("GET", place, { target: "body", push: place }).then(() => window.history.pushState({}, "", place));
  return true;
};

const errand = async (form) => {
  form.elements.id.value = form.elements.id.value || location.hash.slice(1) || crypto.randomUUID();
  shown(form);
  await lock(form);
  await filled(form);
  form.addEventListener("change", async (event) => {
    shown(form);
    if (event.target.matches("[data-look]") && event.target.files[0]) {
      const said = await hint(event.target.files[0]);
      const old = event.target.parentNode.querySelector(".field__error");
      if (old) old.remove();
      if (said) event.target.after(make("p", { className: "field__error", textContent: said }));
    }
    await inTurn(() => drafted(form, form.elements.id.value));
  });
  form.addEventListener("submit", (event) => {
    if (!box.open()) return;
    event.preventDefault();
    event.stopPropagation();
    inTurn(() => submitted(form, form.elements.id.value));
  });
};

const aloud = (button) => {
  if (!("speechSynthesis" in window)) return;
  button.hidden = false;
  button.onclick = () => {
    const words = new SpeechSynthesisUtterance(document.getElementById(button.dataset.read).textContent);
    words.lang = "zh-CN";
    words.rate = 0.8;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
};

// ---- each page -----------------------------------------------------------------------------

const arrived = async () => {
  document.querySelectorAll("[data-sign]").forEach(pad);
  document.querySelectorAll("[data-read]").forEach(aloud);
  const form = document.querySelector("form[data-errand]");
  if (form && !form.dataset.seen) { form.dataset.seen = "1"; await errand(form); }
  const place = document.getElementById("queue");
  if (place && !document.getElementById("lock")) await lock(place);
  await told();
  await queue.draw();
  await turn();
};

const keepPages = async () => {
  if (!("serviceWorker" in navigator)) return;
  const one = chip();
  await navigator.serviceWorker.register(one.dataset.worker, { scope: one.dataset.today });
  const ready = await navigator.serviceWorker.ready;
  const fresh = `${new Date().toDateString()} ${user}`;
  if (localStorage.getItem(KEPT) === fresh) return; // once a day: the line is narrow
  navigator.serviceWorker.onmessage = () => localStorage.setItem(KEPT, fresh);
  try {
    const list = await (await fetch(one.dataset.kept, { headers: { "X-Background": "1" } })).json();
    ready.active.postMessage(list);
  } catch (fault) { /* offline: what is kept already serves */ }
};

const begin = async () => {
  if (!window.indexedDB || !window.crypto.subtle) return;
  await known();
  document.body.addEventListener("htmx:load", arrived);
  document.body.addEventListener("htmx:sendError", () => { document.getElementById("live").textContent = "没有网络，请连上后再试"; });
  window.addEventListener("online", turn);
  window.addEventListener("offline", () => { document.getElementById("live").textContent = "没有网络了，填的内容先存在这台设备上"; });
  setInterval(turn, 20000);
  await arrived();
  await keepPages();
};

begin();
