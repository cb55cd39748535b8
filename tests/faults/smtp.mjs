// A mail server that misbehaves as it is told to. Its faults are the first argument, as JSON:
//   [{"to": "regular expression", "at": "connect|ehlo|starttls|auth|mail|rcpt|data|dot",
//     "do": "550 text" | "drop" | "keep" | "half" | "drip", "wait": ms, "times": n}]
// `keep` takes the message and drops the connection before the answer; `half` sends half of it; `drip` sends it a
// character every `wait` milliseconds. A fault with `times` happens only so often: greylisting is a 451 once.
// With FAULTS_CERTIFICATE and FAULTS_KEY, files of PEM, it offers STARTTLS. Prints its port, then a line of JSON for each
// message it has kept.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { TLSSocket } from "node:tls";

const faults = JSON.parse(process.argv[2] ?? "[]").map((fault) => ({ ...fault, to: new RegExp(fault.to ?? "") }));
const jitter = Number(process.argv[3] ?? 0);
const { FAULTS_CERTIFICATE: certificate, FAULTS_KEY: key } = process.env;
const secrets = certificate && { cert: readFileSync(certificate), key: readFileSync(key) };

/** The fault of a phase, once more where it happens only so often. */
const find = (at, to) => faults.find((one) => one.at === at && one.to.test(to ?? "") && one.times !== 0);

createServer((plain) => {
  let socket = plain;
  let mail = {};
  let message = null;
  let rest = "";
  plain.setNoDelay(true);
  plain.on("error", () => {});
  const say = (text) => socket.write(`${text}\r\n`);
  const done = (text) => setTimeout(() => say(text), jitter ? Math.random() * jitter : 0);
  const answer = (at, text) => {
    const fault = find(at, mail.to);
    if (!fault) return done(text);
    if (fault.times) fault.times -= 1;
    if (fault.do === "drip") {
      [...`${text}\r\n`].forEach((c, n) => setTimeout(() => socket.write(c), n * fault.wait));
      return;
    }
    const act = () => {
      if (fault.do === "drop" || fault.do === "keep") socket.destroy();
      else if (fault.do === "half") socket.end(text.slice(0, 2));
      else if (!fault.do) done(text);
      else done(fault.do);
    };
    return setTimeout(act, fault.wait ?? 0);
  };
  const keep = (at) => {
    const fault = find(at, mail.to);
    const kept = !fault || ["keep", "half", "drip", undefined].includes(fault.do);
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
      const secure = secrets && socket === plain;
      if (find("ehlo")) return answer("ehlo", "250 faults");
      socket.write(`250-faults\r\n${auth ? "250-AUTH PLAIN LOGIN\r\n" : ""}${secure ? "250-STARTTLS\r\n" : ""}250 8BITMIME\r\n`);
    } else if (verb === "STAR") {
      if (find("starttls")) return answer("starttls", "220 go on");
      say("220 go on");
      plain.removeAllListeners("data");
      socket = new TLSSocket(plain, { isServer: true, ...secrets });
      socket.on("error", () => {});
      listen();
    } else if (verb === "AUTH") answer("auth", "235 2.7.0 welcome");
    else if (verb === "MAIL") {
      mail = { from: /<(.*?)>/.exec(text)[1] };
      answer("mail", "250 2.1.0 ok");
    } else if (verb === "RCPT") {
      mail.to = /<(.*?)>/.exec(text)[1];
      answer("rcpt", "250 2.1.5 ok");
    } else if (verb === "DATA") {
      if (!find("data", mail.to)) message = "";
      answer("data", "354 go on");
    } else if (verb === "RSET" || verb === "NOOP") say("250 2.0.0 ok");
    else if (verb === "QUIT") socket.end("221 2.0.0 bye\r\n");
    else say("500 5.5.1 what");
  };
  answer("connect", "220 faults ready");
  const listen = () =>
    socket.on("data", (data) => {
      rest += data.toString("latin1");
      const lines = rest.split("\r\n");
      rest = lines.pop();
      lines.forEach(line);
    });
  listen();
}).listen(Number(process.argv[4] ?? 0), "127.0.0.1", function () {
  console.log(this.address().port);
});
