// The demo walked through in a real browser: a coordinator launches, an officer answers, time passes. Every page on the
// way is looked at (see demo.mjs).
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { demo, look, root, tabTo } from "./demo.mjs";

let world, base, browser;

before(async () => {
  world = await demo();
  ({ base, browser } = world);
});

after(() => world?.end());

test("a newcomer plays every role", { timeout: 900_000 }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: true, locale: "nb-NO" });
  const page = await context.newPage();
  await page.goto(base);
  await look(page, "board");

  await page.getByRole("link", { name: "Overordnet strategi" }).click();
  await look(page, "document");
  await page.getByRole("link", { name: /Hele loggen/ }).click();
  await look(page, "log");

  // The coordinator: a new document, its text, the launch with every letter.
  await page.goto(`${base}/desk/documents/new`);
  await look(page, "new");
  await page.getByLabel("Tittel").fill("Plan for kunnskap 2027–2030");
  await page.getByLabel("Type").selectOption("focus_area_plan");
  await page.getByRole("button", { name: "Opprett" }).click();
  await page.getByRole("link", { name: "Rediger teksten" }).click();
  await look(page, "text");
  const text = join(root, "config/demo/strategy.md");
  // Open already where there is no text yet.
  const file = page.getByLabel("Fil", { exact: true });
  if (!(await file.isVisible())) await page.getByText("Hent inn en tekst fra fil").click();
  await file.setInputFiles(text);
  await page.getByRole("button", { name: "Finn punktene" }).click();
  await look(page, "import");
  await page.getByRole("button", { name: "Lagre som ny versjon" }).click();
  await page.getByRole("link", { name: "Send på høring" }).click();
  await look(page, "launch");
  await page.locator("#letter").fill("Vi ber om kommunens syn på planen.");
  await page.getByRole("button", { name: "Se brevene først" }).click();
  await look(page, "preview");
  await page.getByRole("button", { name: /Åpne høringen og send/ }).click();
  const documentAddress = page.url();

  // An officer in Hjartdal: from the letter, in nynorsk, on a phone.
  await page.goto(`${base}/demo/mailbox`);
  await look(page, "mailbox");
  await page.getByRole("link", { name: /Høyring av Plan for kunnskap/ }).last().click();
  await look(page, "letter");
  const link = page.getByRole("link", { name: /\/l\// });
  if (!(await link.count())) {
    await page.goBack();
    await page.getByRole("link", { name: /Høyring av Plan for kunnskap/ }).first().click();
  }
  await page.getByRole("link", { name: /\/l\// }).first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "nn");
  await look(page, "answer");
  const answerAddress = page.url();
  await page.getByText("Merknad til dette punktet").first().click();
  await page.getByLabel("Merknad", { exact: true }).first().fill("Rv. 362 over Møsvatn manglar.");
  await page.getByLabel("Med merknader").check();
  await page.getByRole("button", { name: "Sjå over og send" }).click();
  await look(page, "review");
  await page.getByRole("button", { name: "Send svaret" }).click();
  await look(page, "review-errors");
  await page.getByLabel("Namnet ditt").fill("Åse Hjartdal");
  await page.getByLabel("Stillinga di").fill("rådgjevar");
  await page.getByLabel(/på vegner av Hjartdal kommune/).check();
  await page.getByRole("button", { name: "Send svaret" }).click();
  await look(page, "receipt");
  await page.goto(`${answerAddress.split("?")[0]}/colleague`);
  await look(page, "colleague");

  // Time passes: reminders go out, the hearing closes by itself.
  await page.goto(documentAddress);
  for (let n = 0; n < 8; n += 1) await page.getByRole("button", { name: "+ 1 uke" }).click();
  await page.waitForLoadState();
  await page.goto(documentAddress);
  assert.match(await page.locator("main").innerText(), /merknader gjenstår å vurdere|Merknaden er ikke vurdert ennå/);
  await page.getByRole("link", { name: "Vurder merknadene" }).click();
  await look(page, "remarks");
  await page.getByRole("link", { name: "Vurder neste merknad" }).click();
  await look(page, "assess");
  await page.getByLabel("tas til følge", { exact: true }).check();
  await page.locator("textarea[name=reason]").fill("Vegen er tatt inn.");
  await page.getByRole("button", { name: "Lagre og gå til neste" }).click();
  await page.goto(`${documentAddress}/hearing-note`);
  await look(page, "hearing-note");
  await page.goto(`${documentAddress}/act/finish_assessment`);
  await look(page, "finish");
  await page.getByLabel("Send til kommunestyrene for tilslutning").check();
  await page.getByRole("button", { name: "Avslutt merknadsbehandlingen" }).click();
  assert.match(await page.locator("main").innerText(), /har ikke gjort vedtak/);

  // A council's secretary in Rollag.
  await page.goto(`${base}/demo/mailbox`);
  const requests = page.getByRole("link", { name: /Sak til kommunestyret: Plan for kunnskap/ });
  for (let n = 0; n < (await requests.count()); n += 1) {
    await requests.nth(n).click();
    if (await page.getByRole("link", { name: /\/l\// }).count()) break;
    await page.goBack();
  }
  await page.getByRole("link", { name: /\/l\// }).first().click();
  await look(page, "council");
  await page.goto(`${documentAddress}/endorsement`);
  await look(page, "endorsement");

  for (const [name, path] of [["documents", "/desk/documents"], ["letters", "/desk/letters"], ["contacts", "/desk/contacts"],
    ["contact", "/desk/contacts/3303/case_officer"], ["revisions", "/desk/revisions"], ["coming", "/desk/coming"],
    ["meetings", "/desk/meetings/3303"], ["login", "/login"], ["not-found", "/nothing"]]) {
    await page.goto(base + path);
    await look(page, name);
  }

  // English and nynorsk at the desk.
  await page.goto(`${base}/desk`);
  await page.getByRole("link", { name: "Nynorsk" }).click();
  await look(page, "board-nynorsk");
  await page.getByRole("link", { name: "English" }).click();
  await look(page, "board-english");
  await context.close();
});

test("an officer answers by keyboard alone, without scripts", { timeout: 900_000 }, async () => {
  const strategies = await (await world.get("/api/v1/regions/kongsbergregionen/documents?kind=strategy")).json();
  const link = await world.link(strategies.items[0].id, "hearing_invitation", "4026");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(link);
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "textarea[name^=remark-]");
  await page.keyboard.type("Rv. 37 bør nevnes.");
  await tabTo(page, "input[name=position]");
  for (let n = 0; n < 2; n += 1) await page.keyboard.press("ArrowDown");
  await tabTo(page, "form#typed button[data-primary]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/review/);
  await tabTo(page, "input[name=name]");
  await page.keyboard.type("Siri Haukåsen");
  await tabTo(page, "input[name=role]");
  await page.keyboard.type("rådgiver");
  await tabTo(page, "input[name=confirm]");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForURL(/receipt/);
  assert.match(await page.locator("main").innerText(), /Rv\. 37 bør nevnes\./);
  await context.close();
});
