// Opens a report in Chromium and prints as JSON what a reader meets: node report.mjs FILE [light|dark]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, scheme = "light", shot = ""] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const found = { console: [], requests: [], dialogs: 0 };
const address = pathToFileURL(file).href;

async function opened(options) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) found.console.push(message.text()); });
  page.on("pageerror", (error) => found.console.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith(address)) found.requests.push(request.url()); });
  page.on("dialog", (dialog) => { found.dialogs += 1; dialog.dismiss(); });
  await page.goto(address);
  return page;
}

const visible = (page) => page.locator("tbody tr:visible, .row:visible, #statements li:visible").count();

const page = await opened({});
found.sections = await page.$$eval("section[id]", (all) => all.map((one) => one.id));
found.title = await page.title();
found.foreign = await page.$$eval("script", (all) => all.map((one) => one.type));

// A dot of the timeline and an edge of the map lead to their words.
const dot = page.locator("a.dot").first();
if (await dot.count()) {
  await dot.dispatchEvent("click");
  found.dot = await page.locator("#peek mark").allTextContents();
  await page.keyboard.press("Escape");
  found.closed = await page.locator("#peek").isHidden();
}
const cell = page.locator("a.cell").first();
if (await cell.count()) {
  await cell.click();
  found.cell = await page.locator("#peek mark").allTextContents();
  await page.keyboard.press("Escape");
}
const cite = page.locator("#actors a[href^='#w']").first();
await cite.scrollIntoViewIfNeeded();
await cite.click();
found.cite = await page.locator("#peek mark").allTextContents();
await page.keyboard.press("Escape");
if (await page.locator("#grow canvas").count()) {
  await page.locator("#grow canvas").scrollIntoViewIfNeeded();
  found.start = await page.locator("#map-words h3").textContent();
  found.neighbours = await page.locator("#map-words li").count();
  const words = page.locator("#map-words .edge-words").first();
  await words.click();
  found.edge = await page.locator("#map-words mark").allTextContents();
  found.edgeTitle = await page.locator("#map-words h3").textContent();
  // The same by pointing: lines lead away from the middle, where the map begins.
  await page.locator("#map-reset").click();
  const box = await page.locator("#grow canvas").boundingBox();
  let hit = null;
  for (let turn = 0; turn < 180 && !hit; turn += 1) {
    const angle = (turn * Math.PI) / 45, far = turn < 90 ? 60 : 90;
    await page.mouse.click(box.x + box.width / 2 + far * Math.cos(angle), box.y + box.height / 2 + far * Math.sin(angle));
    const marks = await page.locator("#map-words > div mark").allTextContents();
    if (marks.length) hit = marks;
    else if ((await page.locator("#map-words h3").textContent()) !== found.start) await page.locator("#map-reset").click();
  }
  found.pointed = hit;
  // Two names show the shortest chain between them, the words of each link below it.
  const names = await page.$$eval("#map-names option", (all) => all.map((one) => one.value));
  found.chains = [];
  for (const name of names.filter((one) => one !== found.start)) {
    await page.fill("#map-start", found.start);
    await page.fill("#map-end", name);
    await page.locator("#map-end").dispatchEvent("change");
    found.chains.push({ said: await page.locator("#map-words").textContent(), marks: await page.locator("#map-words mark").count() });
  }
  await page.fill("#map-end", "");
  await page.locator("#map-all").click();
}

// Search and filter leave what fits.
found.rows = await visible(page);
await page.fill("#search", "zzz nothing has this");
await page.waitForTimeout(300);
found.none = await visible(page);
const word = found.cite[0].split(/\s+/)[0];
await page.fill("#search", word);
await page.waitForTimeout(300);
found.some = await visible(page);
await page.fill("#search", "");
await page.waitForTimeout(300);
await page.selectOption("#status", "attributed");
found.attributed = await visible(page);
await page.selectOption("#status", "");
found.again = await visible(page);
const choice = page.locator("input[data-lines]").first();
if (await choice.count()) {
  await choice.check();
  found.snippet = await page.locator("#snippet").inputValue();
}

// axe-core is put in by the test's own hand; the page's policy would not let the page do so.
const cdp = await page.context().newCDPSession(page);
await cdp.send("Runtime.evaluate", { expression: `${axe};0` });
await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
const faults = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
found.axe = faults.violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)) }));
if (shot) await page.screenshot({ path: shot, fullPage: true });

const still = await opened({ javaScriptEnabled: false });
found.noscript = { rows: await still.locator("tbody tr").count(), drawings: await still.locator("svg:visible").count(), marks: await still.locator("#articles mark:visible").count(), controls: await still.locator(".script-only:visible").count() };
const narrow = await opened({ viewport: { width: 360, height: 700 } });
found.overflow = await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth);
if (shot) await narrow.screenshot({ path: shot.replace(".png", "-narrow.png"), clip: { x: 0, y: 0, width: 360, height: 2400 }, fullPage: true });
await browser.close();
process.stdout.write(JSON.stringify(found));
