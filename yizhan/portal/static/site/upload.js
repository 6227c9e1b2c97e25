// Uploads in pieces with progress, pause and resume (P-13); photos are made smaller first (M-03).
// <input type="file" name="file.x" data-upload="/materials/uploads/" data-into="stored.x">
// Without this file the plain form sends the file itself. After an upload the hidden input named
// by data-into holds the digest, and the file is not sent again.

const EDGE = 1600;
const BYTES = 300 * 1024;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Return a photo with a long edge of 1600 px and at most 300 KB; other files as they are. */
async function smaller(file) {
  if (!/^image\/(jpeg|png|webp|heic)$/.test(file.type) || file.size <= BYTES) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    let blob = file;
    for (let q = 0.85; q > 0.3 && blob.size > BYTES; q -= 0.15) {
      blob = await new Promise((done) => canvas.toBlob((b) => done(b || file), "image/jpeg", q));
    }
    return blob;
  } catch (fault) { return file; }
}

class Upload {
  constructor(input) {
    this.input = input;
    this.base = input.dataset.upload;
    this.name = input.name;
    this.box = document.createElement("div");
    this.box.className = "upload";
    this.box.innerHTML = '<progress max="100" value="0"></progress> <span role="status"></span> <button type="button" class="button"></button>';
    [this.bar, this.status, this.button] = this.box.children;
    this.bar.setAttribute("aria-label", "上传进度");
    input.after(this.box);
    this.button.onclick = () => { this.paused = !this.paused; this.show(); };
  }

  show(words) {
    this.button.textContent = this.paused ? "继续" : "暂停";
    this.status.textContent = words || (this.paused ? "已暂停" : "正在上传…");
  }

  /** Return the answer of the server; a lost network or a busy server is waited for. */
  async ask(path, method, body, headers) {
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      while (this.paused) await pause(200);
      try {
        const token = this.input.form.elements.csrfmiddlewaretoken.value;
        const answer = await fetch(this.base + path, {
          method, body, credentials: "same-origin", headers: { "X-CSRFToken": token, ...headers },
        });
        if (answer.status < 500) return { ok: answer.ok, status: answer.status, ...await answer.json() };
      } catch (fault) { /* the network is gone: try again */ }
      this.show("网络中断，恢复后自动继续…");
      await pause(wait);
    }
  }

  async run(file, turn) {
    const blob = await smaller(file);
    const key = `upload:${file.name}:${file.lastModified}:${blob.size}`;
    const kept = sessionStorage.getItem(key);
    let at = kept ? await this.ask(`${kept}/`, "GET") : {};
    if (!at.ok) at = await this.ask("", "POST", JSON.stringify({ name: file.name, size: blob.size }));
    if (at.ok) sessionStorage.setItem(key, at.id);
    while (at.ok && at.offset < blob.size && turn === this.turn) {
      const { id, chunk, offset } = at;
      const end = Math.min(offset + chunk, blob.size);
      at = await this.ask(`${id}/`, "PUT", blob.slice(offset, end), { "Content-Range": `bytes ${offset}-${end - 1}/${blob.size}` });
      if (at.status === 409) at = { ...at, ok: true, id, chunk };
      this.bar.value = 100 * at.offset / blob.size || 0;
      this.show();
    }
    if (turn !== this.turn) return;
    if (at.ok) at = await this.ask(`${at.id}/finish/`, "POST");
    sessionStorage.removeItem(key);
    this.end(at);
  }

  end(at) {
    this.button.hidden = true;
    this.status.textContent = at.ok ? `已上传：${at.name}` : `${at.title}。${at.detail}`;
    if (!at.ok) { this.input.value = ""; return; }
    this.into = this.into || Object.assign(document.createElement("input"), { type: "hidden", name: this.input.dataset.into });
    this.into.value = at.digest;
    this.box.append(this.into);
    this.input.removeAttribute("name");
    this.input.required = false;
  }

  start(file) {
    this.turn = (this.turn || 0) + 1;
    this.input.name = this.name;
    if (this.into) this.into.remove();
    this.paused = false;
    this.button.hidden = false;
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
