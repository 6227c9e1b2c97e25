// Photos are made smaller before they travel (M-03): a long edge of 1600 px, at most 300 KB.
// <input type="file" data-shrink> has its photo replaced when it is chosen; others import smaller().

const EDGE = 1600;
const BYTES = 300 * 1024;

/** Return a photo with a long edge of 1600 px and at most 300 KB; other files as they are. */
export async function smaller(file) {
  if (!/^image\//.test(file.type) || file.size <= BYTES) return file;
  try {
    const photo = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(photo.width, photo.height));
    const width = Math.round(photo.width * scale);
    const height = Math.round(photo.height * scale);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(photo, 0, 0, width, height);
    let blob = file;
    for (let q = 0.85; q > 0.2 && blob.size > BYTES; q -= 0.15) {
      blob = await new Promise((done) => canvas.toBlob((b) => done(b || file), "image/jpeg", q));
    }
    return blob;
  } catch (fault) { return file; }
}

document.querySelectorAll("input[type=file][data-shrink]").forEach((input) => {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const blob = file ? await smaller(file) : file;
    if (!file || blob === file || input.files[0] !== file) return;
    const made = new DataTransfer();
    made.items.add(new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: blob.type }));
    input.files = made.files;
  });
});
