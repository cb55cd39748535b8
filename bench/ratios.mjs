// What one engine does against another in the same round: medians and ranges over the rounds of bench/side-by-side.
import { readFileSync } from "node:fs";

const rounds = [];
for (const line of readFileSync(process.argv[2], "utf8").trim().split("\n").map((text) => JSON.parse(text))) {
  if (line.round) rounds.push({});
  else rounds.at(-1)[[line.what, line.engine, line.database].join(" ")] = line;
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const show = (values) => {
  const short = (n) => n.toFixed(n < 10 ? 2 : 0);
  return `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
};
const ratio = (title, ours, theirs, field = "documents_per_second") => {
  const values = rounds.filter((round) => round[ours] && round[theirs]).map((round) => round[ours][field] / round[theirs][field]);
  if (values.length) console.log(`${title}: ${show(values)}`);
};
const value = (title, of, field) => {
  const values = rounds.map((round) => round[of]?.[field]).filter((found) => found !== undefined && found !== null);
  if (values.length) console.log(`${title}: ${show(values)}`);
};

const [inside, desk, link, pg] =
  ["w samrad sqlite", "w samrad-http sqlite", "w samrad-http-links sqlite", "w samrad postgres"];
const [bare, served, restate] = ["w reference sqlite", "w reference-http sqlite", "w restate own"];
const barePg = "w reference postgres";
ratio("in process / bare reference", inside, bare);
ratio("in process / Django", inside, "w django sqlite");
ratio("in process / DBOS Python", inside, "w dbos-python sqlite");
ratio("over HTTP / bare reference over HTTP", desk, served);
ratio("over HTTP / Restate", desk, restate);
ratio("over HTTP, processor time / Restate", desk, restate, "cpu_s_per_1000");
ratio("over HTTP by links / Restate", link, restate);
ratio("PostgreSQL / reference with a transaction a command", pg, barePg);
ratio("PostgreSQL / DBOS TypeScript", pg, "w dbos-typescript postgres");
const others = ["w django sqlite", "w dbos-python sqlite", "w dbos-typescript postgres"];
for (const engine of [inside, desk, link, pg, bare, served, barePg, restate, ...others]) {
  value(`${engine}, documents/s`, engine, "documents_per_second");
  value(`${engine}, processor s per 1 000`, engine, "cpu_s_per_1000");
  value(`${engine}, bytes a document`, engine, "bytes_per_document");
  value(`${engine}, peak MB`, engine, "peak_mb");
}
value("mail, letters/s", "mail samrad sqlite", "letters_per_second");
value("tick, an empty look, µs", "tick samrad sqlite", "empty_look_us");
value("tick, µs an item", "tick samrad sqlite", "us_per_item");
value("reply page, requests/s", "page-reply samrad sqlite", "requests_per_second");
value("reply page, p99 µs", "page-reply samrad sqlite", "p99_us");
value("no page at all, requests/s", "page-nothing samrad sqlite", "requests_per_second");
