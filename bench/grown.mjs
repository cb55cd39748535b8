// A table of bench/growth's lines: microseconds on the first size, and how many times that on the others.
import { readFileSync } from "node:fs";

const GOAL = 1.3;
const lines = readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => JSON.parse(line));
let over = false;
for (const database of ["sqlite", "postgres"]) {
  const [first, ...more] = lines.filter((line) => line.what === "growth" && line.database === database);
  if (!first) continue;
  console.log(`\n${database}, medians in µs on ${first.documents} documents, and times that on ${more.map((line) => line.documents)}`);
  for (const [what, time] of Object.entries(first.median_us)) {
    const relative = more.map((line) => line.relative[what]);
    const grows = relative.some((one) => one > GOAL);
    over ||= grows;
    console.log(`${what.padEnd(24)}${String(time).padStart(9)}  ${relative.map((one) => one.toFixed(2)).join("  ")}${grows ? "  over" : ""}`);
  }
}
process.exit(over ? 1 : 0);
