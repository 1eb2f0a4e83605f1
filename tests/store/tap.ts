/** A TCP connection to PostgreSQL that can be interfered with on its way. */
import { connect, createServer, type Socket } from "node:net";

export interface Tap extends AsyncDisposable {
  /** As the server's own, but through here. */
  readonly url: string;
  /** The next answer does not come through: its connection ends instead. */
  loseNextAnswer(): void;
  /** Nothing comes through any more, in either direction, and nobody is told. */
  fallSilent(): void;
  /** Everything is as it was, for connections made from now on. */
  recover(): void;
}

export async function tap(databaseUrl: string): Promise<Tap> {
  const real = new URL(databaseUrl);
  const url = new URL(databaseUrl);
  url.searchParams.delete("host");
  url.searchParams.delete("port");
  let mode: "open" | "losing" | "silent" = "open";
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const database = connectTo(real);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        for (const end of [client, database]) {
          end.destroy();
          sockets.delete(end);
        }
      });
    }
    client.on("data", (bytes) => {
      if (mode !== "silent") database.write(bytes);
    });
    database.on("data", (bytes) => {
      if (mode === "open") client.write(bytes);
      if (mode !== "losing") return;
      mode = "open";
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url.host = `127.0.0.1:${address.port}`;

  return {
    url: url.href,
    loseNextAnswer: () => mode = "losing",
    fallSilent: () => mode = "silent",
    recover: () => mode = "open",
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function connectTo(url: URL): Socket {
  const host = url.searchParams.get("host") ?? url.hostname;
  const port = url.searchParams.get("port") ?? (url.port || "5432");
  return host.startsWith("/")
    ? connect(`${host}/.s.PGSQL.${port}`)
    : connect(Number(port), host || "127.0.0.1");
}
