// The box on the device: records lie in IndexedDB, each one encrypted (AES-GCM) under a key that
// comes from the member's PIN (PBKDF2) and lives in memory only. A killed browser loses the key,
// never a record: the PIN opens the box again.

const NAME = "yizhan-station";
const ROUNDS = 310000;
const CHECK = "一站";
const enc = new TextEncoder();
const dec = new TextDecoder();
let opened;
let key;

const done = (request) => new Promise((good, bad) => {
  request.onsuccess = () => good(request.result);
  request.onerror = () => bad(request.error);
});

const base = () => {
  opened = opened || new Promise((good, bad) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("meta");
      asked.result.createObjectStore("records", { keyPath: "id" });
    };
    asked.onsuccess = () => good(asked.result);
    asked.onerror = () => bad(asked.error);
  });
  return opened;
};

const store = async (name, mode) => (await base()).transaction(name, mode).objectStore(name);

const seal = async (value) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = enc.encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
};

const unseal = async ({ iv, sealed }, by = key) =>
  JSON.parse(dec.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, by, sealed)));

const derive = async (pin, salt) => {
  const raw = await crypto.subtle.importKey("raw", enc.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

/** Return whether the box is open. */
export const open = () => Boolean(key);

/** Return whether a PIN was ever chosen on this device. */
export const chosen = async () => Boolean(await done((await store("meta")).get("check")));

/** Open the box with a PIN, or make it with the first one; return whether it is open now. */
export const unlock = async (pin) => {
  const check = await done((await store("meta")).get("check"));
  const salt = check ? check.salt : crypto.getRandomValues(new Uint8Array(16));
  const derived = await derive(pin, salt);
  if (check) {
    try { await unseal(check, derived); } catch (fault) { return false; }
    key = derived;
    return true;
  }
  key = derived;
  const sealed = await seal(CHECK);
  await done((await store("meta", "readwrite")).put({ salt, ...sealed }, "check"));
  return true;
};

/** Keep a record; what is said outside the seal is its id, whose it is, and its state. */
export const keep = async (record, user, state = "waiting", note = "") => {
  const sealed = await seal(record);
  const row = { id: record.id, user, state, note, at: Date.now(), ...sealed };
  await done((await store("records", "readwrite")).put(row));
};

/** Return what lies in the box without opening it: id, user, state, note. */
export const rows = async () => done((await store("records")).getAll());

/** Return one record in clear, or nothing. */
export const read = async (id) => {
  const row = await done((await store("records")).get(id));
  return row && unseal(row);
};

/** Forget a record that the station has. */
export const drop = async (id) => done((await store("records", "readwrite")).delete(id));
