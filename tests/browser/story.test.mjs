// The whole story by hand, in a browser: a coordinator, eight case officers and eight councils carry a plan from draft
// to adoption, anyone can follow it, and four years later its revision opens by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, look } from "./demo.mjs";

const EIGHT = ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"];

let world;

before(async () => {
  world = await demo("--empty", "--clock", "2026-11-23T08:00");
});

after(() => world?.end());

/** A page of someone's own: nobody shares cookies with anybody. */
async function person(locale = "nb-NO") {
  const context = await world.browser.newContext({ locale });
  return context.newPage();
}

/** Moves the demo's clock. */
async function travel(to) {
  const answer = await fetch(`${world.base}/demo/clock`, { method: "POST", body: JSON.stringify(to) });
  assert.equal(answer.status, 200, await answer.text());
}

/** The link each municipality got in a kind of letter. */
async function links(document, letter) {
  const found = EIGHT.map(async (municipality) => [municipality, await world.link(document, letter, municipality)]);
  return new Map(await Promise.all(found));
}

/** Presses the one button that sends a page's form on, whatever the language. */
const press = (page, action) => page.locator(`form[action*="${action}"] button`).last().click();

async function answer(link, municipality) {
  const page = await person();
  await page.goto(link);
  const remarks = municipality === "4024";
  if (remarks) {
    await page.locator("summary").first().click();
    await page.locator("textarea[name^=remark-]").first().fill("Rv. 362 over Møsvatn manglar.");
  }
  await page.locator(`input[name=position][value=${remarks ? "with_remarks" : "without_remarks"}]`).check();
  await page.locator("form#typed button:not([formaction])").last().click();
  await page.waitForURL(/review/);
  await page.locator("input[name=name]").fill(`Saksbehandler ${municipality}`);
  await page.locator("input[name=role]").fill("rådgiver");
  await page.locator("input[name=confirm]").check();
  await press(page, "/submit");
  await page.waitForURL(/receipt/);
  await page.context().close();
}

async function decide(link) {
  const page = await person();
  await page.goto(link);
  await page.locator("input[name=outcome][value=endorsed]").check();
  await page.locator("input[name=body]").fill("Kommunestyret");
  await page.locator("input[name=meeting_date]").fill("2027-03-10");
  await page.locator("input[name=case_number]").fill("12/27");
  await page.locator("input[name=name]").fill("Kari Sekretær");
  await page.locator("input[name=role]").fill("sekretær");
  await page.locator("input[name=confirm]").check();
  const before = await world.codes();
  await press(page, "/decision");
  await page.waitForURL(/confirm/);
  await page.locator("input[name=code]").fill(await world.code(before));
  await press(page, "/confirm");
  await page.waitForURL(/decided/);
  await page.context().close();
}

test("a plan is heard, endorsed, adopted, and revised four years later", { timeout: 900_000 }, async () => {
  const desk = await person();
  await desk.goto(`${world.base}/desk/documents/new`);
  await desk.getByLabel("Tittel").fill("Plan for kunnskap 2027–2030");
  await desk.getByLabel("Type").selectOption("strategy");
  await desk.getByRole("button", { name: "Opprett" }).click();
  const here = desk.url();
  const document = /dok_[a-z0-9]+/.exec(here)[0];
  const open = `${world.base}/kongsbergregionen/${document}`;
  const reader = await person();
  assert.equal((await reader.goto(open)).status(), 404, "a draft is nobody else's");

  await desk.goto(`${here}/text`);
  await desk.getByLabel("Overskrift 1").fill("Samferdsel");
  await desk.getByLabel("Tekst 1", { exact: true }).fill("Veg og bane mellom de åtte kommunene.");
  await desk.getByRole("button", { name: "Lagre som ny versjon" }).click();
  await desk.goto(`${here}/hearing`);
  await desk.locator("#letter").fill("Vi ber om kommunens syn.");
  await desk.getByRole("button", { name: "Se brevene først" }).click();
  await desk.getByRole("button", { name: /Åpne høringen og send/ }).click();

  // Anyone reads it from now on; eight officers answer at the same time, each by their own link.
  await reader.goto(open);
  assert.match(await reader.locator("main").innerText(), /Veg og bane/);
  const invited = await links(document, "hearing_invitation");
  await Promise.all([...invited].map(([municipality, link]) => answer(link, municipality)));
  await reader.reload();
  assert.match(await reader.locator("main").innerText(), /8 av 8 har svart/);
  // Nobody reads an answer before a coordinator has looked at it.
  for (const municipality of EIGHT) await world.command(document, { type: "disclose_statement", municipality });

  await desk.goto(`${here}/act/close_hearing`);
  await press(desk, "close_hearing");
  await desk.goto(here);
  await desk.goto(`${here}/remarks`);
  await desk.locator('a[href*="/remarks/assess?remark="]').first().click();
  await desk.locator("#verdict input[value=not_accommodated]").check();
  await desk.locator("#reason").fill("Vegen hører til en annen plan.");
  await desk.locator("button[name=then][value=table]").click();
  await desk.goto(`${here}/act/finish_assessment`);
  await desk.getByLabel("Send til kommunestyrene for tilslutning").check();
  await desk.getByRole("button", { name: "Avslutt merknadsbehandlingen" }).click();
  await reader.goto(`${open}/hearings/1`);
  assert.match(await reader.locator("main").innerText(), /Vegen hører til en annen plan/);

  await travel({ to: "2027-03-11T08:00" });
  const asked = await links(document, "council_request");
  // One after the other, so that each code is told from the others.
  for (const link of asked.values()) await decide(link);

  await desk.goto(`${here}/act/adopt`);
  await desk.getByLabel("Organ").fill("Regionrådet for Kongsbergregionen");
  await desk.getByLabel("Møtedato").fill("2027-03-11");
  await desk.getByLabel("Saksnummer").fill("5/27");
  await desk.getByLabel("Gjelder fra").fill("2027-03-11");
  await look(desk, "adopt");
  await desk.getByRole("button", { name: "Registrer regionrådets vedtak" }).click();
  await travel({ advance: "1d" });
  await reader.goto(open);
  assert.match(await reader.locator("main").innerText(), /Skal rulleres\s+11\. mars 2031/);

  // Four years pass. The revision opens by itself; the edition in force stays what anyone reads.
  await travel({ to: "2031-03-12T08:00" });
  await desk.goto(here);
  assert.match(await desk.locator("main").innerText(), /Rulleringen ble åpnet/);
  await reader.goto(open);
  assert.match(await reader.locator("main").innerText(), /gjelder til den nye er vedtatt/);
});
