/** The machines that there is an executable for. */

export interface Target {
  /** As `deno compile --target` calls it. */
  readonly triple: string;
  /** What its file in `dist/` is called where all are made. */
  readonly file: string;
}

/** All that Deno itself runs on, but for Windows on ARM64, which runs the other one as well. */
export const TARGETS: readonly Target[] = [
  { triple: "x86_64-unknown-linux-gnu", file: "chat-linux-x64" },
  { triple: "aarch64-unknown-linux-gnu", file: "chat-linux-arm64" },
  { triple: "x86_64-apple-darwin", file: "chat-macos-x64" },
  { triple: "aarch64-apple-darwin", file: "chat-macos-arm64" },
  { triple: "x86_64-pc-windows-msvc", file: "chat-windows-x64.exe" },
];

/** This machine. */
export const HERE: Target = {
  triple: Deno.build.target,
  file: Deno.build.os === "windows" ? "chat.exe" : "chat",
};
