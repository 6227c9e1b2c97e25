// The keys of the desk; every screen also works without this file.
// F8 goes to the panel; digits count only inside it (WCAG 2.1.4); nothing while an IME composes.

const panel = document.getElementById("panel");
const cheat = document.getElementById("cheat");

/** Return whether the event was typed into something that takes text. */
function typing(event) {
  const at = event.target;
  const box = at.tagName === "INPUT" && !["radio", "checkbox"].includes(at.type);
  return box || ["TEXTAREA", "SELECT"].includes(at.tagName) || at.isContentEditable;
}

/** Open the situation of a digit, close the others, and go to its first field. */
function openAct(digit) {
  const acts = [...panel.querySelectorAll("details.act")];
  const wanted = acts.find((act) => act.dataset.digit === digit);
  if (!wanted) return false;
  acts.forEach((act) => { act.open = act === wanted; });
  const first = wanted.querySelector("input:not([type=hidden]), select, textarea, button");
  if (first) first.focus();
  return true;
}

/** Keys inside the panel: digits, and Enter on a tick or a choice sends the form. */
function panelKeys(event) {
  if (!panel || !panel.contains(event.target)) return false;
  const digit = /^(?:Digit|Numpad|Key)([0-9Y])$/.exec(event.code);
  if (digit && !typing(event) && !event.ctrlKey) return openAct(digit[1]);
  const sends = event.code === "Enter" || event.code === "NumpadEnter";
  if (sends && (event.ctrlKey || event.target.matches("input[type=radio], input[type=checkbox], select"))) {
    const form = event.target.form;
    if (form) { form.requestSubmit(); return true; }
  }
  return false;
}

/** Keys of the screens of intake: A ticks everything, digits pick an item. */
function intakeKeys(event) {
  const all = document.querySelector("[data-all]");
  if (all && event.code === "KeyA") { all.click(); return true; }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const pick = digit && document.querySelector(`[data-pick="${digit[1]}"]`);
  if (pick) { pick.click(); return true; }
  return digit ? pickChoice(Number(digit[1])) : false;
}

/** Take the choice of a number in the first question that has no answer yet. */
function pickChoice(number) {
  const open = [...document.querySelectorAll("#intake fieldset")].find((one) => {
    const radios = one.querySelectorAll("input[type=radio]");
    return radios.length && ![...radios].some((radio) => radio.checked);
  });
  const radio = open && open.querySelectorAll("input[type=radio]")[number - 1];
  if (!radio) return false;
  radio.click();
  return true;
}

/** Enter in a line of the intake goes on to the next: a card reader ends with Enter too. */
function nextLine(event) {
  const lines = [...document.querySelectorAll("#intake input[type=text]")];
  const at = lines.indexOf(event.target);
  if (at < 0 || !/Enter$/.test(event.code) || !event.target.value.trim()) return false;
  const empty = lines.slice(0, 2).find((line) => !line.value.trim());
  const open = document.querySelector("#questions input[type=radio]");
  (empty || open || document.querySelector("[data-all]") || event.target).focus();
  return true;
}

/** Go to the neighbour in the list, or to the intake. */
function walk(event) {
  const where = { KeyJ: "next", KeyK: "previous" }[event.code];
  const to = where && panel && panel.dataset[where];
  if (to) { window.location.assign(to); return true; }
  const first = event.code === "KeyJ" && document.querySelector("[data-first]");
  const link = first || /^Key/.test(event.code) && document.querySelector(`[data-key="${event.code}"]`);
  if (link) { link.click(); return true; }
  return false;
}

/** Keys that count everywhere, also while typing: next, hold, finish (each is a button too). */
function functionKeys(event) {
  if (event.code === "F2" && panel && panel.dataset.next) {
    window.location.assign(panel.dataset.next);
    return true;
  }
  const button = /^F[49]$/.test(event.code) && document.querySelector(`[data-key="${event.code}"]`);
  if (button) button.click();
  return Boolean(button);
}

/** The arrows go from row to row of the materials; the space bar ticks the row. */
function rowKeys(event) {
  if (!/^Arrow(Up|Down)$/.test(event.code) || event.target.name !== "materials") return false;
  const boxes = [...document.querySelectorAll("input[name=materials]")];
  const there = boxes[boxes.indexOf(event.target) + (event.code === "ArrowDown" ? 1 : -1)];
  if (there) there.focus();
  return Boolean(there);
}

const GAP = 50; // milliseconds between two letters of a scanner; fingers are slower
const LEAST = 8;
let burst = "";
let last = 0;

/** A number that comes faster than anybody types is a scanned case: Enter opens it. */
function scanKeys(event) {
  if (event.timeStamp - last > GAP) burst = "";
  last = event.timeStamp;
  const find = document.querySelector("form.find");
  if (/Enter$/.test(event.code) && burst.length >= LEAST && find) {
    window.location.assign(`${find.action}?number=${encodeURIComponent(burst)}`);
    return true;
  }
  if (/^[0-9A-Za-z]$/.test(event.key)) burst += event.key;
  return false;
}

/** Tell the key to who wants it, in order. */
function onKey(event) {
  if (event.isComposing || event.altKey || event.metaKey || (cheat && cheat.open)) return;
  if (!typing(event) && scanKeys(event)) { event.preventDefault(); return; }
  if (event.code === "F8" && panel) { event.preventDefault(); panel.focus(); return; }
  if (functionKeys(event) || rowKeys(event)) { event.preventDefault(); return; }
  if (nextLine(event) || panelKeys(event)) { event.preventDefault(); return; }
  if (typing(event) || event.ctrlKey) return;
  if (event.key === "?" && cheat) { event.preventDefault(); cheat.showModal(); return; }
  if (intakeKeys(event) || walk(event)) event.preventDefault();
}

/** Show the buttons that only make sense with this file. */
function wireButtons() {
  document.querySelectorAll("[data-cheat]").forEach((button) => {
    button.hidden = !cheat || !cheat.showModal;
    button.addEventListener("click", () => cheat.showModal());
  });
  document.querySelectorAll("[data-all]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.querySelectorAll("input[name=materials]").forEach((box) => { box.checked = true; });
      const send = document.querySelector("button[name=accept]");
      if (send) send.focus();
    });
  });
  document.querySelectorAll("[data-hint], [data-script]").forEach((hint) => { hint.hidden = false; });
}

/** Count down the seconds in which an act may be taken back. */
function countDown() {
  document.querySelectorAll("[data-left]").forEach((place) => {
    const left = Math.max(0, Number(place.dataset.left) - 1);
    place.dataset.left = String(left);
    place.textContent = String(left);
  });
}

/** Return whether the case was just received or scanned: what comes next is decided in the panel. */
function fresh() {
  return window.location.hash === "#panel" || /\/desk\/intake\//.test(document.referrer);
}

document.addEventListener("keydown", onKey);
window.setInterval(countDown, 1000);
const now = document.querySelector("[data-now]");
if (now) now.focus();
else if (panel && fresh()) panel.focus();
wireButtons();
