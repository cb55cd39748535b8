// A mail server that misbehaves as it is told to. Its faults are the first argument, as JSON:
//   [{"to": "regular expression", "at": "connect|mail|rcpt|data|dot|auth", "do": "550 text" | "drop" | "keep" | "half", "wait": ms}]
// `keep` takes the message and drops the connection before the answer; `half` sends half of it. Prints its port, then a
// line of JSON for each message it has kept.
import { createServer } from "node:net";

const faults = JSON.parse(process.argv[2] ?? "[]").map((fault) => ({ ...fault, to: new RegExp(fault.to ?? "") }));
const jitter = Number(process.argv[3] ?? 0);

createServer((socket) => {
  let mail = {};
  let message = null;
  let rest = "";
  socket.setNoDelay(true);
  socket.setEncoding("latin1");
  socket.on("error", () => {});
  const say = (text) => socket.write(`${text}\r\n`);
  const done = (text) => setTimeout(() => say(text), jitter ? Math.random() * jitter : 0);
  const answer = (at, text) => {
    const fault = faults.find((one) => one.at === at && one.to.test(mail.to ?? ""));
    if (!fault) return done(text);
    const act = () => {
      if (fault.do === "drop" || fault.do === "keep") socket.destroy();
      else if (fault.do === "half") socket.end(text.slice(0, 2));
      else if (!fault.do) done(text);
      else done(fault.do);
    };
    return setTimeout(act, fault.wait ?? 0);
  };
  const keep = (at) => {
    const fault = faults.find((one) => one.at === at && one.to.test(mail.to));
    const kept = !fault || fault.do === "keep" || fault.do === "half" || !fault.do;
    const id = /^Message-ID: (.*)$/m.exec(message)?.[1].trim();
    if (kept) console.log(JSON.stringify({ ...mail, id, message }));
  };
  const line = (text) => {
    if (message !== null) {
      if (text !== ".") {
        message += `${text.startsWith("..") ? text.slice(1) : text}\r\n`;
        return;
      }
      keep("dot");
      message = null;
      answer("dot", "250 2.0.0 kept");
      return;
    }
    const verb = text.slice(0, 4).toUpperCase();
    if (verb === "EHLO") {
      const auth = faults.some((one) => one.at === "auth");
      socket.write(`250-faults\r\n${auth ? "250-AUTH PLAIN LOGIN\r\n" : ""}250 8BITMIME\r\n`);
    } else if (verb === "AUTH") answer("auth", "235 2.7.0 welcome");
    else if (verb === "MAIL") {
      mail = { from: /<(.*?)>/.exec(text)[1] };
      answer("mail", "250 2.1.0 ok");
    } else if (verb === "RCPT") {
      mail.to = /<(.*?)>/.exec(text)[1];
      answer("rcpt", "250 2.1.5 ok");
    } else if (verb === "DATA") {
      const fault = faults.find((one) => one.at === "data" && one.to.test(mail.to));
      if (!fault) message = "";
      answer("data", "354 go on");
    } else if (verb === "RSET" || verb === "NOOP") say("250 2.0.0 ok");
    else if (verb === "QUIT") socket.end("221 2.0.0 bye\r\n");
    else say("500 5.5.1 what");
  };
  answer("connect", "220 faults ready");
  socket.on("data", (data) => {
    rest += data;
    const lines = rest.split("\r\n");
    rest = lines.pop();
    lines.forEach(line);
  });
}).listen(0, "127.0.0.1", function () {
  console.log(this.address().port);
});
