// Looks at a photo before it travels: too dark or blurred gets a hint to take it again (VIL-04).

const EDGE = 160;
const DARK = 55;
const SHARP = 25;

/** Return a hint for a photo that a clerk could not read; empty when it is fine. */
export const hint = async (file) => {
  if (!/^image\//.test(file.type)) return "";
  try {
    const photo = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(photo.width, photo.height));
    const width = Math.max(3, Math.round(photo.width * scale));
    const height = Math.max(3, Math.round(photo.height * scale));
    const pen = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
    pen.drawImage(photo, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    const grey = new Float32Array(width * height);
    let sum = 0;
    for (let i = 0; i < grey.length; i += 1) {
      grey[i] = 0.3 * data[4 * i] + 0.59 * data[4 * i + 1] + 0.11 * data[4 * i + 2];
      sum += grey[i];
    }
    if (sum / grey.length < DARK) return "照片太暗，请到亮处重拍";
    let edges = 0;
    for (let y = 1; y < height - 1; y += 1) {
      for (let x = 1; x < width - 1; x += 1) {
        const i = y * width + x;
        const bend = 4 * grey[i] - grey[i - 1] - grey[i + 1] - grey[i - width] - grey[i + width];
        edges += bend * bend;
      }
    }
    return edges / grey.length < SHARP ? "照片可能不清楚，请拿稳重拍" : "";
  } catch (fault) { return ""; }
};
