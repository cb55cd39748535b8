// A mail server that keeps everything: prints its port, then each message as one line of JSON.
import { createRequire } from "node:module";
const { SMTPServer } = createRequire(new URL("../package.json", import.meta.url))("smtp-server");

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map((r) => r.address);
      console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to, message: Buffer.concat(chunks).toString("latin1") }));
      done();
    });
  },
});
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
