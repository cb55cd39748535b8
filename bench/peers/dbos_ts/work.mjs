// The canonical work as a DBOS workflow on PostgreSQL: a document a workflow, a command a message it waits for.
// node work.mjs SERVER DOCUMENTS LANES, with SERVER such as postgres://postgres@127.0.0.1:5432
import { DBOS } from "@dbos-inc/dbos-sdk";
import { randomBytes } from "node:crypto";
import pg from "pg";

const [server, documents, lanes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const NOW = 1736150400;
const FOUR_YEARS = 126230400;

const admin = new pg.Client(`${server}/postgres`);
await admin.connect();
for (const name of ["dbos_system", "dbos_work"]) {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
}
const pool = new pg.Pool({ connectionString: `${server}/dbos_work`, max: 16 });
await pool.query(`create table invitation (token text primary key, document text, stage int, municipality int);
  create table letter (id bigserial primary key, document text, kind int, address text, token text, due bigint, sent bigint);
  create index letter_due on letter (due) where sent is null`);

DBOS.setConfig({
  name: "work", systemDatabaseUrl: `${server}/dbos_system`, systemDatabasePoolSize: 20, logLevel: "error", runAdminServer: false,
});

async function invite(document, stage, tokens) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("insert into invitation select t, $1, $2, m - 1 from unnest($3::text[]) with ordinality u(t, m)",
      [document, stage, tokens]);
    await client.query(`insert into letter (document, kind, address, token, due)
      select $1, $2, 'post@' || (m - 1) || '.example.test', t, $4 from unnest($3::text[]) with ordinality u(t, m)`,
      [document, stage, tokens, NOW]);
    await client.query("commit");
  } finally {
    client.release();
  }
}

const wake = DBOS.registerWorkflow(async () => {}, { name: "wake" });
const life = DBOS.registerWorkflow(async () => {
  const id = DBOS.workflowID;
  await DBOS.recv("save", 3600);
  for (const stage of [0, 1]) {
    const tokens = await DBOS.recv("invite", 3600);
    await DBOS.runStep(() => invite(id, stage, tokens), { name: "invite" });
    const open = new Set(tokens);
    while (open.size) open.delete(await DBOS.recv("answer", 3600));
    if (stage === 0) await DBOS.recv("close", 3600);
  }
  await DBOS.recv("adopt", 3600);
  await DBOS.startWorkflow(wake, { queueName: "wake", enqueueOptions: { delaySeconds: FOUR_YEARS } })();
  return "in force";
}, { name: "life" });

await DBOS.launch();
await DBOS.registerQueue("wake");

const size = async () => Number((await admin.query("select pg_database_size('dbos_system') + pg_database_size('dbos_work') bytes")).rows[0].bytes);
const empty = await size();
const waits = [];
let next = 0;
const timed = async (command) => {
  const asked = performance.now();
  const done = await command;
  waits.push(performance.now() - asked);
  return done;
};
async function lane() {
  for (;;) {
    const number = next++;
    if (number >= documents) return;
    const id = `document-${number}`;
    const running = await timed(DBOS.startWorkflow(life, { workflowID: id })());
    await timed(DBOS.send(id, "Åtte kommuner.", "save"));
    for (const stage of [0, 1]) {
      const tokens = Array.from({ length: 8 }, () => randomBytes(16).toString("hex"));
      await timed(DBOS.send(id, tokens, "invite"));
      for (const token of tokens) await timed(DBOS.send(id, token, "answer"));
      if (stage === 0) await timed(DBOS.send(id, true, "close"));
    }
    await timed(DBOS.send(id, true, "adopt"));
    if (await running.getResult() !== "in force") throw new Error(`${id} is not in force`);
  }
}
const [before, started] = [process.cpuUsage(), performance.now()];
await Promise.all(Array.from({ length: lanes }, lane));
const [seconds, used] = [(performance.now() - started) / 1e3, process.cpuUsage(before)];
// What DBOS promises: a workflow that is started again under its id, and a message that is sent again under its key,
// happen once.
const again = await DBOS.startWorkflow(life, { workflowID: "document-0" })();
if (await again.getResult() !== "in force") throw new Error("document-0 was lived again");
for (let n = 0; n < 2; n++) await DBOS.send("document-0", true, "adopt", "once");
const count = async (client, sql) => Number((await client.query(sql)).rows[0].count);
const letters = await count(pool, "select count(*) from letter where sent is null");
if (letters !== 16 * documents) throw new Error(`${letters} letters wait`);
const system = new pg.Client(`${server}/dbos_system`);
await system.connect();
const waking = await count(system, "select count(*) from dbos.workflow_status where name = 'wake' and status <> 'SUCCESS'");
if (waking !== documents) throw new Error(`${waking} documents have a day to wake on`);
const messages = await count(system, "select count(*) from dbos.notifications where message_uuid like '%once%'");
if (messages !== 1) throw new Error(`a message that was sent twice is there ${messages} times`);
const bytes = await size() - empty;
waits.sort((a, b) => a - b);
console.log(JSON.stringify({
  what: "w", engine: "dbos-typescript", database: "postgres", documents, lanes,
  documents_per_second: +(documents / seconds).toFixed(2),
  p50_us: Math.round(waits[waits.length >> 1] * 1e3), p99_us: Math.round(waits[Math.floor(waits.length * 0.99)] * 1e3),
  cpu_s_per_1000: +((used.user + used.system) / 1e3 / documents).toFixed(2),
  peak_mb: Math.round(process.resourceUsage().maxRSS / 1024), bytes_per_document: Math.round(bytes / documents), checked: true,
  repeats: "once",
}));
process.exit(0);
