// Uploads in pieces, with progress, pause and resume (P-13); photos are made smaller first (M-03).
// <input type="file" name="file.x" data-upload="/materials/uploads/" data-into="stored.x">
// Without this file the form sends the file itself. After an upload the hidden input named by
// data-into holds the digest, and the file is not sent again.

import { smaller } from "./shrink.js";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const make = (tag, more) => Object.assign(document.createElement(tag), more);

class Upload {
  constructor(input) {
    this.input = input;
    this.name = input.name;
    this.turn = 0;
    this.bar = make("progress", { max: 100 });
    this.bar.setAttribute("aria-label", "上传进度");
    this.status = make("span");
    this.status.setAttribute("role", "status");
    this.button = make("button", { type: "button", className: "button" });
    this.into = make("input", { type: "hidden", name: input.dataset.into, disabled: true });
    const box = make("div", { className: "upload" });
    box.append(this.bar, " ", this.status, " ", this.button, this.into);
    input.after(box);
    this.button.onclick = () => { this.paused = !this.paused; this.show(); };
  }

  show(words) {
    this.button.textContent = this.paused ? "继续" : "暂停";
    const said = words || (this.paused ? "已暂停" : "正在上传…");
    if (this.status.textContent !== said) this.status.textContent = said;
  }

  /** Return what the server says; a lost network or a fault of the server is waited for. */
  async ask(path, method, body, headers) {
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      while (this.paused) await pause(200);
      try {
        const token = this.input.form.elements.csrfmiddlewaretoken.value;
        const answer = await fetch(this.input.dataset.upload + path, {
          method, body, headers: { "X-CSRFToken": token, ...headers },
        });
        if (answer.status < 500) return { ...await answer.json(), ok: answer.ok, status: answer.status };
      } catch (fault) { /* no network: wait */ }
      this.show("网络中断，恢复后自动继续…");
      await pause(wait);
    }
  }

  async run(file, turn) {
    const blob = await smaller(file);
    const { size } = blob;
    const key = `upload:${file.name}:${file.lastModified}:${size}`;
    const kept = sessionStorage.getItem(key);
    let at = kept ? await this.ask(`${kept}/`, "GET") : {};
    if (!at.ok) at = await this.ask("", "POST", JSON.stringify({ name: file.name, size }));
    if (at.ok) sessionStorage.setItem(key, at.id);
    while (at.ok && at.offset < size && turn === this.turn) {
      const { id, chunk, offset } = at;
      const end = Math.min(offset + chunk, size);
      const range = { "Content-Range": `bytes ${offset}-${end - 1}/${size}` };
      at = await this.ask(`${id}/`, "PUT", blob.slice(offset, end), range);
      if (at.status === 409) at = { ...at, ok: true, id, chunk };
      this.bar.value = 100 * at.offset / size || 0;
      this.show();
    }
    if (at.ok && turn === this.turn) at = await this.ask(`${at.id}/finish/`, "POST");
    if (turn !== this.turn) return;
    sessionStorage.removeItem(key);
    this.end(at);
  }

  end(at) {
    this.button.hidden = true;
    this.show(at.ok ? `已上传：${at.name}` : `${at.title}。${at.detail}`);
    if (!at.ok) { this.input.value = ""; return; }
    this.into.value = at.digest;
    this.into.disabled = false;
    this.input.removeAttribute("name");
    this.input.required = false;
  }

  start(file) {
    this.turn += 1;
    this.input.name = this.name;
    this.into.disabled = true;
    this.paused = this.button.hidden = false;
    this.bar.value = 0;
    this.show();
    if (file) this.run(file, this.turn);
  }
}

document.querySelectorAll("input[type=file][data-upload]").forEach((input) => {
  let upload;
  input.addEventListener("change", () => {
    upload = upload || new Upload(input);
    upload.start(input.files[0]);
  });
});
