/** Names of the emoji that people use most, as GitHub and Slack spell them. */
const NAMES =
  `smile😄 smiley😃 grin😁 laughing😆 joy😂 rofl🤣 slightly_smiling_face🙂 wink😉 blush😊
heart_eyes😍 kissing_heart😘 thinking🤔 neutral_face😐 expressionless😑 rolling_eyes🙄 smirk😏 relieved😌
sleeping😴 sunglasses😎 nerd🤓 confused😕 worried😟 frowning☹️ open_mouth😮 astonished😲 flushed😳 cry😢
sob😭 scream😱 angry😠 rage😡 skull💀 clown🤡 ghost👻 robot🤖 partying🥳 shrug🤷 facepalm🤦 wave👋
+1👍 thumbsup👍 -1👎 thumbsdown👎 ok_hand👌 clap👏 raised_hands🙌 pray🙏 handshake🤝 muscle💪 point_up☝️
point_right👉 eyes👀 brain🧠 heart❤️ broken_heart💔 yellow_heart💛 green_heart💚 blue_heart💙 sparkles✨
star⭐ fire🔥 boom💥 zap⚡ rocket🚀 tada🎉 gift🎁 trophy🏆 medal🏅 100💯 bell🔔 bulb💡 bug🐛 wrench🔧
hammer🔨 gear⚙️ lock🔒 key🔑 package📦 memo📝 book📖 calendar📅 chart📈 mag🔍 link🔗 email📧 phone📞
computer💻 white_check_mark✅ check✔️ x❌ warning⚠️ no_entry⛔ question❓ exclamation❗ hourglass⌛
coffee☕ tea🍵 beer🍺 wine🍷 cake🎂 cookie🍪 pizza🍕 apple🍎 sun☀️ cloud☁️ rain🌧️ snowflake❄️ rainbow🌈
tree🌳 flower🌸 dog🐶 cat🐱 penguin🐧 crab🦀 dino🦕 whale🐳 snail🐌 house🏠 car🚗 bike🚲 train🚆
airplane✈️ globe🌍 music🎵 soccer⚽ dart🎯 game🎮 art🎨 camera📷 clock🕐 zzz💤 poop💩`;

const EMOJI: ReadonlyMap<string, string> = new Map(
  NAMES.split(/\s+/).map((entry) => {
    const [, name = "", emoji = ""] = /^([+-]?\w+?)(\P{ASCII}.*)$/u.exec(entry) ?? [];
    return [name, emoji];
  }),
);

/** What `:heart:` or `heart` stands for. */
export function emojiNamed(name: string): string | undefined {
  return EMOJI.get(name.replace(/^:|:$/g, "").toLowerCase());
}

/** Names that begin like this, the shortest first, with their emoji. */
export function emojiLike(start: string): [name: string, emoji: string][] {
  return [...EMOJI].filter(([name]) => name.startsWith(start.toLowerCase()))
    .sort(([a], [b]) => a.length - b.length);
}
