// What waits on this device, on the page of the queue: each with its state and what to do.

import * as box from "./box.js";
import * as sync from "./sync.js";

const WORDS = {
  waiting: "等网络", draft: "没有填完", refused: "没有办成", warned: "请确认", conflict: "两台设备填得不一样",
};
const make = (tag, more) => Object.assign(document.createElement(tag), more);

const button = (words, act) => make("button", { type: "button", className: "btn btn--second", textContent: words, onclick: act });

const line = async (row, redraw) => {
  const item = make("li");
  const record = box.open() ? await box.read(row.id) : undefined;
  const name = record ? `${record.principal.name || "还没有填姓名"} · ${record.title}` : "已加密，输入离线口令后可看";
  item.append(make("h2", { textContent: name }), make("p", { textContent: `${WORDS[row.state] || row.state}　${row.note || ""}` }));
  const acts = make("p", { className: "acts" });
  if (record && row.state === "warned") acts.append(button("确认再办一件", async () => { await box.keep({ ...record, confirmed: true }, row.user); await sync.all(); redraw(); }));
  if (record && row.state === "conflict") acts.append(make("a", { className: "btn btn--second", href: `${document.getElementById("chip").dataset.today}records/${row.id}/`, textContent: "看两份，选一份" }));
  if (record && ["refused", "draft"].includes(row.state)) acts.append(make("a", { className: "btn btn--second", href: `${record.page}#${row.id}`, textContent: "接着填" }));
  if (record && row.state !== "waiting") acts.append(button("从设备上删掉", async () => { if (window.confirm("删掉后不能找回，确定吗？")) { await box.drop(row.id); redraw(); } }));
  item.append(acts);
  return item;
};

/** Draw what waits into the page of the queue. */
export const draw = async () => {
  const place = document.getElementById("queue");
  if (!place) return;
  const list = make("ul", { className: "list" });
  const found = await box.rows();
  for (const row of found) list.append(await line(row, draw));
  const elsewhere = !location.pathname.endsWith(new URL(document.getElementById("chip").href).pathname);
  const lost = elsewhere ? [make("p", { className: "note note--warn", textContent: "没有网络，要看的那一页没有存在这台设备上。" })] : [];
  place.replaceChildren(...lost, found.length ? list : make("p", { className: "empty", textContent: "都已上传。" }));
};
