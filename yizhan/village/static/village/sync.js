// Sends what waits: photos in pieces of 256 KB that go on where the line broke, then the record
// itself under its own id, so that sending twice is one errand.

import * as box from "./box.js";

const PIECE = 256 * 1024;
const chip = () => document.getElementById("chip");
let running = false;

/** Return who is signed in, {} for nobody; raises without a network. */
export const session = async () => {
  const answer = await fetch(chip().dataset.session, { headers: { "X-Background": "1" } });
  return answer.status === 401 ? {} : answer.json();
};

const ask = async (url, method, csrf, body, headers) => {
  const answer = await fetch(url, { method, body, headers: { "X-CSRFToken": csrf, ...headers } });
  if (answer.status >= 500) throw new Error("busy");
  const said = await answer.json();
  return { ...said, ok: answer.ok, status: answer.status };
};

/** Return the bytes of a photo as the box keeps it (base64 in a data address). */
const bytes = (url) => {
  const [head, body] = url.split(",");
  const raw = Uint8Array.from(atob(body), (one) => one.charCodeAt(0));
  return new Blob([raw], { type: head.slice(5).split(";")[0] });
};

/** Return the digest of a photo that is up; what is up already is kept in the record. */
const raise = async (photo, csrf, save) => {
  if (photo.digest) return photo.digest;
  const uploads = chip().dataset.upload;
  const blob = bytes(photo.data);
  let at = photo.upload ? await ask(`${uploads}${photo.upload}/`, "GET", csrf) : {};
  if (!at.ok) {
    at = await ask(uploads, "POST", csrf, JSON.stringify({ name: photo.name, size: blob.size }));
    if (!at.ok) throw new Error(at.detail);
    photo.upload = at.id;
    await save();
  }
  while (at.offset < blob.size) {
    const end = Math.min(at.offset + PIECE, blob.size);
    const range = { "Content-Range": `bytes ${at.offset}-${end - 1}/${blob.size}` };
    const next = await ask(`${uploads}${photo.upload}/`, "PUT", csrf, blob.slice(at.offset, end), range);
    if (!next.ok && next.status !== 409) throw new Error(next.detail);
    at = next;
  }
  const file = await ask(`${uploads}${photo.upload}/finish/`, "POST", csrf);
  if (!file.ok) throw new Error(file.detail);
  photo.digest = file.digest;
  photo.name = file.name;
  delete photo.data;
  await save();
  return photo.digest;
};

/** Return the record as the station reads it: photos by their digests. */
const plain = ({ photos, signed, ...record }) => ({
  ...record,
  files: photos.map(({ material, digest, name }) => ({ material, digest, name })),
});

/** Send one record; return what the station says of it. */
export const send = async (record, who, save) => {
  for (const photo of record.photos) await raise(photo, who.csrf, save);
  if (record.signed && record.mandate) record.mandate.signature = await raise(record.signed, who.csrf, save);
  const json = { "Content-Type": "application/json" };
  return ask(chip().dataset.sync, "POST", who.csrf, JSON.stringify(plain(record)), json);
};

const settled = (receipt) => ["filed", "booked", "asked", "kept"].includes(receipt.state);

/** Send all that waits and is this member's; return how many the station has now. */
export const all = async () => {
  if (running || !box.open()) return 0;
  running = true;
  let sent = 0;
  try {
    const waiting = (await box.rows()).filter((row) => row.state === "waiting");
    const who = waiting.length ? await session() : {};
    if (!who.csrf) return 0;
    for (const row of waiting) {
      if (row.user !== who.user) continue;
      const record = await box.read(row.id);
      const save = () => box.keep(record, who.user);
      const receipt = await send(record, who, save);
      if (settled(receipt)) { await box.drop(row.id); sent += 1; continue; }
      record.based_on = receipt.revision || record.based_on;
      await box.keep(record, who.user, receipt.state, receipt.warning || `${receipt.message || ""}。${receipt.remedy || ""}`);
    }
  } catch (fault) { /* no network, or a fault of the server: what is kept is sent later */ } finally { running = false; }
  return sent;
};
