/** Addresses and networks of them: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. RFC 4632, RFC 4291 */

/** The first `prefix` bits of `bits` are the network's; IPv4 has 32 of them, IPv6 128. */
export interface Cidr {
  readonly bits: bigint;
  readonly size: 32 | 128;
  readonly prefix: number;
}

/** `undefined` if it is neither an address nor a network. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", prefix, ...more] = text.split("/");
  const whole = parseAddress(address);
  if (!whole || more.length > 0) return undefined;
  if (prefix === undefined) return whole;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > whole.size) return undefined;
  return { ...whole, prefix: Number(prefix) };
}

export function contains(network: Cidr, address: Cidr): boolean {
  if (network.size !== address.size || address.prefix < network.prefix) return false;
  const rest = BigInt(network.size - network.prefix);
  return network.bits >> rest === address.bits >> rest;
}

/**
 * Whom limits take for one: an IPv4 address, or the 2^64 IPv6 addresses that one household is given.
 * https://www.rfc-editor.org/rfc/rfc6177
 */
export function siteOf(address: string): string {
  const plain = unmapped(address);
  const parsed = plain.includes(":") ? parse6(plain) : undefined;
  return parsed ? `${parsed.bits >> 64n}/64` : plain;
}

/** The name under which DNS has the name of an address. https://www.rfc-editor.org/rfc/rfc3596#section-2.5 */
export function reverseName({ bits, size }: Cidr): string {
  const parts = size === 32
    ? Array.from({ length: 4 }, (_, i) => (bits >> BigInt(8 * i) & 255n).toString())
    : [...bits.toString(16).padStart(32, "0")].reverse();
  return `${parts.join(".")}.${size === 32 ? "in-addr" : "ip6"}.arpa`;
}

/** An address as people write it: a socket for IPv6 has `::ffff:192.0.2.7` for who comes by IPv4. */
export function unmapped(address: string): string {
  return MAPPED.exec(address)?.[1] ?? address;
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** What an IPv4 address is within IPv6, `::ffff:192.0.2.7`, is that IPv4 address. */
function parseAddress(text: string): Cidr | undefined {
  if (!text.includes(":")) return parse4(text);
  const plain = unmapped(text);
  return plain === text ? parse6(text) : parse4(plain);
}

function parse4(text: string): Cidr | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    bits = bits << 8n | BigInt(part);
  }
  return { bits, size: 32, prefix: 32 };
}

function parse6(text: string): Cidr | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => half === "" ? [] : half.split(":"));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array(missing).fill("0"), ...right];
  let bits = 0n;
  for (const group of groups) {
    if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
    bits = bits << 16n | BigInt(`0x${group}`);
  }
  return { bits, size: 128, prefix: 128 };
}
