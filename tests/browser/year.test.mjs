// A year around a meeting: the joint board is called, a deputy sits for one and another is disqualified, the hearing it
// decides opens by that, anyone answers it, the answers are released and weighed, and the next meeting adopts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, look } from "./demo.mjs";

const PLANNERS = ["3336", "3338", "4026"];
const REGION = "kongsbergregionen";
const ALIKE = 40;

let world;

before(async () => {
  world = await demo("--empty", "--clock", "2026-11-23T08:00");
});

after(() => world?.end());

async function person(locale = "nb-NO") {
  const context = await world.browser.newContext({ locale });
  return context.newPage();
}

async function travel(to) {
  const answer = await fetch(`${world.base}/demo/clock`, { method: "POST", body: JSON.stringify({ to }) });
  assert.equal(answer.status, 200, await answer.text());
}

const words = (page) => page.locator("main").innerText();
const press = (page, action) => page.locator(`form[action$="${action}"] button`).first().click();

/** Each council has elected one to the board, with a deputy. */
async function elected() {
  for (const municipality of PLANNERS) {
    const someone = (kind) => [{ name: `${kind} ${municipality}`, address: `${kind.toLowerCase()}@${municipality}.example.test` }];
    const elect = { type: "elect", body: "joint_board", municipality, members: someone("Medlem"), deputies: someone("Vara"),
      from: "2023-10-15", reason: "Valgt." };
    const answer = await world.post(`/api/v1/regions/${REGION}/register`, elect);
    assert.equal(answer.status, 200, await answer.text());
  }
}

/** Arranges a meeting, and gives its address. */
async function arranged(desk, on) {
  await desk.goto(`${world.base}/desk/meetings`);
  await desk.getByRole("link", { name: "Sett opp et møte" }).click();
  await desk.getByLabel("Organ").selectOption("joint_board");
  await desk.getByLabel("Dato").fill(on);
  await desk.getByLabel("Klokkeslett").fill("10:00");
  await desk.getByLabel("Sted").fill("Rollag kommunehus");
  await desk.getByRole("button", { name: "Sett opp et møte" }).click();
  await desk.waitForURL(/mtg_/);
  return desk.url();
}

/** Opens the meeting with whoever is expected, the first of them in the chair. */
async function opened(desk, meeting) {
  await desk.goto(meeting);
  const present = await desk.locator("input[name=present]:checked").first().getAttribute("value");
  await desk.getByLabel("Møteleder").selectOption(present);
  await press(desk, "/open_meeting");
}

/** Somebody answers from the public page, and presses the button behind the link in the letter. */
async function answered(document, name, text, file) {
  const page = await person();
  const address = `${name.replace(/\W/g, "").toLowerCase()}@eksempel.example.test`;
  await page.goto(`${world.base}/${REGION}/${document}/answer`);
  if (file) await look(page, "public-answer");
  await page.locator("#name").fill(name);
  await page.locator("#address").fill(address);
  await page.locator("#text").fill(text);
  if (file) await page.locator("#file").setInputFiles({ name: file, mimeType: "text/plain", buffer: Buffer.from("Her går reinen.") });
  await page.locator("#consent").check();
  await page.locator("form#typed button").last().click();
  const letters = await (await world.get(`/api/v1/mail?letter=public_answer_link&to=${address}`)).json();
  const letter = await (await world.get(`/api/v1/mail/${letters.items[0].id}`)).text();
  await page.goto(/https?:\S+\/l\/\S+/.exec(letter)[0]);
  if (file) await look(page, "public-answer-confirm");
  await press(page, "/public");
  await page.context().close();
}

