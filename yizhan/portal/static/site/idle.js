// Leaving a page alone (G-17): after 28 minutes a warning, 2 minutes later the draft is saved and
// the person logged out. One key or one tap goes on. The server's own limit holds without this.

const MINUTE = 60000;
const SEEN = "seen";
const box = document.getElementById("idle");
const stay = box.querySelector("form");

/** Keep the moment of the last sign of life, for every window of this browser. */
function alive() {
  localStorage.setItem(SEEN, String(Date.now()));
}

/** Tell the server that somebody is there, and go on as before. */
function goOn() {
  box.hidden = true;
  alive();
  fetch(stay.action, { method: "POST", body: new FormData(stay) })
    .then((answer) => { if (!answer.ok) window.location.reload(); })
    .catch(() => { box.hidden = false; });
}

/** Save what was typed into a draft, without its files, and log out. */
async function leave() {
  const draft = document.querySelector("form[data-draft]");
  if (draft) {
    const said = new FormData(draft);
    [...said.keys()].filter((name) => name.startsWith("file.")).forEach((name) => said.delete(name));
    said.append("leave", "yes");
    await fetch(draft.action, { method: "POST", body: said }).catch(() => null);
  }
  document.getElementById("idle-out").submit();
}

/** Look how long nobody has done anything; warn, or leave. */
function look() {
  const idle = (Date.now() - Number(localStorage.getItem(SEEN))) / MINUTE;
  if (idle >= 30) {
    window.clearInterval(clock);
    leave();
  } else if (idle >= 28 && box.hidden) {
    box.hidden = false;
  } else if (idle < 28) box.hidden = true;
}

["keydown", "pointerdown"].forEach((sign) => {
  document.addEventListener(sign, (event) => {
    if (box.hidden) return;
    event.preventDefault();
    goOn();
  }, true);
});
alive();
const clock = window.setInterval(look, 5000);
