import assert from "node:assert/strict";
import fc from "fast-check";
import { frame, FrameReader, OPCODE } from "../../src/server/websocket_frames.ts";

/** A frame as a client sends it: masked. */
function masked(opcode: number, text: string, isLast = true): Uint8Array {
  const plain = frame(opcode, new TextEncoder().encode(text));
  const start = plain.length - new TextEncoder().encode(text).length;
  const mask = Uint8Array.of(1, 2, 3, 4);
  const head = plain.slice(0, start);
  head[0] = (isLast ? 0x80 : 0) | opcode;
  head[1] = (head[1] ?? 0) | 0x80;
  const payload = plain.slice(start).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return Uint8Array.from([...head, ...mask, ...payload]);
}

function read(...frames: Uint8Array[]) {
  const reader = new FrameReader(16_384);
  return frames.flatMap((bytes) => reader.push(bytes)).map((received) =>
    "bytes" in received
      ? `${received.kind} ${new TextDecoder().decode(received.bytes)}`
      : received.kind === "broken"
      ? `broken ${received.status}`
      : received.kind
  );
}

Deno.test("a message is the same in one frame, in several, and with a ping in between", () => {
  assert.deepEqual(read(masked(OPCODE.text, "PING né")), ["message PING né"]);
  assert.deepEqual(
    read(
      masked(OPCODE.text, "PI", false),
      masked(OPCODE.ping, "?"),
      masked(OPCODE.more, "", false),
      masked(OPCODE.more, "NG"),
    ),
    ["other", "ping ?", "other", "message PING"],
  );
});

Deno.test("lengths of every size are read", () => {
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 70_000]) {
    const reader = new FrameReader(100_000);
    const [received] = reader.push(masked(OPCODE.binary, "x".repeat(length)));
    assert.ok(received && "bytes" in received && received.bytes.length === length, `${length}`);
  }
});

for (
  const [what, bytes, status] of [
    ["without a mask", frame(OPCODE.text, new Uint8Array(3)), 1002],
    ["of a kind that there is not", masked(0x3, "x"), 1002],
    ["that goes on with nothing", masked(OPCODE.more, "x"), 1002],
    ["of control that is too long", masked(OPCODE.ping, "x".repeat(126)), 1002],
    ["of control that is not whole", masked(OPCODE.ping, "x", false), 1002],
    ["longer than any line", masked(OPCODE.text, "x".repeat(16_385)), 1009],
  ] as const
) {
  Deno.test(`a frame ${what} ends the connection`, () => {
    assert.deepEqual(read(bytes), [`broken ${status}`]);
  });
}

Deno.test("many small parts are as limited as one large one", () => {
  const reader = new FrameReader(100);
  reader.push(masked(OPCODE.text, "x".repeat(60), false));
  const [received] = reader.push(masked(OPCODE.more, "x".repeat(60), false));
  assert.deepEqual(received, { kind: "broken", status: 1009 });
});

Deno.test("frames are the same wherever the stream is cut", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 300 }), (bytes, cut) => {
    const whole = new FrameReader(100).push(bytes);
    const reader = new FrameReader(100);
    const first = reader.push(bytes.subarray(0, cut));
    const ended = first.some(({ kind }) => kind === "broken" || kind === "close");
    assert.deepEqual(ended ? first : [...first, ...reader.push(bytes.subarray(cut))], whole);
  }));
});
