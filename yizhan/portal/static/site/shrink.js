// Photos are made smaller before they travel (M-03): a long edge of 1600 px, at most 300 KB.
// <input type="file" data-shrink> has its photo replaced when it is chosen; others import smaller().

const EDGES = [1600, 1200, 900, 640];
const QUALITIES = [0.85, 0.7, 0.55, 0.4, 0.25];
const BYTES = 300 * 1024;

/** Return a canvas that holds a photo with a long edge of so many pixels at most. */
function drawn(photo, edge) {
  const scale = Math.min(1, edge / Math.max(photo.width, photo.height));
  const width = Math.round(photo.width * scale);
  const height = Math.round(photo.height * scale);
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(photo, 0, 0, width, height);
  return canvas;
}

/** Return a photo with a long edge of 1600 px and at most 300 KB; other files as they are. */
export async function smaller(file) {
  if (!/^image\//.test(file.type) || file.size <= BYTES) return file;
  try {
    const photo = await createImageBitmap(file);
    let blob = file;
    for (const edge of EDGES) {
      const canvas = drawn(photo, edge);
      for (const quality of QUALITIES) {
        blob = await new Promise((done) => canvas.toBlob((made) => done(made || file), "image/jpeg", quality));
        if (blob.size <= BYTES) return blob;
      }
    }
    return blob;
  } catch (fault) { return file; }
}

document.addEventListener("change", async ({ target: input }) => {
  if (!input.matches("input[type=file][data-shrink]")) return;
  const [file] = input.files;
  const blob = file ? await smaller(file) : file;
  if (!file || blob === file || input.files[0] !== file) return;
  const made = new DataTransfer();
  made.items.add(new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: blob.type }));
  input.files = made.files;
});
