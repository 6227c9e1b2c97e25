// What a page gains with JavaScript: every page also works without this file.
// ES2019 only; no inline handlers (the content security policy forbids them).

const root = document.documentElement;
const YEAR = 31536000;

/** Return whether the key event was typed into something that takes text. */
function typing(event) {
  const at = event.target;
  return event.isComposing || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable;
}

/** Say a sentence once in the page's polite live region. */
export function announce(words) {
  const region = document.getElementById("live");
  if (!region) return;
  region.textContent = "";
  window.setTimeout(() => { region.textContent = words; }, 60);
}

/** Keep how the person wants to see the site; the server reads the same cookie. */
function keepDisplay() {
  const parts = [root.dataset.mode, root.dataset.contrast, root.dataset.size].filter(Boolean);
  document.cookie = `display=${parts.join(".")};path=/;max-age=${YEAR};samesite=lax`;
}

/** Turn one display setting on or off without leaving the page. */
function switchDisplay(link) {
  const [name, value] = link.dataset.display.split("=");
  const next = root.dataset[name] === value && name !== "size" ? "" : value;
  if (next) root.dataset[name] = next;
  else delete root.dataset[name];
  keepDisplay();
  document.querySelectorAll("[data-display]").forEach(showDisplay);
  announce(link.dataset.said || "显示方式已切换。");
}

/** Show on a switch whether its setting is on. */
function showDisplay(link) {
  const [name, value] = link.dataset.display.split("=");
  const on = (root.dataset[name] || "") === value;
  link.setAttribute("aria-pressed", String(on));
  const label = link.querySelector("[data-on]");
  if (label) label.textContent = on ? label.dataset.on : label.dataset.off;
}

/** Wire the switches: links for those without JavaScript become buttons. */
function wireDisplay() {
  document.querySelectorAll("[data-display]").forEach((link) => {
    link.setAttribute("role", "button");
    showDisplay(link);
    link.addEventListener("click", (event) => { event.preventDefault(); switchDisplay(link); });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); switchDisplay(link); }
    });
  });
}

/** The keys of every page: "/" goes to the search box, Escape closes suggestions. */
function wireKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !typing(event) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = document.getElementById("q");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "Escape") closeSuggestions();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walkSuggestions(event);
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") walkTabs(event);
  });
}

/** Empty the list under the search box; put the focus back if it was inside. */
function closeSuggestions() {
  const list = document.getElementById("suggest");
  if (!list || !list.firstElementChild) return;
  if (list.contains(document.activeElement)) document.getElementById("q").focus();
  list.textContent = "";
}

/** Walk with the arrow keys from the search box through the suggestions. */
function walkSuggestions(event) {
  const search = event.target.closest && event.target.closest(".search");
  if (!search || event.isComposing) return;
  const stops = [search.querySelector("input"), ...search.querySelectorAll(".suggest a")];
  if (stops.length < 2) return;
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = stops.indexOf(document.activeElement);
  event.preventDefault();
  stops[(at + step + stops.length) % stops.length].focus();
}

/** Walk along a row of tabs with the left and right keys. */
function walkTabs(event) {
  const row = event.target.closest && event.target.closest("[data-arrows]");
  if (!row) return;
  const stops = [...row.querySelectorAll("a, button")];
  const step = event.key === "ArrowRight" ? 1 : -1;
  const at = stops.indexOf(document.activeElement);
  event.preventDefault();
  stops[(at + step + stops.length) % stops.length].focus();
}

/** Let a form be sent once: the second press says so instead of sending again. */
function wireForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      announce("正在处理，请勿重复提交。");
      return;
    }
    form.dataset.sent = "1";
    window.setTimeout(() => waiting(form, "正在处理，请稍候…"), 400);
    window.setTimeout(() => waiting(form, "仍在处理，请勿重复提交。"), 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });
}

/** Show in the page and say that a form is still on its way. */
function waiting(form, words) {
  if (!form.dataset.sent || !form.isConnected) return;
  const place = form.querySelector("[data-waiting]");
  if (place) place.textContent = words;
  announce(words);
}

/** Offer to read the page aloud, where the browser has a voice for it. */
function wireSpeech() {
  const synth = window.speechSynthesis;
  const buttons = document.querySelectorAll("[data-speak]");
  if (!synth || !buttons.length) return;
  const offer = () => {
    const voice = synth.getVoices().find((one) => one.lang.replace("_", "-").startsWith("zh"));
    if (!voice) return;
    buttons.forEach((button) => { button.hidden = false; button.onclick = () => speak(synth, voice); });
  };
  offer();
  synth.addEventListener("voiceschanged", offer);
}

/** Read the main part aloud, or stop when it is being read. */
function speak(synth, voice) {
  if (synth.speaking) { synth.cancel(); return; }
  const text = document.getElementById("main").innerText;
  (text.match(/[^。！？\n]+[。！？\n]?/g) || []).forEach((sentence) => {
    const said = new SpeechSynthesisUtterance(sentence);
    said.voice = voice;
    said.lang = voice.lang;
    synth.speak(said);
  });
}

/** Buttons that only make sense with JavaScript: print, reveal. */
function wireButtons() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  window.addEventListener("beforeprint", () => {
    const stamp = document.getElementById("printed");
    if (stamp) stamp.textContent = new Date().toLocaleString("zh-CN", { hour12: false });
  });
}

/** After a partial update: the announcement the server sent, and the focus it asked for. */
function wireSwaps() {
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const words = event.detail.target.querySelector("[data-announce]");
    if (words) announce(words.dataset.announce);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) delete form.dataset.sent;
  });
  document.body.addEventListener("htmx:sendError", () => announce("网络连接中断，请稍后再试。"));
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) closeSuggestions();
  });
}

/** Put the focus on the summary of errors, so that it is read first. */
function focusErrors() {
  const summary = document.querySelector(".summary[tabindex]");
  if (summary) summary.focus();
}

wireDisplay();
wireKeys();
wireForms();
wireSpeech();
wireButtons();
wireSwaps();
focusErrors();
