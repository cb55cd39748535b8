// The officer's desk in a real browser: the shortest way counted, by keyboard alone, without scripts, at 400 % zoom, and
// what the page's own script adds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, look, tabTo } from "./demo.mjs";

const sections = [
  { heading: "Bakgrunn", body: "Åtte kommuner samarbeider." },
  { heading: "Samferdsel", body: "Regionen skal arbeide for utvikling av veg og bane, for fiber og breiband, og for betre kollektivtilbod." },
  { heading: "Kultur", body: "Regionen skal:\n- styrkje biblioteka\n- **dele** kompetanse" },
];
const heard = sections.map((section, n) => (n === 1
  ? { ...section, body: "Regionen skal arbeide for utvikling av veg og bane, med E134 først, for fiber til alle, og for betre kollektivtilbod." }
  : section));
let world;
/** Documents: one under its first hearing, one heard again in part, one before the councils. */
let first, again, councils;

async function opened() {
  const created = await world.post("/api/v1/regions/kongsbergregionen/documents", { kind: "strategy", title: "Overordna strategi 2027–2038" });
  const { id } = await created.json();
  await world.command(id, { type: "save_text", sections });
  await world.command(id, { type: "open_hearing", deadline: "2027-01-15", letter: "Vi ber om fråsegn." });
  return id;
}

async function closed(id) {
  for (const municipality of ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"]) {
    const said = municipality === "4024" ? { position: "with_remarks", text: "Rv. 362 manglar." } : { position: "without_remarks", text: "" };
    await world.command(id, { type: "record_statement", municipality, ...said, received_on: "2026-11-23", channel: "brev" });
  }
  await world.command(id, { type: "close_hearing" });
  await world.command(id, { type: "assess_remark", remark: "r1", verdict: "accommodated", reason: "Vegen er teken inn." });
}

before(async () => {
  world = await demo("--empty", "--clock", "2026-11-23T08:00");
  [first, again, councils] = [await opened(), await opened(), await opened()];
  await closed(again);
  await world.command(again, { type: "save_text", sections: heard });
  await world.command(again, { type: "finish_assessment", next: "limited_hearing", substantial_change: { changed: true, reason: "Ny veg." } });
  await world.command(again, { type: "open_hearing", deadline: "2027-02-15" });
  await closed(councils);
  await world.command(councils, { type: "finish_assessment", next: "endorsement" });
});

after(() => world?.end());

test("an officer who has never seen it says no remarks in three interactions", async () => {
  const context = await world.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  let interactions = 0;
  const step = async (what) => {
    interactions += 1;
    await what();
    await page.waitForLoadState();
  };
  const link = await world.link(first, "hearing_invitation", "4026");
  await step(() => page.goto(link));
  await step(() => page.getByRole("link", { name: "Svar «uten merknader»" }).click());
  await step(async () => {
    await page.getByLabel("Stillingen din").fill("rådgiver");
    await page.getByLabel("Navnet ditt").fill("Siri Haukåsen");
    await page.getByLabel(/på vegne av Tinn kommune/).check();
    await page.getByRole("button", { name: "Send svaret" }).click();
  });
  assert.match(await page.locator("main").innerText(), /Svaret er mottatt[\s\S]*Uten merknader/);
  assert.equal(interactions, 3, "link, choice, confirm");
  await context.close();
});

