// A name server that knows what its first argument says: {"MX region.example.test": ["mx.example.test"], "TXT …": ["…"]}.
// Everything else does not exist. Prints its port.
import { createSocket } from "node:dgram";

const records = JSON.parse(process.argv[2]);
const types = { 15: "MX", 16: "TXT" };
const name = (text) => Buffer.concat([...text.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])]);
const data = { MX: (text) => Buffer.concat([Buffer.from([0, 10]), name(text)]), TXT: (text) => Buffer.concat(text.match(/.{1,255}/g).map((part) => Buffer.from([part.length, ...Buffer.from(part)]))) };

const server = createSocket("udp4");
server.on("message", (query, from) => {
  const labels = [];
  let at = 12;
  while (query[at]) {
    labels.push(query.subarray(at + 1, at + 1 + query[at]).toString());
    at += 1 + query[at];
  }
  const question = query.subarray(12, at + 5);
  const type = types[query.readUInt16BE(at + 1)];
  const found = records[`${type} ${labels.join(".").toLowerCase()}`] ?? [];
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(found.length ? 0x8180 : 0x8183, 2);
  [1, found.length, 0, 0].forEach((count, n) => head.writeUInt16BE(count, 4 + 2 * n));
  const answers = found.map((text) => {
    const value = data[type](text);
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(query.readUInt16BE(at + 1), 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt32BE(60, 6);
    fixed.writeUInt16BE(value.length, 10);
    return Buffer.concat([fixed, value]);
  });
  server.send(Buffer.concat([head, question, ...answers]), from.port, from.address);
});
server.bind(0, "127.0.0.1", () => console.log(server.address().port));
