/** Who uses the command line, as it stands in what is kept of that: who they logged in as, also with sudo. */
export function me(): string {
  // Asking the system would take a permission that the executable has for nothing else.
  const { env } = Deno;
  const names = ["SUDO_USER", "USER", "LOGNAME", "USERNAME"].map((name) => env.get(name));
  return `${names.find((name) => name) ?? "somebody"} (command line)`;
}
