/** Completion on Tab: scripts for the shells, which ask a hidden command of `chat` what could come next. */
import { Argument, Command, type CommandUnknownOpts } from "@commander-js/extra-typings";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** Each asks `chat __complete WORDS...`, the last word being the one at the cursor, and else offers files. */
const SCRIPTS: Readonly<Record<typeof SHELLS[number], string>> = {
  bash: `_chat() {
  local IFS=$'\\n'
  COMPREPLY=($("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _chat chat
`,
  zsh: `#compdef chat
_chat() {
  local -a found
  found=(\${(f)"$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -- "\${found[@]}"; else _files; fi
}
compdef _chat chat
`,
  fish: `function __chat_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found ($words[1] __complete $words[2..] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c chat -f -a '(__chat_complete)'
`,
};

export function completionsCommand() {
  return new Command("completions")
    .description("Print a script that completes commands and options on Tab.")
    .addArgument(new Argument("<shell>", "the shell that is to read it").choices(SHELLS))
    .addHelpText(
      "after",
      `
Examples:
  $ echo 'source <(chat completions bash)' >> ~/.bashrc
  $ echo 'source <(chat completions zsh)' >> ~/.zshrc      # below compinit
  $ chat completions fish > ~/.config/fish/completions/chat.fish`,
    )
    .action((shell) => console.log(SCRIPTS[shell].trimEnd()));
}

/** What the scripts call; not for people. */
export function completeCommand(program: CommandUnknownOpts) {
  return new Command("__complete")
    .argument("[words...]")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action((words) => {
      for (const candidate of complete(program, words)) console.log(candidate);
    });
}

/** What the last word could become, given those before it. Empty where only the person or the disk knows. */
export function complete(program: CommandUnknownOpts, words: readonly string[]): string[] {
  // For bash, `--log-level=de` is three words.
  const last = words.at(-1) === "=" ? "" : words.at(-1) ?? "";
  const before = words.slice(0, -1).filter((word) => word !== "=");
  // For the others it is one, which has to be completed as a whole.
  const [, flag, value] = /^(--[^=]+)=(.*)$/.exec(last) ?? [];
  if (flag !== undefined && value !== undefined) {
    return complete(program, [...before, flag, value]).map((candidate) => `${flag}=${candidate}`);
  }
  let command = program;
  for (const word of before) {
    command = command.commands.find((below) => below.name() === word) ?? command;
  }
  return candidates(command, before).filter((candidate) => candidate.startsWith(last));
}

function candidates(command: CommandUnknownOpts, before: readonly string[]): readonly string[] {
  const given = (flag: string | undefined) => flag !== undefined && flag === before.at(-1);
  const open = command.options.find(({ long, short }) => given(long) || given(short));
  if (open && !open.isBoolean()) return open.argChoices ?? [];
  const help = command.createHelp();
  return [
    ...help.visibleCommands(command).map((below) => below.name()),
    ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    ...help.visibleOptions(command)
      .flatMap(({ long, variadic }) => long && (variadic || !before.includes(long)) ? [long] : []),
  ];
}
