import assert from "node:assert/strict";
import { selfSigned } from "../../src/server/self_signed.ts";
import { freePort } from "../postgres.ts";
import { EMBEDDED, Installation } from "./program.ts";

/** What a server says of STS in its log, with a certificate that this machine trusts or does not. */
async function said(name: string, isTrusted: boolean): Promise<string> {
  const directory = await Deno.makeTempDir();
  try {
    const { cert, key } = await selfSigned(["chat.example.org"], Date.now());
    const tls = { cert: `${directory}/cert.pem`, key: `${directory}/key.pem` };
    await Deno.writeTextFile(tls.cert, cert);
    await Deno.writeTextFile(tls.key, key);
    const at = { host: "127.0.0.1", accountRequired: false, proxyProtocol: false } as const;
    const secure = { ...at, type: "irc", port: await freePort(), tls } as const;
    await using installation = await Installation.make(EMBEDDED, {
      server: { name, sts: 3600 },
      listeners: [{ ...at, type: "irc", port: 0, tls: null }, secure],
    });
    const program = await installation.serve(...(isTrusted ? ["--cert", tls.cert] : []));
    const { log } = await program.stop();
    return log;
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("STS is on with a certificate that this machine trusts, and for that name alone", async () => {
  assert.match(await said("chat.example.org", true), /clients are told to use TLS/);
  assert.match(
    await said("other.example.org", true),
    /STS stays off.*(NotValidForName|not valid for name)/,
  );
  const log = await said("chat.example.org", false);
  assert.match(log, /STS stays off.*UnknownIssuer/);
  assert.doesNotMatch(log, /clients are told/);
});
