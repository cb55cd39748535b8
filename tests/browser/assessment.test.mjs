// All the remarks of a hearing weighed in a real browser: alike ones in a group, by one verdict and one reason, a reason
// used again, and nothing that can be forgotten before the assessment is finished. Then what anyone may read of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, look } from "./demo.mjs";

const EIGHT = ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"];
const sections = [
  { heading: "Samferdsel", body: "Regionen skal arbeide for veg og bane." },
  { heading: "Kultur", body: "Regionen skal styrke bibliotekene." },
];
/** Whose remarks, to which section, and what they say; the last one is to the whole text. */
const said = [
  ["3303", 0, "Kongsbergbanen må nevnes."],
  ["4005", 0, "Bratsbergbanen må nevnes."],
  ["4024", 0, "Rv. 362 må nevnes."],
  ["4026", 1, "Rjukan bibliotek er regionens eldste."],
  ["3338", null, "Planen mangler et budsjett."],
];
let world, page, here;

before(async () => {
  world = await demo("--empty", "--clock", "2026-11-23T08:00");
  const document = { kind: "strategy", title: "Overordnet strategi 2027–2038" };
  const { id } = await (await world.post("/api/v1/regions/kongsbergregionen/documents", document)).json();
  await world.command(id, { type: "save_text", sections });
  await world.command(id, { type: "open_hearing", deadline: "2027-01-15" });
  const heard = await (await world.get(`/api/v1/documents/${id}/text`)).json();
  for (const municipality of EIGHT) {
    const own = said.filter(([whose]) => whose === municipality);
    const remarks = own.filter(([, at]) => at !== null).map(([, at, text]) => ({ section: heard.sections[at].id, text }));
    const text = own.find(([, at]) => at === null)?.[2] ?? "";
    const position = own.length ? "with_remarks" : "without_remarks";
    await world.command(id, { type: "record_statement", municipality, position, text, remarks, received_on: "2026-11-23", channel: "e-post" });
    await world.command(id, { type: "disclose_statement", municipality });
  }
  await world.command(id, { type: "close_hearing" });
  here = `${world.base}/desk/documents/${id}`;
  page = await (await world.browser.newContext({ locale: "nb-NO" })).newPage();
});

after(() => world?.end());

const main = () => page.locator("main").innerText();
const left = async (sentence) => assert.match(await page.locator("#left").innerText(), sentence);
const row = (words) => page.locator("table.remarks tbody tr").filter({ hasText: words });

