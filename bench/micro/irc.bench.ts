import { LineReader } from "../../src/irc/lines.ts";
import { format, parse } from "../../src/irc/message.ts";
import { matchesMask } from "../../src/irc/names.ts";

const plain = "PRIVMSG #general :a line of ordinary length, as people write them all day";
const tagged = `@label=a1;+draft/reply=m123;+chat/id=8f0c ${plain}`;
const chunk = new TextEncoder().encode(`${plain}\r\n`.repeat(20));
const reader = new LineReader();

Deno.bench("parse a plain line", () => {
  parse(plain);
});

Deno.bench("parse a line with tags", () => {
  parse(tagged);
});

Deno.bench("format a message", () => {
  format({ source: "ann!ann@host", command: "PRIVMSG", params: ["#general", "hello there"] });
});

Deno.bench("read a chunk of 20 lines", () => {
  reader.push(chunk);
});

Deno.bench("match a mask", () => {
  matchesMask("somebody!username@host.example.org", "*!*@*.example.org");
});
