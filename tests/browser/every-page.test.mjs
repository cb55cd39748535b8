// Every page there is, found by following links from the board, the region's public page and the links in letters:
// one of each kind for each phase a document can be in. Each is valid HTML, and holds to WCAG 2.2 AA in both colour
// schemes, wide and on a phone.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { demo, look } from "./demo.mjs";

const require = createRequire(new URL("../package.json", import.meta.url));
const { HtmlValidate, StaticConfigLoader } = require("html-validate");

// What the standard itself forbids; not matters of taste.
const html = new HtmlValidate(new StaticConfigLoader({
  extends: ["html-validate:standard", "html-validate:document"],
  // For what others serve; everything here comes from the program itself.
  rules: { "require-sri": "off" },
}));
// Pages at once.
const HANDS = 3;

let world, phases;

before(async () => {
  world = await demo();
  // The demo has no draft.
  const draft = { kind: "project_plan", title: "Utkast" };
  const made = await (await world.post("/api/v1/regions/kongsbergregionen/documents", draft)).json();
  const sections = [{ heading: "Bakgrunn", body: "Fire kommuner." }];
  await world.command(made.id, { type: "save_text", sections });
  const documents = await (await world.get("/api/v1/regions/kongsbergregionen/documents?limit=100")).json();
  phases = new Map(documents.items.map((item) => [item.id, item.phase]));
  assert.ok(new Set(phases.values()).size >= 5, "the demo has documents in most phases");
});

after(() => world?.end());

/** What kind of page an address leads to: ids are all alike, but for the phase their document is in. */
function kind(address) {
  const url = new URL(address, world.base);
  // A form for a command is the same in every phase.
  const phase = (id) => (url.pathname.includes("/act/") ? "document" : phases.get(id) ?? "document");
  const path = url.pathname.replace(/dok_[a-z0-9]{13}/, phase).split("/").map((word) => {
    if (/^[0-9a-f]{64}$/.test(word)) return "hash";
    return /\d/.test(word) ? "n" : word;
  });
  if (path[1] === "l") path[2] = "token";
  const asked = [...url.searchParams.keys()].filter((name) => name !== "lang").sort();
  return [path.join("/"), ...asked].join("?");
}

/** A link of each kind of letter, for each phase its document is in. */
async function links() {
  const found = new Map();
  for (const letter of ["hearing_invitation", "council_request", "colleague_invitation"]) {
    for (const [document, phase] of phases) {
      const letters = await (await world.get(`/api/v1/mail?document=${document}&letter=${letter}&limit=200`)).json();
      const to = letters.items.find((item) => item.role !== "registry");
      if (to) found.set(`${letter} ${phase}`, await world.link(document, letter, to.municipality));
    }
  }
  return found;
}

test("every page is valid and accessible", { timeout: 900_000 }, async () => {
  const waiting = new Map();
  const seen = new Set();
  const meet = (name, address) => {
    if (seen.has(name)) return;
    seen.add(name);
    waiting.set(name, address);
  };
  for (const address of ["/desk", "/kongsbergregionen", "/login", "/no/such/page"]) meet(kind(address), address);
  for (const [name, address] of await links()) meet(`/l/token ${name}`, address);
  const faults = [];
  const walk = async () => {
    const context = await world.browser.newContext({ locale: "nb-NO" });
    const page = await context.newPage();
    // Nobody else works while this one is still looking for links: an idle hand waits for the busy ones.
    while (waiting.size > 0 || busy > 0) {
      const [next] = waiting;
      if (!next) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      waiting.delete(next[0]);
      busy += 1;
      await see(page, ...next, meet, faults).catch((error) => faults.push(`${next[0]}: ${error.message}`));
      busy -= 1;
    }
    await context.close();
  };
  let busy = 0;
  await Promise.all(Array.from({ length: HANDS }, walk));
  assert.deepEqual(faults, []);
  for (const name of ["/desk/documents/hearing", "/desk/documents/in_force", "/kongsbergregionen/hearing", "/l/token/colleague",
    "/accessibility", "/privacy", "/kongsbergregionen/endorsement/hearings/n", "/demo/mailbox/n"]) {
    assert.ok(seen.has(name), `no link leads to ${name}`);
  }
  console.log(`${seen.size} kinds of page`);
});

async function see(page, name, address, meet, faults) {
  const answer = await page.request.get(new URL(address, world.base).href);
  if (!/text\/html/.test(answer.headers()["content-type"] ?? "")) return;
  const source = await answer.text();
  const report = await html.validateString(source, name);
  for (const message of report.results.flatMap((result) => result.messages)) {
    faults.push(`${name}: ${message.ruleId}, ${message.message} (${message.selector})`);
  }
  await page.goto(new URL(address, world.base).href);
  const hrefs = await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")));
  for (const href of hrefs) {
    if (/^\/(?!\/|language|assets)/.test(href)) meet(kind(href), href);
  }
  await look(page, name.replace(/[^a-z_]+/g, "-").replace(/^-|-$/g, ""));
}
