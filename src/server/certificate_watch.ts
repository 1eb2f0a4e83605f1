/** Notices that a certificate was renewed, and has its listener show the new one. */
import type { Log } from "../log.ts";
import { Problem } from "../problem.ts";
import { readCertificate } from "./certificate.ts";
import type { Listener } from "./listener.ts";

/** Within this time of its end a certificate is complained about, once a day; ms. */
const SOON = 7 * 86_400_000;
const DAY = 86_400_000;

export class CertificateWatch {
  /** By listener: the complaint that was logged last, so that it is not logged every few seconds. */
  readonly #complaints = new Map<Listener, string>();
  readonly #warnedAt = new Map<Listener, number>();
  #looking: Promise<void> | undefined;

  constructor(
    readonly listeners: readonly Listener[],
    readonly dataDir: string,
    readonly log: Log,
  ) {}

  /**
   * Reads the files again; one look at a time. By reading, not by watching: what renews certificates
   * exchanges links, of which a watch of the files learns nothing.
   */
  look(): Promise<void> {
    return this.#looking ??= this.#look().finally(() => this.#looking = undefined);
  }

  async #look(): Promise<void> {
    for (const listener of this.listeners) {
      const { tls } = listener.settings;
      if (tls === null) continue;
      try {
        const now = Date.now();
        const { certificate: before } = listener;
        const certificate = await readCertificate(tls, this.dataDir, now, before);
        this.#complaints.delete(listener);
        if (certificate !== before) {
          await listener.renew(certificate);
          this.log.info("a new certificate is shown from now on", {
            port: listener.address.port,
            fingerprint: certificate.fingerprint,
          });
        }
        this.#warnOfEnd(listener, certificate.until, now);
      } catch (error) {
        // The old one goes on; the files may be in the middle of being exchanged.
        const complaint = error instanceof Problem ? error.message : `${error}`;
        if (complaint === this.#complaints.get(listener)) continue;
        this.#complaints.set(listener, complaint);
        const { port } = listener.address;
        this.log.error("the certificate stays as it is", { port, reason: complaint });
      }
    }
  }

  #warnOfEnd(listener: Listener, until: number, now: number): void {
    if (until - now > SOON || now - (this.#warnedAt.get(listener) ?? -Infinity) < DAY) return;
    this.#warnedAt.set(listener, now);
    const { port } = listener.address;
    const ends = new Date(until).toISOString();
    this.log.warn("the certificate ends soon, and clients will refuse it then", { port, ends });
  }
}
