// The coordinator's desk in a real browser: the board filtered and read in words, a hearing launched step
// by step for a later day, the councils side by side, and what a change calls for. Each page is held against WCAG 2.2 AA.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, look } from "./demo.mjs";

let world, page;

before(async () => {
  world = await demo();
  const context = await world.browser.newContext({ javaScriptEnabled: true, locale: "nb-NO" });
  page = await context.newPage();
});

after(() => world?.end());

test("the board is filtered and read in words", { timeout: 900_000 }, async () => {
  await page.goto(`${world.base}/desk`);
  await look(page, "desk-board");
  await page.getByText("Velg hva som vises").click();
  await page.getByLabel("Søk i tittel og saksnummer").fill("strategi");
  await page.locator("#municipality").selectOption({ label: "Hjartdal" });
  await page.getByRole("button", { name: "Vis", exact: true }).click();
  await look(page, "desk-filtered");
  assert.equal(await page.locator("table.matrix tbody tr").count(), 1);
  await page.getByRole("link", { name: "Vis med ord" }).click();
  await look(page, "desk-words");
  assert.match(await page.locator("table.matrix").innerText(), /Hjartdal/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Last ned CSV" }).click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
});

test("a hearing is launched for a later day, and nothing that was typed is lost", { timeout: 900_000 }, async () => {
  await page.goto(`${world.base}/desk/documents/new`);
  await page.getByLabel("Tittel").fill("Prosjekt: ladestasjoner");
  await page.getByLabel("Type").selectOption("project_plan");
  await page.getByRole("button", { name: "Opprett" }).click();
  const address = page.url();
  await page.goto(`${address}/text`);
  await page.getByLabel("Overskrift 1").fill("Mål");
  await page.getByLabel("Tekst 1", { exact: true }).fill("Hurtiglading i alle kommunene.");
  await page.getByRole("button", { name: "Lagre som ny versjon" }).click();
  await page.goto(`${address}/hearing`);
  await look(page, "desk-launch");
  await page.locator("#letter").fill("Vi ber om uttalelse.");
  await page.getByLabel("Legg til tid for sommerferie, påske og jul").check();
  await page.locator("#on").fill("2026-12-11");
  await page.getByRole("button", { name: "Regn ut fristen" }).click();
  assert.equal(await page.locator("#deadline").inputValue(), "2027-01-08");
  await page.getByRole("button", { name: "Se brevene først" }).click();
  await page.locator("#step-6 ~ details summary").first().click();
  await look(page, "desk-launch-letters", "#step-6");
  assert.equal(await page.locator("#letter").inputValue(), "Vi ber om uttalelse.");
  await page.getByRole("button", { name: "Planlegg høringen" }).click();
  await look(page, "desk-scheduled");
  assert.match(await page.locator("main").innerText(), /Høringen åpnes automatisk fredag 11\. desember 2026/);
});

test("councils stand side by side, and a form takes a file along", { timeout: 900_000 }, async () => {
  await page.goto(`${world.base}/desk?phase=endorsement`);
  await page.locator("table.matrix th a").first().click();
  await look(page, "desk-document");
  await page.getByRole("link", { name: "Se kommunestyrene side om side" }).click();
  await look(page, "desk-endorsement");
  await page.getByRole("link", { name: /Registrer vedtak/ }).first().click();
  await page.getByRole("radio", { name: "tilslutning" }).first().check();
  await page.getByLabel("Organ").fill("Kommunestyret");
  await page.getByLabel("Møtedato").fill("2026-11-20");
  await page.getByLabel("Saksnummer").fill("51/26");
  await page.getByLabel(/Vedlegg/).setInputFiles({ name: "utskrift.txt", mimeType: "text/plain", buffer: Buffer.from("Vedtatt.") });
  await look(page, "desk-decision");
  await page.getByRole("button", { name: "Registrer vedtak" }).click();
  await page.getByRole("link", { name: "Se kommunestyrene side om side" }).click();
  await page.getByRole("link", { name: /Åpne særutskriften/ }).first().waitFor();
});

test("what changed since the hearing is marked, and suggests what comes next", { timeout: 900_000 }, async () => {
  await page.goto(`${world.base}/desk?phase=assessment`);
  await page.locator("table.matrix th a").first().click();
  const address = page.url();
  await page.goto(`${address}/text`);
  await page.getByLabel("Tekst 1", { exact: true }).fill("Et helt nytt mål.");
  await page.getByRole("button", { name: "Lagre som ny versjon" }).click();
  await page.goto(`${address}/act/finish_assessment`);
  await page.getByLabel("et nytt eller endret beløp").check();
  await page.getByRole("button", { name: "Oppdater forslaget" }).click();
  await look(page, "desk-finish");
  assert.ok(await page.locator("del").count(), "what was taken out is marked");
  assert.match(await page.getByRole("status").innerText(), /høring/);
});

test("a coordinator is let in, stopped after a question, and let in again", { timeout: 900_000 }, async () => {
  await page.goto(`${world.base}/desk/coordinators`);
  await page.getByLabel("Navn").fill("Berit Nordbø");
  await page.getByLabel("E-postadresse").fill("berit.nordbo@region.example.test");
  await page.getByRole("button", { name: "Legg til" }).click();
  const berit = page.getByRole("row", { name: /Berit Nordbø/ });
  await berit.getByText("Kan logge inn").waitFor();
  await look(page, "desk-coordinators");
  await berit.getByRole("link", { name: "Sperr" }).click();
  await look(page, "desk-coordinator");
  assert.match(await page.locator("main").innerText(), /logget ut overalt/);
  await page.getByRole("button", { name: "Ja, sperr Berit Nordbø" }).click();
  await berit.getByText("Sperret").waitFor();
  await berit.getByRole("button", { name: "Gi tilgang igjen" }).click();
  await berit.getByText("Kan logge inn").waitFor();
});

test("a title of one long word breaks no page", { timeout: 900_000 }, async () => {
  const titled = { kind: "project_plan", title: "Fellesprosjekt: samferdselsinvesteringsfinansieringsstrategi" };
  const { id } = await (await world.post("/api/v1/regions/kongsbergregionen/documents", titled)).json();
  await world.command(id, { type: "save_text", sections: [{ heading: titled.title, body: titled.title }] });
  await page.goto(`${world.base}/desk/documents/${id}/text`);
  await look(page, "long-text");
  await world.command(id, { type: "open_hearing", deadline: "2027-02-26", letter: titled.title });
  const link = await world.link(id, "hearing_invitation", "3334");
  for (const address of ["/desk", "/desk/documents", `/desk/documents/${id}`, `/desk/documents/${id}/answers`,
    "/kongsbergregionen", `/kongsbergregionen/${id}`, `/kongsbergregionen/${id}/hearings/1`, "/demo/mailbox",
    link.replace(/^https?:\/\/[^/]+/, "")]) {
    await page.goto(world.base + address);
    assert.ok((await page.locator("body").innerText()).includes("samferdselsinvestering"), `${address} shows the title`);
    await look(page, `long-${address.split("/").at(-1).slice(0, 20)}`);
  }
});
