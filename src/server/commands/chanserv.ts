/** ChanServ: channels that belong to an account, and stay with their topic and modes when nobody is there. */
import type { Service, ServiceContext } from "./service.ts";
import { tell } from "../announce.ts";

export const chanServ: Service = {
  nick: "ChanServ",
  commands: {
    REGISTER: {
      usage: "<#channel>",
      about: "makes a channel yours: it stays as it is when everybody has left",
      params: 1,
      run: register,
    },
    UNREGISTER: {
      usage: "<#channel>",
      about: "gives up a channel that is yours",
      params: 1,
      run: unregister,
    },
  },
};

async function register(context: ServiceContext, name: string): Promise<void> {
  const { network, user, keeper, answer } = context;
  const { login } = user;
  if (!network.settings.channels.registration.enabled) {
    return answer("Channels cannot be registered on this server");
  }
  if (!login) return answer("Log in first: /msg NickServ IDENTIFY [account] <password>");
  const channel = network.channel(name);
  if (!channel) return answer(`There is no channel ${name}; join it first`);
  if (channel.founder !== undefined) return answer(`${channel.name} is registered already`);
  if (!channel.isAtLeast(user, "o")) return answer(`You are not an operator of ${channel.name}`);
  channel.founder = login.id;
  keeper.changed(channel);
  if (!await keeper.saved()) {
    network.unregister(channel);
    return answer(`${channel.name} could not be registered right now; try again in a moment`);
  }
  if (channel.members.get(user)?.set("q", true)) {
    context.reply.during(() => tell(network, channel, user, "MODE", channel.name, "+q", user.nick));
  }
  answer(`${channel.name} is registered to ${login.name}`);
}

async function unregister(context: ServiceContext, name: string): Promise<void> {
  const { network, user, keeper, answer } = context;
  const channel = network.channel(name);
  if (!channel?.founder || channel.founder !== user.login?.id) {
    return answer(`${name} is not registered to you`);
  }
  network.unregister(channel);
  keeper.changed(channel);
  if (!await keeper.saved()) {
    return answer(`${channel.name} is given up, but that could not be saved yet`);
  }
  answer(`${channel.name} is not registered any more`);
}
