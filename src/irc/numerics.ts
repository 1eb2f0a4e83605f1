/**
 * The numerics, by the names of https://modern.ircdocs.horse/#numerics, each with the text that it
 * always carries as its last parameter. Where the text depends on the case there is none here.
 */
export interface Numeric {
  /** Three digits. */
  readonly code: string;
  readonly text: string | undefined;
}

const numeric = (code: string, text?: string): Numeric => ({ code, text });

// Connection registration
export const RPL_WELCOME = numeric("001");
export const RPL_YOURHOST = numeric("002");
export const RPL_CREATED = numeric("003");
export const RPL_MYINFO = numeric("004");
export const RPL_ISUPPORT = numeric("005", "are supported by this server");
export const RPL_UMODEIS = numeric("221");

// Statistics
export const RPL_LUSERCLIENT = numeric("251");
export const RPL_LUSEROP = numeric("252", "operator(s) online");
export const RPL_LUSERUNKNOWN = numeric("253", "unknown connection(s)");
export const RPL_LUSERCHANNELS = numeric("254", "channels formed");
export const RPL_LUSERME = numeric("255");
export const RPL_LOCALUSERS = numeric("265");
export const RPL_GLOBALUSERS = numeric("266");

export const RPL_STATSKLINE = numeric("216");
export const RPL_ENDOFSTATS = numeric("219", "End of STATS report");
export const RPL_STATSDLINE = numeric("225");

// Users
export const RPL_ACCEPTLIST = numeric("281");
export const RPL_ENDOFACCEPT = numeric("282", "End of ACCEPT list");
export const RPL_AWAY = numeric("301");
export const RPL_USERHOST = numeric("302");
export const RPL_ISON = numeric("303");
export const RPL_UNAWAY = numeric("305", "You are no longer marked as being away");
export const RPL_NOWAWAY = numeric("306", "You have been marked as being away");
export const RPL_WHOISREGNICK = numeric("307", "has identified for this nick");
export const RPL_WHOISUSER = numeric("311");
export const RPL_WHOISSERVER = numeric("312");
export const RPL_WHOISOPERATOR = numeric("313");
export const RPL_WHOWASUSER = numeric("314");
export const RPL_ENDOFWHO = numeric("315", "End of WHO list");
export const RPL_WHOISIDLE = numeric("317", "seconds idle, signon time");
export const RPL_ENDOFWHOIS = numeric("318", "End of WHOIS list");
export const RPL_WHOISCHANNELS = numeric("319");
export const RPL_WHOISACCOUNT = numeric("330", "is logged in as");
export const RPL_WHOISBOT = numeric("335", "is a bot");
export const RPL_WHOISACTUALLY = numeric("338", "Actual user@host, actual IP");
export const RPL_WHOREPLY = numeric("352");
export const RPL_WHOSPCRPL = numeric("354");
export const RPL_ENDOFWHOWAS = numeric("369", "End of WHOWAS");
export const RPL_WHOISHOST = numeric("378");
export const RPL_WHOISMODES = numeric("379");
export const RPL_WHOISSECURE = numeric("671", "is using a secure connection");

// Channels
export const RPL_LISTSTART = numeric("321", "Users  Name");
export const RPL_LIST = numeric("322");
export const RPL_LISTEND = numeric("323", "End of LIST");
export const RPL_CHANNELMODEIS = numeric("324");
export const RPL_CREATIONTIME = numeric("329");
export const RPL_NOTOPIC = numeric("331", "No topic is set");
export const RPL_TOPIC = numeric("332");
export const RPL_TOPICWHOTIME = numeric("333");
export const RPL_INVITELIST = numeric("336");
export const RPL_ENDOFINVITELIST = numeric("337", "End of invite list");
export const RPL_INVITING = numeric("341");
export const RPL_INVEXLIST = numeric("346");
export const RPL_ENDOFINVEXLIST = numeric("347", "End of channel invite exception list");
export const RPL_EXCEPTLIST = numeric("348");
export const RPL_ENDOFEXCEPTLIST = numeric("349", "End of channel ban exception list");
export const RPL_NAMREPLY = numeric("353");
export const RPL_ENDOFNAMES = numeric("366", "End of NAMES list");
export const RPL_BANLIST = numeric("367");
export const RPL_ENDOFBANLIST = numeric("368", "End of channel ban list");

// The server
export const RPL_VERSION = numeric("351");
export const RPL_LINKS = numeric("364");
export const RPL_ENDOFLINKS = numeric("365", "End of LINKS list");
export const RPL_INFO = numeric("371");
export const RPL_MOTD = numeric("372");
export const RPL_ENDOFINFO = numeric("374", "End of INFO list");
export const RPL_MOTDSTART = numeric("375");
export const RPL_ENDOFMOTD = numeric("376", "End of MOTD command");
export const RPL_YOUREOPER = numeric("381", "You are now an IRC operator");
export const RPL_REHASHING = numeric("382", "Rehashing");
export const RPL_TIME = numeric("391");
export const RPL_HELPSTART = numeric("704");
export const RPL_HELPTXT = numeric("705");
export const RPL_ENDOFHELP = numeric("706", "End of HELP");