test("a meeting sends a programme on hearing, anyone answers, and the next meeting adopts it", { timeout: 900_000 }, async () => {
  await elected();
  const made = await (await world.post(`/api/v1/regions/${REGION}/documents`,
    { kind: "planning_programme", title: "Planprogram for fjellet", parties: PLANNERS })).json();
  const document = made.id;
  await world.command(document, { type: "save_text", sections: [{ heading: "Formål", body: "Hytter og villrein." }] });
  const desk = await person();
  const december = await arranged(desk, "2026-12-08");

  // The document waits for this body, and its own form puts it on the agenda.
  await desk.locator("a[href*=\"/hearing?agenda=\"]").click();
  await desk.locator("#deadline").fill("2027-02-01");
  await desk.getByRole("button", { name: "Sett opp som sak" }).click();
  await desk.waitForURL(/mtg_/);
  await desk.getByRole("button", { name: "Send innkallingen" }).click();
  await look(desk, "meeting");
  const reader = await person();
  const open = `${world.base}/${REGION}/meetings/${december.split("/").pop()}`;
  await reader.goto(open);
  assert.match(await words(reader), /Sak 001\/26/, "the agenda is public");
  await look(reader, "public-meeting");

  await desk.locator("#declare_absence-person").selectOption({ index: 1 });
  await desk.locator("#declare_absence-reason").fill("Sykdom");
  await press(desk, "/declare_absence");
  await travel("2026-12-08T09:55");
  await opened(desk, december);
  await desk.locator("a[href*=\"/items/\"]").first().click();
  await desk.locator("summary", { hasText: "Før inn inhabilitet" }).click();
  await desk.locator("#disqualify-person").selectOption({ index: 2 });
  await desk.locator("#disqualify-legal_basis").fill("fvl. § 6 første ledd bokstav e");
  await press(desk, "/disqualify");
  await look(desk, "meeting-item");
  await press(desk, "/decide_item");
  await desk.waitForURL(december);
  assert.match(await words(desk), /Vedtaket er ført inn i dokumentet/);
  const state = async () => (await (await world.get(`/api/v1/documents/${document}`)).json()).phase;
  assert.equal(await state(), "hearing", "the decision opened it");
  await press(desk, "/close_meeting");
  await press(desk, "/approve_minutes");
  await reader.goto(open);
  assert.match(await words(reader), /varamedlem for Medlem 3338[\s\S]*er inhabil[\s\S]*vedtatt \(enstemmig, 2 stemmer\)/);
  await look(reader, "public-minutes");

  // Anyone answers; forty say the same.
  await answered(document, "Kari Nordmann", "Hyttefeltet ligger i trekkveien.", "kart.txt");
  for (let n = 0; n < ALIKE; n += 1) {
    // As many as a day brings from one address of the net.
    if (n % 10 === 9) await travel(`2026-12-${String(9 + Math.floor(n / 10)).padStart(2, "0")}T09:00`);
    await answered(document, `Ola ${n}`, n % 2 ? "Nei til hyttefeltet!" : "nei  til hyttefeltet");
  }
  const list = `${world.base}/desk/documents/${document}/public-answers`;
  await desk.goto(list);
  assert.match(await words(desk), /40 like svar/);
  await look(desk, "public-answers");
  const round = `${world.base}/${REGION}/${document}/hearings/1/public`;
  await reader.goto(round);
  assert.doesNotMatch(await words(reader), /trekkveien/, "nobody has looked at it");
  await world.command(document, { type: "release_public_answers", through: ALIKE + 1 });
  await reader.goto(round);
  assert.match(await words(reader), /trekkveien/);
  await look(reader, "public-answers-released");

  await travel("2027-02-10T08:00");
  assert.equal(await state(), "assessment");
  for (const group of [1, 2]) {
    await world.command(document, { type: "assess_public_answers", group, verdict: "noted", reason: "Tas med i planen." });
  }
  await world.command(document, { type: "finish_assessment", next: "adoption" });
  const february = await arranged(desk, "2027-02-24");
  await desk.locator("a[href*=\"/act/adopt?agenda=\"]").click();
  await desk.locator("#in_force_from").fill("2027-02-24");
  await desk.getByRole("button", { name: "Sett opp som sak" }).click();
  await desk.waitForURL(/mtg_/);
  await desk.getByRole("button", { name: "Send innkallingen" }).click();
  await travel("2027-02-24T09:55");
  await opened(desk, february);
  await desk.locator("a[href*=\"/items/\"]").first().click();
  await press(desk, "/decide_item");
  assert.equal(await state(), "in_force", "the meeting adopted it");
  await desk.goto(`${world.base}/desk/meetings`);
  await look(desk, "meeting-plan");
  await desk.goto(`${world.base}/desk/meeting/members`);
  await look(desk, "meeting-members");
});
