import assert from "node:assert/strict";
import { violations } from "./checker.ts";
import type { Ending, Records, Row, Seen, Sent, Watch } from "./records.ts";

const acknowledged = (msgid: string): Ending => ({ kind: "acknowledged", msgid });
const NOT_STORED: Ending = { kind: "failed", code: "MESSAGE_NOT_STORED", text: "not now" };
const UNKNOWN: Ending = { kind: "unknown" };

function row(seq: number, conversation = "#tea"): Row {
  const id = `${conversation.replace(" ", "+")}-${seq}`;
  const time = new Date(seq).toISOString();
  return { conversation, seq, msgid: `m-${id}`, kind: "PRIVMSG", text: `${id} hello`, time };
}

function seen({ conversation, msgid, text, time }: Row, resent = false): Seen {
  return { conversation, msgid, text, time, resent };
}

function sent({ conversation, text }: Row, ...endings: (Ending | undefined)[]): Sent {
  const attempts = endings.map((ending) => ({ startedAt: 0, endedAt: 1, ending }));
  return { id: text.split(" ")[0] ?? "", sender: "ann", conversation, text, attempts };
}

/** What a reader of #tea saw on each of its connections; it stayed until the end. */
function watch(...stretches: readonly (readonly Seen[])[]): Watch {
  return {
    nick: "bob",
    channels: ["#tea"],
    stretches: stretches.map((seen, i) => ({
      seen: [...seen],
      untilEnd: i === stretches.length - 1,
    })),
  };
}

const [ONE, TWO, THREE, FOUR] = [row(1), row(2), row(3), row(4)] as const;
const ROWS = [ONE, TWO, THREE, FOUR];

/** Everything as it should be, but for what a test changes. */
function records(doctored: Partial<Records> = {}): Records {
  return {
    rows: ROWS,
    sent: ROWS.map((row) => sent(row, acknowledged(row.msgid))),
    watches: [watch(ROWS.map((row) => seen(row)))],
    ...doctored,
  };
}

/** One message's attempts, the others being as they should be. */
function sending(row: Row, ...endings: (Ending | undefined)[]): Pick<Records, "sent"> {
  return {
    sent: records().sent.map((one) => one.text === row.text ? sent(row, ...endings) : one),
  };
}

function finds(doctored: Partial<Records>, ...complaints: string[]): void {
  assert.deepEqual(violations(records(doctored)), complaints);
}

Deno.test("a run in which everything went well has no violation", () => {
  finds({});
});

Deno.test("an acknowledged message that is not in the table is found", () => {
  finds(
    {
      rows: [ONE, TWO, THREE],
      watches: [watch([ONE, TWO, THREE].map((row) => seen(row)))],
    },
    "#tea-4 was acknowledged as m-#tea-4, and is not in the table",
  );
});

Deno.test("a message that is in the table twice is found", () => {
  const again = { ...ONE, seq: 5, msgid: "m-again" };
  finds(
    { rows: [...ROWS, again], watches: [] },
    "#tea-1 has 2 rows",
  );
  finds(
    { rows: [...ROWS, { ...row(5), msgid: ONE.msgid }], watches: [] },
    "the msgid m-#tea-1 has 2 rows",
  );
});

Deno.test("a message that was acknowledged under another msgid than it is kept under is found", () => {
  finds(
    sending(TWO, UNKNOWN, acknowledged("m-second")),
    "#tea-2 was acknowledged as m-second, and is in the table as m-#tea-2",
  );
});

Deno.test("a message that is kept in another conversation is found", () => {
  const stray = { ...row(1, "#cake"), text: ONE.text, msgid: ONE.msgid };
  finds(
    { rows: [stray], sent: [sent(ONE, acknowledged(ONE.msgid))], watches: [] },
    "#tea-1 was meant for #tea, and is in the table for #cake",
  );
});

Deno.test("a gap in the sequence is found, and a sequence that does not begin with 1", () => {
  finds(
    { rows: [ONE, THREE], sent: [], watches: [] },
    "#tea: where 2 should be, the sequence has 3",
  );
  finds({ rows: [TWO], sent: [], watches: [] }, "#tea: where 1 should be, the sequence has 2");
});

Deno.test("events have their place in the sequence, and are no gap in what people read", () => {
  const joined: Row = { ...TWO, kind: "JOIN", text: "" };
  finds({
    rows: [ONE, joined, THREE],
    sent: [],
    watches: [watch([seen(ONE), seen(THREE)])],
  });
});

