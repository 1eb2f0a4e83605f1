/**
 * The PROXY protocol, versions 1 and 2: a load balancer says in front of the stream where the client
 * really comes from. https://www.haproxy.org/download/1.8/doc/proxy-protocol.txt
 */

/**
 * What the first bytes of a stream are. `proxied`: a complete header, the client's address (`undefined`
 * for the balancer's own health checks) and how many bytes it took. `none`: not a header.
 */
export type ProxyHeader =
  | { readonly kind: "proxied"; readonly address: string | undefined; readonly length: number }
  | { readonly kind: "incomplete" | "none" | "malformed" };

const V1 = new TextEncoder().encode("PROXY ");
const V2 = Uint8Array.of(0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a);
/** A version 1 header is at most this long, its line ending included. */
const V1_MAX = 107;
const V2_FIXED = 16;

export function readProxyHeader(bytes: Uint8Array): ProxyHeader {
  if (startsAlike(bytes, V1)) {
    return bytes.length < V1.length ? { kind: "incomplete" } : readV1(bytes);
  }
  if (startsAlike(bytes, V2)) {
    return bytes.length < V2_FIXED ? { kind: "incomplete" } : readV2(bytes);
  }
  return { kind: "none" };
}

/** Whether one could still become the other. */
function startsAlike(bytes: Uint8Array, signature: Uint8Array): boolean {
  const length = Math.min(bytes.length, signature.length);
  for (let i = 0; i < length; i++) if (bytes[i] !== signature[i]) return false;
  return true;
}

/** `PROXY TCP4 192.0.2.1 198.51.100.1 1111 2222` */
function readV1(bytes: Uint8Array): ProxyHeader {
  const end = bytes.subarray(0, V1_MAX).indexOf(0x0a);
  if (end < 0) return { kind: bytes.length < V1_MAX ? "incomplete" : "malformed" };
  const [, family, address] = new TextDecoder().decode(bytes.subarray(0, end)).trimEnd().split(" ");
  const length = end + 1;
  if (family === "UNKNOWN") return { kind: "proxied", address: undefined, length };
  if (address === undefined || (family !== "TCP4" && family !== "TCP6")) {
    return { kind: "malformed" };
  }
  return isAddress(address, family) ? { kind: "proxied", address, length } : { kind: "malformed" };
}

function isAddress(text: string, family: "TCP4" | "TCP6"): boolean {
  if (family === "TCP6") return /^[0-9a-f:.]{2,45}$/i.test(text) && text.includes(":");
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

function readV2(bytes: Uint8Array): ProxyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const versionAndCommand = view.getUint8(12);
  const family = view.getUint8(13) >> 4;
  const length = V2_FIXED + view.getUint16(14);
  if (versionAndCommand >> 4 !== 2) return { kind: "malformed" };
  if (bytes.length < length) return { kind: "incomplete" };
  const isLocal = (versionAndCommand & 0xf) === 0;
  const addresses = bytes.subarray(V2_FIXED, length);
  if (isLocal) return { kind: "proxied", address: undefined, length };
  if (family === 1 && addresses.length >= 12) {
    return { kind: "proxied", address: addresses.subarray(0, 4).join("."), length };
  }
  if (family === 2 && addresses.length >= 36) {
    return { kind: "proxied", address: ipv6(addresses.subarray(0, 16)), length };
  }
  return { kind: "malformed" };
}

function ipv6(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(i * 2).toString(16)).join(":");
  // The shortest usual form: the first longest run of zero groups becomes "::".
  const zeros = [...groups.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = zeros.reduce((a, b) => b.length > a.length ? b : a, "");
  return longest === "" ? groups : groups.replace(longest, "::").replace(":::", "::");
}