test("the whole answer by keyboard alone, without scripts, at 400 % zoom", { timeout: 900_000 }, async () => {
  const context = await world.browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 256 } });
  const page = await context.newPage();
  const narrow = async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${page.url()} is ${wide} px wide`);
  };
  await page.goto(await world.link(again, "hearing_invitation", "4024"));
  await narrow();
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "textarea[name^=remark-]");
  await page.keyboard.type("Rv. 362 bør med.");
  await tabTo(page, "textarea[name^=proposed-]");
  await page.keyboard.type("med E134 og rv. 362 først");
  await tabTo(page, "input[name=position]");
  for (let n = 0; n < 2; n += 1) await page.keyboard.press("ArrowDown");
  await tabTo(page, "input[name=case_reference]");
  await page.keyboard.type("26/113");
  // Enter in a field goes on, and is no other button.
  await page.keyboard.press("Enter");
  await page.waitForURL(/review/);
  await narrow();
  await tabTo(page, "input[name=name]");
  await page.keyboard.type("Åse Hjartdal");
  await tabTo(page, "input[name=role]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/submit/);
  await narrow();
  assert.match(await page.getByRole("alert").innerText(), /Skriv stillinga/);
  assert.equal(await page.getByLabel("Stillinga di").getAttribute("aria-invalid"), "true");
  await tabTo(page, "input[name=role]");
  await page.keyboard.type("rådgjevar");
  await tabTo(page, "input[name=confirm]");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForURL(/receipt/);
  await narrow();
  assert.match(await page.locator("main").innerText(), /Åse Hjartdal, rådgjevar/);
  await context.close();
});

test("two officers at once lose no word, and the script keeps what they write", { timeout: 900_000 }, async () => {
  const mine = await (await world.browser.newContext()).newPage();
  const theirs = await (await world.browser.newContext()).newPage();
  const link = await world.link(first, "hearing_invitation", "4005");
  await mine.goto(link);
  await theirs.goto(link);
  await mine.getByLabel("Uttalelse").fill("Vi vil ha bane.");
  await mine.getByText(/Sist lagret av/).waitFor();
  await mine.getByLabel("Uttalelse").fill("Vi vil ha bane og veg.");
  await mine.waitForResponse((answer) => answer.url().includes("/draft") && answer.ok());
  await theirs.getByLabel("Uttalelse").fill("Vi vil ha buss.");
  await theirs.getByText(/Noe må avgjøres/).waitFor();
  await theirs.getByRole("button", { name: "Lagre og fortsett senere" }).click();
  await theirs.getByRole("heading", { name: "Velg mellom to tekster" }).waitFor();
  assert.match(await theirs.locator("main").innerText(), /Vi vil ha bane og veg\.[^]*Vi vil ha buss\./);
  await look(theirs, "officer-conflict");
  await theirs.locator("input[name=choose-text]").last().check();
  await theirs.getByRole("button", { name: "Bruk teksten jeg har valgt" }).click();
  await theirs.getByRole("heading", { name: "Velg mellom to tekster" }).waitFor({ state: "detached" });
  assert.equal(await theirs.getByLabel("Uttalelse", { exact: true }).inputValue(), "Vi vil ha buss.");
  // A file goes up with its progress shown, and what was typed meanwhile is kept.
  await theirs.getByLabel("Uttalelse").fill("Vi vil ha bane, veg og buss.");
  const file = { name: "notat.txt", mimeType: "text/plain", buffer: Buffer.from("Rutetabell") };
  await theirs.getByLabel("Legg ved en fil").setInputFiles(file);
  await theirs.getByRole("button", { name: "Last opp filen" }).click();
  await theirs.getByRole("link", { name: "notat.txt" }).waitFor();
  assert.equal(await theirs.getByLabel("Uttalelse").inputValue(), "Vi vil ha bane, veg og buss.");
  // What is no file of a kind that is taken, is said by the server's page.
  await theirs.getByLabel("Legg ved en fil").setInputFiles({ ...file, name: "notat.pdf", buffer: Buffer.from("<html>") });
  await theirs.getByRole("button", { name: "Last opp filen" }).click();
  await theirs.getByRole("alert").waitFor();
  assert.equal(await theirs.getByLabel("Uttalelse").inputValue(), "Vi vil ha bane, veg og buss.");
  await mine.context().close();
  await theirs.context().close();
});

test("every page behind the link, in both written forms", { timeout: 900_000 }, async () => {
  const page = await (await world.browser.newContext()).newPage();
  for (const lang of ["nn", "nb"]) {
    const hearing = await world.link(first, "hearing_invitation", "4024");
    const changed = await world.link(again, "hearing_invitation", "3303");
    const council = await world.link(councils, "council_request", "4024");
    const ended = await world.link(councils, "hearing_invitation", "4024");
    for (const [name, address] of [
      ["answer", hearing],
      ["changed", changed],
      ["compared", `${changed}/compare`],
      ["compared-beside", `${changed}/compare?view=beside`],
      ["text", `${hearing}/text`],
      ["short", `${hearing}/review?position=without_remarks`],
      ["colleagues", `${hearing}/colleagues`],
      ["colleague", `${hearing}/colleague`],
      ["extension", `${hearing}/extension`],
      ["question", `${hearing}/question`],
      ["hand-over", `${hearing}/hand-over`],
      ["disown", `${hearing}/disown`],
      ["treatment", `${hearing}/treatment`],
      ["council", council],
      ["advice", `${council}/treatment`],
      ["case-paper", `${council}/case-paper`],
      ["closed", ended],
      ["closed-receipt", `${ended}/receipt`],
      ["cut-off", hearing.slice(0, -20)],
    ]) {
      await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
      await look(page, `officer-${name}-${lang}`);
    }
  }
  // With something wrong, and with something recorded.
  const council = await world.link(councils, "council_request", "4024");
  await page.goto(council);
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await look(page, "officer-council-errors");
  await page.goto(`${council}/treatment`);
  await page.getByLabel("Organ", { exact: true }).fill("Formannskapet");
  await page.getByLabel("Møtedato").fill("2026-11-23");
  await page.getByLabel("Saksnummer").fill("41/26");
  await page.getByLabel("Vedtaket eller fråsegna frå organet").fill("Formannskapet rår kommunestyret til å slutte seg til.");
  await page.getByLabel("Namnet ditt").fill("Åse Hjartdal");
  await page.getByLabel("Stillinga di").fill("formannskapssekretær");
  await page.getByRole("button", { name: "Registrer", exact: true }).click();
  await look(page, "officer-advice-recorded");
  await page.goto(council);
  await page.getByLabel("Tilslutning til teksten").check();
  await page.getByLabel("Organ", { exact: true }).fill("Kommunestyret");
  await page.getByLabel("Møtedato").fill("2026-11-23");
  await page.getByLabel("Saksnummer").fill("52/26");
  await page.getByLabel("Namnet ditt").fill("Åse Hjartdal");
  await page.getByLabel("Stillinga di").fill("møtesekretær");
  await page.getByLabel(/på vegner av/).check();
  const minutes = { name: "særutskrift.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 ...") };
  await page.getByLabel(/særutskrift/).setInputFiles(minutes);
  const before = await world.codes();
  await page.getByRole("button", { name: "Registrer vedtaket" }).click();
  await page.getByLabel("Kode", { exact: true }).waitFor();
  await look(page, "officer-confirm");
  await page.getByLabel("Kode", { exact: true }).fill(await world.code(before));
  await page.getByRole("button", { name: "Stadfest" }).click();
  await page.getByRole("link", { name: "særutskrift.pdf" }).waitFor();
  await look(page, "officer-decided");
  await page.context().close();
});
