// Keeps the station's shell and its usual forms, so that they open without a network (VIL-02).
// Nothing of a person is kept here: the pages named by the list hold none.
const SHELL = "station-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
  await self.clients.claim();
})()));

const plain = (url) => new URL(url, self.location.href).pathname;

self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { pages = [], static: files = [] } = event.data || {};
  const box = await caches.open(SHELL);
  const have = new Set((await box.keys()).map((request) => plain(request.url)));
  for (const url of [...files.filter((one) => !have.has(plain(one))), ...pages]) {
    try {
      const answer = await fetch(url, { headers: { "X-Background": "1" }, redirect: "manual" });
      if (answer.status === 200) await box.put(plain(url), answer);
    } catch (fault) { return; }
  }
  for (const client of await self.clients.matchAll()) client.postMessage("kept");
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const path = plain(request.url);
  if (path.startsWith("/static/")) {
    event.respondWith((async () => (await caches.match(path)) || fetch(request))());
    return;
  }
  event.respondWith((async () => {
    try { return await fetch(request); } catch (fault) {
      const kept = await caches.match(path);
      return kept || (await caches.match(plain(`${self.registration.scope}queue/`))) || Response.error();
    }
  })());
});
