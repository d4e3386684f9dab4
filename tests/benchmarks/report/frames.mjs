// Opens a report, shows its whole map and drags it: seconds to the first drawing, frames a second: node frames.mjs FILE
import { createRequire } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../functional/js/report.mjs", import.meta.url));
const { chromium } = require("playwright-core");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
const began = Date.now();
await page.goto(pathToFileURL(process.argv[2]).href);
await page.locator("#map-words h3").waitFor({ state: "attached" });
const first = (Date.now() - began) / 1000;
await page.locator("#grow").scrollIntoViewIfNeeded();
const all = await page.evaluate(async () => {
  const at = performance.now();
  document.getElementById("map-all").click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - at;
});
const frames = await page.evaluate(async () => {
  const canvas = document.querySelector("#grow canvas");
  const box = canvas.getBoundingClientRect();
  canvas.setPointerCapture = () => {};
  const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { clientX: box.left + x, clientY: box.top + y, pointerId: 1, bubbles: true }));
  send("pointerdown", 5, 5);
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < 2000) {
    count += 1;
    send("pointermove", 5 + (count % 200), 5 + (count % 90));
    await new Promise(requestAnimationFrame);
  }
  send("pointerup", 5, 5);
  return count / ((performance.now() - began) / 1000);
});
process.stdout.write(`first drawing after ${first.toFixed(1)} s, all nodes drawn in ${(all / 1000).toFixed(2)} s, ${frames.toFixed(0)} frames/s dragging\n`);
await browser.close();
