// Opens the query page of a server, asks, asks an example, and prints as JSON what came: node editor.mjs ADDRESS [PICTURE]
import process from "node:process";
import { chromium } from "playwright-core";

const [address, shot] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
const found = { console: [], elsewhere: [] };
page.on("console", (message) => { if (["error", "warning"].includes(message.type())) found.console.push(message.text()); });
page.on("pageerror", (error) => found.console.push(String(error)));
page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) found.elsewhere.push(request.url()); });
await page.goto(`${address}/sparql`);
await page.locator(".yasqe_queryButton").first().click();
await page.locator(".yasr tbody tr").first().waitFor();
found.rows = await page.locator(".yasr tbody tr").count();
await page.locator("main details summary").click();
await page.locator("[data-example]").first().click();
await page.locator(".tabPanel.active .yasr tbody tr").first().waitFor();
found.example = await page.locator(".tabPanel.active .yasr tbody tr").count();
found.tabs = await page.locator("#yasgui .tab").count();
await page.locator(".tabPanel.active .CodeMirror").click();
if (shot) await page.screenshot({ path: shot, fullPage: true });
await browser.close();
process.stdout.write(JSON.stringify(found));
