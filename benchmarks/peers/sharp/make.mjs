// Make each width of a photo in three formats, at sharp's usual quality: node make.mjs PHOTO FOLDER [WIDTH...]
// Prints the CPU milliseconds and the peak kilobytes that this process has taken.
import { readFileSync } from "node:fs";
import sharp from "sharp";

const [photo, folder, ...widths] = process.argv.slice(2);
for (const width of widths) {
  for (const kind of ["avif", "webp", "jpeg"]) {
    await sharp(photo, { limitInputPixels: false }).resize(Number(width)).toFormat(kind).toFile(`${folder}/${width}.${kind}`);
  }
}
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const peak = /VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "ascii"))[1];
console.log((userCPUTime + systemCPUTime) / 1000, peak);
