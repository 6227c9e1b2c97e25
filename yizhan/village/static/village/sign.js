// A signature on the glass: a canvas in place of the photo of a signature. It fills the same file
// field, so that the form sends it as it would send the photo.

/** Put a pad before the file field inside a box. */
export const pad = (box) => {
  const input = box.querySelector("input[type=file]");
  if (!input || box.querySelector("canvas")) return;
  const canvas = Object.assign(document.createElement("canvas"), { className: "pad", width: 900, height: 330 });
  canvas.setAttribute("aria-label", "请村民在这里手写签名");
  canvas.setAttribute("role", "img");
  const again = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--second pen", textContent: "重签" });
  const photo = document.createElement("details");
  photo.append(Object.assign(document.createElement("summary"), { textContent: "改用拍照" }));
  input.before(canvas, again, photo);
  photo.append(input);
  const pen = canvas.getContext("2d");
  const clear = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, 900, 330); input.value = ""; delete canvas.dataset.signed; };
  const spot = (event) => {
    const seen = canvas.getBoundingClientRect();
    return [(event.clientX - seen.left) * 900 / seen.width, (event.clientY - seen.top) * 330 / seen.height];
  };
  const put = () => canvas.toBlob((blob) => {
    const made = new DataTransfer();
    made.items.add(new File([blob], "签名.png", { type: "image/png" }));
    input.files = made.files;
    canvas.dataset.signed = "yes";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, "image/png");
  let down = false;
  clear();
  canvas.onpointerdown = (event) => {
    down = true;
    canvas.setPointerCapture(event.pointerId);
    Object.assign(pen, { lineWidth: 6, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    pen.beginPath();
    pen.moveTo(...spot(event));
  };
  canvas.onpointermove = (event) => { if (down) { pen.lineTo(...spot(event)); pen.stroke(); } };
  canvas.onpointerup = () => { if (down) put(); down = false; };
  again.onclick = clear;
};
