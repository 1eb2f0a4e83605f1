/**
 * What machines ask about the server, over HTTP and on a listener of its own: `/metrics` for Prometheus,
 * `/healthz` whether the process answers, `/readyz` whether messages can be kept.
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Log } from "../log.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Observe } from "./measured.ts";
import type { Network } from "./network.ts";

/** Writes something and reads it again; rejects if that does not work. */
export type Probe = () => Promise<void>;

/** Upper ends of the histogram's buckets; seconds. */
const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** The numbers, by the names that Prometheus has for them. */
export class Metrics {
  readonly registry = new Registry();
  readonly #messages: Counter<"outcome">;
  readonly #commits: Histogram;

  constructor(network: Network) {
    const registers = [this.registry];
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    gauge("chat_sessions", "Connections, registered or not.", () => network.sessions.size);
    gauge(
      "chat_unregistered_sessions",
      "Connections that are not registered yet.",
      () => network.unregistered,
    );
    gauge("chat_users", "People on the network.", () => network.users.size);
    gauge("chat_opers", "Server operators among them.", () => network.usersWith("o").size);
    gauge("chat_channels", "Channels.", () => network.channels.size);
    gauge(
      "chat_outbox_bytes",
      "Bytes that wait for clients to read them.",
      () => [...network.sessions].reduce((sum, { outbox }) => sum + outbox.size, 0),
    );
    gauge(
      "chat_start_time_seconds",
      "When the server was started, since 1970.",
      () => network.startedAt / 1000,
    );
    gauge(
      "process_resident_memory_bytes",
      "Memory of the process.",
      () => Deno.memoryUsage().rss,
    );
    this.#messages = new Counter({
      name: "chat_messages_total",
      help: "Messages that were to be kept, by what became of them.",
      labelNames: ["outcome"],
      registers,
    });
    this.#commits = new Histogram({
      name: "chat_message_commit_seconds",
      help: "From a message's arrival to its COMMIT.",
      buckets: SECONDS,
      registers,
    });
  }

  readonly observe: Observe = (kind, took) => {
    this.#messages.inc({ outcome: kind });
    if (kind === "stored") this.#commits.observe(took / 1000);
  };
}

export class Monitoring {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #probing: Promise<void> | undefined;

  /** Starts to listen; throws a `Problem` if the address cannot be listened on. */
  constructor(
    { host, port }: { readonly host: string; readonly port: number },
    readonly metrics: Metrics,
    readonly probe: Probe,
    readonly log: Log,
  ) {
    try {
      const where = { hostname: host, port, onListen() {} };
      this.#server = Deno.serve(where, (request) => this.#answer(request));
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      throw new Problem(
        `Monitoring cannot listen on ${host}:${port}: ${why}. Choose another monitoring.port.`,
        EXIT.tryAgain,
        { cause: error },
      );
    }
  }

  get address(): Deno.NetAddr {
    return this.#server.addr;
  }

  async close(): Promise<void> {
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return said("Only GET is answered here.", 405);
    }
    // Whatever stands in a Host header becomes a part of it.
    switch (URL.parse(request.url)?.pathname) {
      case "/metrics": {
        const headers = { "content-type": this.metrics.registry.contentType };
        return new Response(await this.metrics.registry.metrics(), { headers });
      }
      case "/healthz":
        return said("ok", 200);
      case "/readyz":
        return await this.#ready();
      default:
        return said("There are /metrics, /healthz and /readyz.", 404);
    }
  }

  /** However many ask at once, the database is asked once. */
  async #ready(): Promise<Response> {
    try {
      await (this.#probing ??= this.probe().finally(() => this.#probing = undefined));
      return said("ok", 200);
    } catch (error) {
      // Who asks may be anybody; what the database says is for the operator.
      this.log.warn("the server is not ready: nothing can be kept", { error: `${error}` });
      return said("Messages cannot be kept right now; the log says why.", 503);
    }
  }
}

function said(text: string, status: number): Response {
  return new Response(`${text}\n`, { status });
}
