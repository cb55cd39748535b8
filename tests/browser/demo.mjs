// A demo of its own for each file of browser tests, a browser, and what every page is held against: WCAG 2.2 AA in both
// colour schemes, wide and on a phone. SCREENSHOTS=FOLDER keeps a picture of each; in docs/screenshots only those the
// README, the guide and the list of pages show, in few colours.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(new URL("../package.json", import.meta.url));
const { chromium } = require("playwright-core");
const UPNG = require("upng-js");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const root = fileURLToPath(new URL("../..", import.meta.url));
const shown = ["README.md", "docs/brukerveiledning.md", "docs/sider.md"].map((file) => readFileSync(join(root, file), "utf8")).join();
// Colours a picture in docs/ is kept in: enough for a page, and a quarter of the bytes.
const COLOURS = 48;
const chromiumAt = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Starts the demo with these arguments, and a browser. */
export async function demo(...more) {
  const data = mkdtempSync(join(tmpdir(), "samrad-walk-"));
  // Its log is not read: a full pipe would stop it.
  const stdio = ["ignore", "pipe", "ignore"];
  const listen = ["demo", "--listen", "127.0.0.1:0", "--data", data];
  const program = spawn(join(root, "target/debug/samrad"), [...listen, ...more], { stdio });
  const base = await new Promise((resolve, reject) => {
    program.stdout.on("data", (text) => {
      const ready = /ready (http\S+)/.exec(text);
      if (ready) resolve(ready[1]);
    });
    program.on("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
  const browser = await chromium.launch({ executablePath: chromiumAt, args });
  const authorization = `Bearer ${readFileSync(join(data, "api-token"), "utf8").trim()}`;
  const get = (path) => fetch(base + path, { headers: { authorization } });
  const post = (path, body) => fetch(base + path, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return {
    base,
    browser,
    get,
    post,
    /** A command that must be accepted. */
    async command(id, body) {
      const answer = await post(`/api/v1/documents/${id}/commands`, body);
      assert.equal(answer.status, 200, `${JSON.stringify(body)}: ${await answer.clone().text()}`);
    },
    /** The link a municipality got in its newest letter of a kind. */
    async link(id, kind, municipality) {
      const letters = await (await get(`/api/v1/mail?document=${id}&letter=${kind}`)).json();
      const own = letters.items.filter((item) => item.municipality === municipality && item.role !== "registry");
      // A letter's id ends with the number of its event.
      own.sort((a, b) => Number(b.id.split("-")[1]) - Number(a.id.split("-")[1]));
      for (const letter of own) {
        const found = /https?:\S+\/l\/\S+/.exec(await (await get(`/api/v1/mail/${letter.id}`)).text());
        if (found) return found[0];
      }
      return assert.fail(`no ${kind} to ${municipality}`);
    },
    /** The letters with codes there are. */
    async codes() {
      const letters = await (await get("/api/v1/mail?letter=confirmation_code&limit=200")).json();
      return letters.items.map((letter) => letter.id);
    },
    /** The code in the letter that was not there before. */
    async code(before) {
      const [id] = (await this.codes()).filter((letter) => !before.includes(letter));
      return /^\d{6}$/m.exec(await (await get(`/api/v1/mail/${id}`)).text())[0];
    },
    async end() {
      await browser.close();
      program.removeAllListeners("exit");
      program.kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function sound(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const result = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join("; ")}`);
  });
  assert.deepEqual(found, [], `${name} in ${page.url()}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide in ${page.url()}`);
}

async function picture(page, file, from) {
  const folder = process.env.SCREENSHOTS;
  const kept = folder?.startsWith("docs/");
  if (!folder || (kept && !shown.includes(`/${file})`))) return;
  await page.evaluate((top) => (top ? document.querySelector(top).scrollIntoView() : scrollTo(0, 0)), from);
  let bytes = await page.screenshot({ fullPage: !kept });
  if (kept) {
    const image = UPNG.decode(bytes);
    bytes = Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS));
  }
  writeFileSync(join(root, folder, file), bytes);
}

/** Looks at a page in both schemes and both widths; keeps the light pictures, `from` an element where the top says little. */
export async function look(page, name, from) {
  for (const colorScheme of ["dark", "light"]) {
    for (const width of [320, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await sound(page, `${name}, ${colorScheme}, ${width} px`);
      if (colorScheme === "light") await picture(page, `${name}${width === 320 ? "-phone" : ""}.png`, from);
    }
  }
}

/** Presses Tab until the element in focus is the one meant, as someone without a mouse does. */
export async function tabTo(page, selector) {
  for (let n = 0; n < 200; n += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      const ring = getComputedStyle(focused);
      return focused.matches(wanted) ? ring.outlineStyle !== "none" || ring.boxShadow !== "none" : null;
    }, selector);
    if (seen !== null) return assert.ok(seen, `${selector} shows no focus`);
  }
  return assert.fail(`Tab does not lead to ${selector}`);
}
