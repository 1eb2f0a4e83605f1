/** What HELP says of each command: how it is written, and what it does. */
export const HELP_TEXTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  ACCEPT: [
    "ACCEPT <nick>[,-<nick>]... | *",
    "Lets people write to you who are not logged in, although you are +R; a minus takes it back.",
    "With * it shows whom you have accepted.",
  ],
  AUTHENTICATE: [
    "AUTHENTICATE <mechanism> | <data> | *",
    "Logs you in to your account with SASL; * gives up. Clients do this for you.",
  ],
  AWAY: [
    "AWAY [<message>]",
    "Tells those who write to you that you are away, and why. Without a message you are back.",
  ],
  BATCH: [
    "BATCH +<id> draft/multiline <target> | -<id>",
    "Begins and ends a message of several lines. Clients do this for you.",
  ],
  CAP: [
    "CAP LS [<version>] | LIST | REQ <capabilities> | END",
    "Negotiates which extensions your client uses. Clients do this for you.",
  ],
  CHANSERV: ["CHANSERV <command>", "The same as CS."],
  CHATHISTORY: [
    "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN <target> <from> [<to>] <limit>",
    "CHATHISTORY TARGETS <from> <to> <limit>",
    "Shows what was said; <from> and <to> are msgid=<id> or timestamp=<time>.",
  ],
  CS: ["CS <command>", "Says something to ChanServ, who registers channels; CS HELP tells more."],
  HELP: ["HELP [<command>]", "Tells what a command does, or which commands there are."],
  HELPOP: ["HELPOP [<command>]", "The same as HELP."],
  INFO: ["INFO", "Tells what this server is and since when it runs."],
  INVITE: [
    "INVITE [<nick> <channel>]",
    "Invites somebody to a channel. Alone it shows where you are invited to.",
  ],
  ISUPPORT: ["ISUPPORT", "Shows what this server supports. Clients do this for you."],
  JOIN: [
    "JOIN <channel>[,<channel>]... [<key>[,<key>]...]",
    "Takes you into channels; one that is not there is made, and you are its operator.",
  ],
  KICK: [
    "KICK <channel> <nick>[,<nick>]... [<reason>]",
    "Throws people out of a channel. Only its operators can do that.",
  ],
  KILL: [
    "KILL <nick> [<reason>]",
    "Ends somebody's connections. Only server operators can do that.",
  ],
  LINKS: ["LINKS", "Shows which servers are linked to this one. There are none."],
  LIST: [
    "LIST [<channel or filter>[,<channel or filter>]...]",
    "Shows channels, how many people are there and what they are about.",
    "Filters: <mask>, !<mask>, >n and <n people, C>n and C<n minutes since they were made,",
    "T>n and T<n minutes since their topic was set.",
  ],
  LUSERS: ["LUSERS", "Shows how many people and channels there are."],
  MARKREAD: [
    "MARKREAD <target> [timestamp=<time>]",
    "Remembers up to where you have read, for all your clients. Clients do this for you.",
  ],
  METADATA: [
    "METADATA *|<nick>|<channel> GET|SET|LIST|CLEAR|SUB|UNSUB|SUBS|SYNC [<key>] [<value>]",
    "Tells others something about you or your channel, and asks what they tell: display-name, avatar...",
  ],
  MODE: [
    "MODE <channel>|<nick> [<modes> [<parameters>]]",
    "Shows or changes modes of a channel, or your own.",
    "Channel: +b +e +I lists, +k key, +l limit, +i invited only, +m voiced only, +n members only,",
    "+s secret, +t topic by operators, +C no CTCP, +R logged in only; +q +a +o +h +v are for members.",
    "Your own: +B bot, +i invisible, +w wallops, +R messages from people who are logged in only.",
  ],
  MONITOR: [
    "MONITOR + <nick>[,<nick>]... | - <nick>[,<nick>]... | C | L | S",
    "Tells you when people come and go; C clears your list, L shows it, S shows who is here.",
  ],
  MOTD: ["MOTD", "Shows the message of the day."],
  NAMES: ["NAMES <channel>[,<channel>]...", "Shows who is in a channel."],
  NICK: ["NICK <nick>", "Changes what you are called."],
  NICKSERV: ["NICKSERV <command>", "The same as NS."],
  NOTICE: [
    "NOTICE <target>[,<target>]... <text>",
    "Says something that is never answered by a program.",
  ],
  NS: ["NS <command>", "Says something to NickServ, who knows about accounts; NS HELP tells more."],
  OPER: ["OPER <name> <password>", "Makes you an operator of this server."],
  PART: ["PART <channel>[,<channel>]... [<reason>]", "Takes you out of channels."],
  PASS: ["PASS <password>", "Gives the server's password, before NICK and USER."],
  PING: ["PING <token>", "Asks for a PONG with the same token."],
  PONG: ["PONG <token>", "Answers a PING."],
  PRIVMSG: [
    "PRIVMSG <target>[,<target>]... <text>",
    "Says something to a channel, or to one person.",
    "With a prefix such as @ before a channel, only those who are at least that will read it.",
  ],
  QUIT: ["QUIT [<reason>]", "Ends your connection."],
  REDACT: ["REDACT <target> <msgid> [<reason>]", "Takes back a message."],
  REGISTER: [
    "REGISTER *|<account> *|<email> <password>",
    "Makes an account for your nick, which nobody else can use from then on.",
  ],
  REHASH: ["REHASH", "Has the server read its settings again. Only server operators can do that."],
  RELAYMSG: [
    "RELAYMSG <channel> <nick> <text>",
    "For bridges: says something for somebody elsewhere, such as ann/matrix.",
  ],
  RENAME: ["RENAME <channel> <channel> [<reason>]", "Gives a channel another name."],
  SEARCH: [
    "SEARCH <attributes>",
    "Finds messages, such as SEARCH in=#tea;text=kettle. Clients do this for you.",
  ],
  SETNAME: ["SETNAME <realname>", "Changes your realname."],
  TAGMSG: [
    "TAGMSG <target>[,<target>]...",
    "Sends tags without a text, such as that you are typing. Clients do this for you.",
  ],
  TIME: ["TIME", "Tells what time it is here."],
  TOPIC: ["TOPIC <channel> [<topic>]", "Shows or sets what a channel is about."],
  USER: ["USER <username> 0 * <realname>", "Says who you are when you connect."],
  USERHOST: ["USERHOST <nick> [<nick>]...", "Shows where up to five people are."],
  VERIFY: [
    "VERIFY <account> <code>",
    "Would confirm a new account; accounts need no confirmation.",
  ],
  VERSION: ["VERSION", "Tells which program this server is, and what it supports."],
  WALLOPS: [
    "WALLOPS <text>",
    "Tells something to all who want it (+w). Only server operators can do that.",
  ],
  WHO: [
    "WHO <channel>|<nick>|<mask> [o][%<fields>[,<token>]]",
    "Shows people, a line each; o only operators, % and letters only those fields.",
  ],
  WHOIS: ["WHOIS [<server>] <nick>", "Shows what is known of somebody."],
  WHOWAS: ["WHOWAS <nick> [<count>]", "Shows who had a nick before."],
};