// MONITOR, metadata
export const RPL_MONONLINE = numeric("730");
export const RPL_MONOFFLINE = numeric("731");
export const RPL_MONLIST = numeric("732");
export const RPL_ENDOFMONLIST = numeric("733", "End of MONITOR list");
export const ERR_MONLISTFULL = numeric("734", "Monitor list is full");
export const RPL_WHOISKEYVALUE = numeric("760");
export const RPL_KEYVALUE = numeric("761");
export const RPL_KEYNOTSET = numeric("766", "key not set");
export const RPL_METADATASUBOK = numeric("770");
export const RPL_METADATAUNSUBOK = numeric("771");
export const RPL_METADATASUBS = numeric("772");
export const RPL_METADATASYNCLATER = numeric("774");

// SASL
export const RPL_LOGGEDIN = numeric("900");
export const RPL_LOGGEDOUT = numeric("901", "You are now logged out");
export const RPL_SASLSUCCESS = numeric("903", "SASL authentication successful");
export const ERR_SASLFAIL = numeric("904");
export const ERR_SASLTOOLONG = numeric("905", "SASL message too long");
export const ERR_SASLABORTED = numeric("906", "SASL authentication aborted");
export const ERR_SASLALREADY = numeric("907", "You have already authenticated using SASL");
export const RPL_SASLMECHS = numeric("908", "are available SASL mechanisms");

// Refusals
export const ERR_NOSUCHNICK = numeric("401", "No such nick/channel");
export const ERR_NOSUCHSERVER = numeric("402", "No such server");
export const ERR_NOSUCHCHANNEL = numeric("403", "No such channel");
export const ERR_CANNOTSENDTOCHAN = numeric("404", "Cannot send to channel");
export const ERR_TOOMANYCHANNELS = numeric("405", "You have joined too many channels");
export const ERR_WASNOSUCHNICK = numeric("406", "There was no such nickname");
export const ERR_TOOMANYTARGETS = numeric("407", "Too many targets");
export const ERR_NOORIGIN = numeric("409", "No origin specified");
export const ERR_INVALIDCAPCMD = numeric("410", "Invalid CAP command");
export const ERR_NORECIPIENT = numeric("411", "No recipient given");
export const ERR_NOTEXTTOSEND = numeric("412", "No text to send");
export const ERR_INPUTTOOLONG = numeric("417", "Input line was too long");
export const ERR_UNKNOWNCOMMAND = numeric("421", "Unknown command");
export const ERR_NOMOTD = numeric("422", "MOTD File is missing");
export const ERR_NONICKNAMEGIVEN = numeric("431", "No nickname given");
export const ERR_ERRONEUSNICKNAME = numeric("432", "Erroneous nickname");
export const ERR_NICKNAMEINUSE = numeric("433", "Nickname is already in use");
export const ERR_UNAVAILRESOURCE = numeric("437", "Nick/channel is temporarily unavailable");
export const ERR_USERNOTINCHANNEL = numeric("441", "They aren't on that channel");
export const ERR_NOTONCHANNEL = numeric("442", "You're not on that channel");
export const ERR_USERONCHANNEL = numeric("443", "is already on channel");
export const ERR_NOTREGISTERED = numeric("451", "You have not registered");
export const ERR_ACCEPTEXIST = numeric("457", "is already on your accept list");
export const ERR_ACCEPTNOT = numeric("458", "is not on your accept list");
export const ERR_NEEDMOREPARAMS = numeric("461", "Not enough parameters");
export const ERR_ALREADYREGISTERED = numeric("462", "You may not reregister");
export const ERR_PASSWDMISMATCH = numeric("464", "Password incorrect");
export const ERR_YOUREBANNEDCREEP = numeric("465");
export const ERR_INVALIDUSERNAME = numeric("468", "Malformed username");
export const ERR_LINKCHANNEL = numeric("470", "Forwarding to another channel");
export const ERR_CHANNELISFULL = numeric("471", "Cannot join channel (+l)");
export const ERR_UNKNOWNMODE = numeric("472", "is unknown mode char to me");
export const ERR_INVITEONLYCHAN = numeric("473", "Cannot join channel (+i)");
export const ERR_BANNEDFROMCHAN = numeric("474", "Cannot join channel (+b)");
export const ERR_BADCHANNELKEY = numeric("475", "Cannot join channel (+k)");
export const ERR_BADCHANMASK = numeric("476", "Bad channel name");
export const ERR_NEEDREGGEDNICK = numeric("477", "You need to be logged in to an account");
export const ERR_BANLISTFULL = numeric("478", "Channel list is full");
export const ERR_NOPRIVILEGES = numeric("481", "Permission Denied- You're not an IRC operator");
export const ERR_CHANOPRIVSNEEDED = numeric("482", "You're not channel operator");
export const ERR_NOOPERHOST = numeric("491", "No O-lines for your host");
export const ERR_UMODEUNKNOWNFLAG = numeric("501", "Unknown MODE flag");
export const ERR_USERSDONTMATCH = numeric("502", "Can't change mode for other users");
export const ERR_HELPNOTFOUND = numeric("524", "No help available on this topic");
export const ERR_CANNOTSENDRP = numeric("573", "You can't send roleplay messages");
export const ERR_NOPRIVS = numeric("723", "Insufficient oper privileges");
export const ERR_INVALIDMODEPARAM = numeric("696");