Deno.test("a message that was never answered is found", () => {
  finds(sending(TWO, acknowledged(TWO.msgid), undefined), "#tea-2 was sent and never answered");
});

Deno.test("a refused message that is in the table all the same is found", () => {
  finds(sending(TWO, NOT_STORED), "#tea-2 was refused as not stored, and is in the table");
});

Deno.test("a refused message whose first attempt is unknown may be in the table, and has to be sent again", () => {
  finds(sending(TWO, UNKNOWN, NOT_STORED, acknowledged(TWO.msgid)));
  finds(
    sending(TWO, UNKNOWN, NOT_STORED),
    "#tea-2 is unknown, and was not sent again until it was acknowledged",
  );
});

Deno.test("a refusal for any other reason than that the message could not be stored is found", () => {
  finds(
    {
      sent: [...records().sent, sent(row(5), { kind: "failed", code: "404", text: "Cannot send" })],
    },
    "#tea-5 was refused: 404 Cannot send",
  );
});

Deno.test("a reader who saw a message twice is found, on one connection and on two", () => {
  const complaint = "bob saw #tea-2 twice";
  finds({ watches: [watch([ONE, TWO, TWO, THREE, FOUR].map((row) => seen(row)))] }, complaint);
  finds(
    {
      watches: [watch(
        [ONE, TWO].map((row) => seen(row)),
        [TWO, THREE, FOUR].map((row) => seen(row)),
      )],
    },
    complaint,
  );
});

Deno.test("a reader who saw messages in another order is found", () => {
  finds(
    { watches: [watch([seen(ONE), seen(THREE), seen(TWO), seen(FOUR)])] },
    "bob was in #tea, and did not see #tea-2",
    "bob saw #tea-2 after #tea-3, which comes later",
    "bob was in #tea, and did not see #tea-3",
  );
});

Deno.test("a reader who missed a message while it was connected is found", () => {
  finds(
    { watches: [watch([seen(ONE), seen(TWO), seen(FOUR)])] },
    "bob was in #tea, and did not see #tea-3",
  );
  finds(
    { watches: [watch([seen(TWO), seen(THREE), seen(FOUR)])] },
    "bob was in #tea, and did not see #tea-1",
  );
  finds(
    { watches: [watch([seen(ONE), seen(TWO), seen(THREE)])] },
    "bob was in #tea, and did not see #tea-4",
  );
  finds({ watches: [watch([])] }, "bob was in #tea, and did not see #tea-1");
});

Deno.test("what passed while a reader was not connected is no gap", () => {
  finds({ watches: [watch([seen(ONE)], [seen(FOUR)])] });
});

Deno.test("the answer to a further attempt may be an old message, and fills the place of a new one", () => {
  finds({
    watches: [watch([seen(ONE), seen(TWO, true), seen(THREE), seen(FOUR), seen(ONE, true)])],
  });
});

Deno.test("a message that was seen and is not in the table is found", () => {
  finds(
    { watches: [watch([...ROWS, row(5)].map((row) => seen(row)))] },
    "bob saw #tea-5, and m-#tea-5 is not in the table",
  );
});

Deno.test("a message that reads otherwise than it is kept is found, and one with another time", () => {
  const others = [TWO, THREE, FOUR].map((row) => seen(row));
  finds(
    { watches: [watch([{ ...seen(ONE), text: "#tea-9 hello" }, ...others])] },
    "bob saw #tea-9, which is in the table as #tea-1",
  );
  finds(
    { watches: [watch([{ ...seen(ONE), time: "1999-01-01T00:00:00.000Z" }, ...others])] },
    "bob saw #tea-1, sent at 1999-01-01T00:00:00.000Z, which is 1970-01-01T00:00:00.001Z in the table",
  );
});

Deno.test("a message that came to somebody whom it does not concern is found", () => {
  const secret = row(1, "ann cleo");
  const [cake, own] = [row(1, "#cake"), row(1, "ann bob")];
  finds(
    {
      rows: [...ROWS, secret, cake, own],
      watches: [watch([...ROWS, secret, cake, own].map((row) => seen(row)))],
    },
    "bob saw ann+cleo-1 of ann cleo, where it does not belong",
    "bob saw #cake-1 of #cake, where it does not belong",
  );
});

Deno.test("somebody who did not get a private message is found", () => {
  const own = row(1, "ann bob");
  finds(
    { rows: [...ROWS, own] },
    "bob was in ann bob, and did not see ann+bob-1",
  );
});
