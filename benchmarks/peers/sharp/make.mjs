// Make each width of a photo in three formats, at sharp's usual quality: node make.mjs PHOTO FOLDER [WIDTH...]
import sharp from "sharp";

const [photo, folder, ...widths] = process.argv.slice(2);
for (const width of widths) {
  for (const kind of ["avif", "webp", "jpeg"]) {
    await sharp(photo, { limitInputPixels: false }).resize(Number(width)).toFormat(kind).toFile(`${folder}/${width}.${kind}`);
  }
}
