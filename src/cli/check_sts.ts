/** What `chat doctor` says of strict transport security: whether clients will be told to use TLS at all. */
import type { Settings } from "../config.ts";
import { readCertificate } from "../server/certificate.ts";
import { refusesCertificate } from "../server/sts.ts";
import { fail, type Finding, ok } from "./finding.ts";

/** One finding for each certificate; none where STS is off. Files that cannot be read are told elsewhere. */
export async function checkSts(
  { server: { sts, name }, listeners, dataDir }: Settings,
): Promise<readonly Finding[]> {
  if (sts === null) return [];
  const secure = listeners.filter(({ type, tls }) => type === "irc" && tls !== null);
  if (secure.length === 0) {
    return [fail("server.sts is set, but no listener has TLS. → Give one a certificate.")];
  }
  const findings: Finding[] = [];
  for (const { tls, port } of secure) {
    if (tls === null) continue;
    if (tls === "self-signed") {
      findings.push(fail(
        `server.sts has no effect on port ${port}: nobody vouches for a certificate that the server ` +
          "makes itself. → Name one of an authority in tls.cert and tls.key.",
      ));
      continue;
    }
    const certificate = await readCertificate(tls, dataDir, Date.now()).catch(() => undefined);
    if (!certificate) continue;
    const reason = await refusesCertificate(certificate, name);
    findings.push(
      reason === undefined ? ok(`Clients of ${name} are told to use TLS, on port ${port}.`) : fail(
        `server.sts has no effect on port ${port}: ${tls.cert} does not verify for ${name} ` +
          `(${reason.replace(/\.$/, "")}). → Get one of an authority that this machine trusts.`,
      ),
    );
  }
  return findings;
}