test("a coordinator weighs every remark, and can forget none", { timeout: 900_000 }, async () => {
  await page.goto(here);
  await page.getByRole("link", { name: "Vurder merknadene" }).click();
  await left(/^5 av 5 merknader er ikke vurdert\.$/);
  assert.equal(await page.getByRole("link", { name: "Avslutt merknadsbehandlingen" }).count(), 0);
  await look(page, "assessment-table");

  // Two about the same are put in a group, with who has them and until when.
  for (const words of ["Kongsbergbanen", "Bratsbergbanen"]) await row(words).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Vurder de valgte samlet" }).click();
  await page.getByRole("heading", { name: "Vurder 2 merknader samlet" }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.getByText("Arbeidsnotat: ansvarlig, frist og emneord").click();
  await page.getByLabel("Gruppe").fill("Bane");
  await page.getByLabel("Skal være vurdert innen").fill("2027-02-01");
  const kept = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Lagre notatet" }).click();
  await kept;

  // From one of them to both; one verdict and one reason weigh them together.
  await page.goto(`${here}/remarks`);
  await row("Kongsbergbanen").getByRole("rowheader").getByRole("link").click();
  assert.equal(await page.getByText("Kongsberg: Samferdsel").count(), 1, "the heading says it once");
  await page.locator("li").filter({ hasText: "gruppen «Bane»" }).getByRole("link").click();
  await page.getByRole("heading", { name: "Vurder 2 merknader samlet" }).waitFor();
  await page.getByLabel("tas til følge", { exact: true }).check();
  // A verdict without its reason is not taken, and is still there to be explained.
  await page.getByRole("button", { name: "Lagre og gå til neste" }).click();
  await page.getByRole("alert").waitFor();
  assert.ok(await page.getByLabel("tas til følge", { exact: true }).isChecked());
  await page.locator("textarea[name=reason]").fill("Banene er tatt inn i punktet om samferdsel.");
  await look(page, "assessment-together");
  await page.getByRole("button", { name: "Lagre og gå til neste" }).click();

  // On to the first one that is left, which is general.
  await page.getByRole("heading", { name: "Nore og Uvdal: Generelt" }).waitFor();
  await page.getByLabel("tas ikke til følge").check();
  await page.locator("textarea[name=reason]").fill("Budsjettet følger av handlingsplanen.");
  await page.getByRole("button", { name: "Lagre og gå til neste" }).click();

  // A reason given before is used again.
  await page.getByRole("heading", { name: "Hjartdal: Samferdsel" }).waitFor();
  await page.locator(".weighed").filter({ hasText: "Banene er tatt inn" }).getByRole("link", { name: /Bruk denne/ }).click();
  assert.equal(await page.locator("textarea[name=reason]").inputValue(), "Banene er tatt inn i punktet om samferdsel.");
  await page.locator("textarea[name=reason]").fill("Vegen er tatt inn i punktet om samferdsel.");
  await look(page, "assessment-reuse");
  await page.getByRole("button", { name: "Lagre vurderingen" }).click();

  // One is left: it is said, there is a way to it, and the assessment cannot be finished without it.
  await left(/^1 av 5 merknader er ikke vurdert\.$/);
  await page.goto(`${here}/act/finish_assessment`);
  await page.getByLabel("Send til kommunestyrene for tilslutning").check();
  await page.getByRole("button", { name: "Avslutt merknadsbehandlingen" }).click();
  assert.match(await page.getByRole("alert").innerText(), /merknad/i);
  await page.goto(`${here}/remarks`);
  await page.getByRole("link", { name: "Vis dem som gjenstår" }).click();
  assert.equal(await page.locator("table.remarks tbody tr:not(.head)").count(), 1);
  await page.getByRole("link", { name: "Vurder neste merknad" }).click();
  await page.getByLabel("til orientering").check();
  await page.locator("textarea[name=reason]").fill("Et godt poeng.");
  await page.getByRole("button", { name: "Lagre og gå til neste" }).click();

  await left(/^Alle 5 merknader er vurdert\.$/);
  assert.match(await main(), /Ingenting gjenstår/);
  await look(page, "assessment-done");
  await page.getByRole("link", { name: "Avslutt merknadsbehandlingen" }).click();
  await page.getByLabel("Send til kommunestyrene for tilslutning").check();
  await page.getByRole("button", { name: "Avslutt merknadsbehandlingen" }).click();
  assert.match(await main(), /8 har ikke gjort vedtak/);
});

test("anyone reads what each remark came to, and takes it along", { timeout: 900_000 }, async () => {
  const reader = await (await world.browser.newContext({ locale: "nn-NO" })).newPage();
  await reader.goto(`${here.replace("/desk/documents", "/kongsbergregionen")}/hearings/1`);
  await reader.getByRole("link", { name: "Merknadsdokumentet" }).click();
  await look(reader, "public-hearing-note");
  const note = await reader.locator("main").innerText();
  for (const [, , text] of said) assert.ok(note.includes(text), `${text} in ${note}`);
  assert.equal(note.match(/Banene er tatt inn i punktet om samferdsel\./g).length, 2);
  for (const [name, ending] of [["Last ned som Word", "docx"], ["Excel", "xlsx"], ["CSV", "csv"]]) {
    const [download] = await Promise.all([reader.waitForEvent("download"), reader.getByRole("link", { name }).click()]);
    assert.ok(download.suggestedFilename().endsWith(`.${ending}`), download.suggestedFilename());
  }
});
