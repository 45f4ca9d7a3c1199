/**
 * Lines with session ids, by the surrounding in which logs have them. The raw id stands between `«` and `»`, which
 * are taken out of the line before it is searched; where it is decoded, the id follows the line.
 */
import { HEX, LEGACY_ID, SEED_ID } from '../../support.ts';

const V1 = SEED_ID;
const EU = `v1.eu.204546db1e57db4a.1717171717${HEX}`;
const IN = `v1.in.0a1b2c3d4e5f6.1601942400e4cc612263fb26c0b5cf928d75114d60d1345a22`;
const OLD = LEGACY_ID;
const OLDER = '15712345678db11501e308f47e686839724f7158a3f5aba399';

export type Row = string | readonly [line: string, ...ids: readonly string[]];

export const POSITIVE: Readonly<Record<string, readonly Row[]>> = {
  bare: [
    `«${V1}»`,
    `2023-08-18T14:15:13Z call-service[318]: INFO initiated «${V1}» uid=superhero8`,
    `[Calls] joining «${OLD}»`,
    `ended: «${EU}», after 19 s; next: «${IN}»`,
    `(see «${OLDER}».)`,
    `\tat «${V1}»:12`,
    `\u001b[32m«${V1}»\u001b[0m green in a terminal`,
  ],
  straightQuotes: [
    `session "«${V1}»" ended by superhero8`,
    `web-client: [calls] session '«${EU}»' joined`,
    `Call{sessionId='«${OLD}»', action='initiated'}`,
    `sessionId="«team-standup»" type=video`,
    `joined \`«${IN}»\` in 214 ms`,
    `session_id = '«daily sync»' # chosen by the app`,
  ],
  curlyQuotes: [
    `CallMeta: Call{sessionId=‘«${V1}»’, action=‘joined’}`,
    `sessionId=“«${OLD}»”`,
    `the session “«${EU}»” was rejected`,
    `sessionID: ‘«team-standup»’`,
    `{ “session_id”: “«3f2504e0-4f89-41d3-9a0c-0305e82c3301»” }`,
    `‘«${IN}»’ or not`,
  ],
  json: [
    `{"sessionId":"«${V1}»","type":"audio"}`,
    `{"sessionid": "«team-standup»", "level": "debug"}`,
    `{"session_id" : "«3f2504e0-4f89-41d3-9a0c-0305e82c3301»"}`,
    `"sessionID":"«${OLD}»",`,
    [`{"data":{"sessionId":"«r\\u00e9union-42»"}}`, 'réunion-42'],
    `{"trigger":"call_started","data":{"sessionId":"«group-guid-supergroup»"},"appId":"31780434a95d45","region":"us"}`,
    `{'sessionId': '«supergroup»', 'mode': 'meet'}`,
    `{"sessionId":«1594206205123»,"n":1}`,
    [`{"SessionId":"«rooms\\/west»"}`, 'rooms/west'],
  ],
  escapedJson: [
    `{"msg":"frame {\\"sessionId\\":\\"«${V1}»\\"}"}`,
    `{\\"sessionid\\": \\"«team-standup»\\",\\"uid\\":\\"a\\"}`,
    `body="{\\\\\\"session_id\\\\\\":\\\\\\"«${OLD}»\\\\\\"}"`,
    `\\"sessionID\\":\\"«3f2504e0-4f89-41d3-9a0c-0305e82c3301»\\"`,
    `\\u0022sessionId\\u0022:\\u0022«design-team»\\u0022`,
    [`{\\"sessionId\\":\\"«r\\\\u00e9union»\\"}`, 'réunion'],
    `"line\\n«${EU}»\\nnext"`,
    `"col\\t«${OLD}»\\tcol"`,
    `"quote \\u0022«${IN}»\\u0022"`,
    `\\x22sessionId\\x22:\\x22«room-of-ana»\\x22`,
    `{"query":"sessionId\\u003d«room-of-bo»\\u0026x"}`,
  ],
  url: [
    `GET https://31780434a95d45.call-us.cometchat.io/v3/calls/«${V1}» HTTP/1.1`,
    `https://app.example.com/join?sessionId=«${OLD}»&uid=a`,
    `https://app.example.com/join?uid=a&session_id=«team-standup»#top`,
    `/calls/«${EU}»/transcriptions?page=2`,
    [`open /meet?sessionId=«team%20standup%21» now`, 'team standup!'],
    [`/meet?lang=fr&sessionid=«r%C3%A9union+du+lundi»&v`, 'réunion du lundi'],
    `<a href="https://app.example.com/c/«${IN}»">`,
  ],
  percentEncoded: [
    `page=https%3A%2F%2Fapp.example.com%2Fjoin%3FsessionId%3D«${V1}»%26uid%3Da`,
    `q=%22«${EU}»%22`,
    `q=%22«${OLD}»%22&n`,
    `%7B%22sessionId%22%3A%22«team-standup»%22%7D`,
    [`%7B%22sessionId%22%3A+%22«team%20standup»%22%7D`, 'team standup'],
    `next=join%253FsessionId%253D«${IN}»%2526x`,
    [`to=%2Fjoin%3FsessionId%3D«caf%25C3%25A9-7»%26u`, 'café-7'],
    `deep%2Flink%2f«${OLDER}»%2F`,
    [`%2522sessionId%2522%253A%2522«a%252Fb%252Fc»%2522`, 'a/b/c'],
    `%5C%22session_id%5C%22%3A%5C%22«guid-of-team»%5C%22`,
  ],
  xmpp: [
    `<presence from='«${V1}»@conference.rtc-us.cometchat.io/superhero8'/>`,
    `JID «${OLD}»@conference.rtc.cometchat.com`,
    `to="«${EU}»@conference.rtc-eu.cometchat.io/focus"`,
    `muc:«${IN}»@conference.rtc-in.cometchat.io left`,
    `room=xmpp:«${OLDER}»@conference.rtc.example.com?join`,
    `sessionId=«team-standup»@conference.rtc-us.cometchat.io`,
  ],
  bracketsAfterAppId: [
    `[204546db1e57db4]«${OLD}»`,
    `identity=[31780434a95d45]«${V1}» service=call`,
    `[204546db1e57db4] «${OLDER}» joined`,
    `([204546db1e57db4a]«${EU}»)`,
    `muc [0a1b2c3d4e5f6]«${IN}»: 2 occupants`,
  ],
  keyValue: [
    `ios-app[812]: [Calls] joined session_id=«${V1}» user=superhero2`,
    `sessionId: «${OLD}»`,
    `sessionid=«team-standup», uid=a`,
    `{sessionId: «supergroup», type: audio}`,
    `call(sessionID=«3f2504e0-4f89-41d3-9a0c-0305e82c3301»)`,
    `session_id=«standup» type=video`,
    `sessionId = «room-7».`,
    `sessionId=«équipe-été» joined`,
    `--session_id=«1594206205123»`,
    `session_id := "«room-of-cy»"`,
  ],
};

/** As above, for ids that look cut off; the id is what stands there, without the mark. */
export const CUT: Readonly<Record<string, readonly Row[]>> = {
  cutByViewer: [
    `support-console: opened «${V1.slice(0, -24)}»… for superhero8`,
    `opened «${V1.slice(0, -30)}»... for`,
    `«v1.us.31780434»…`,
    `"sessionId":"«v1.eu.204546db1e57db4a.17171»…","x":1`,
    `joining «${OLD.slice(0, -20)}»…`,
    `joined «${OLDER.slice(0, 22)}»...`,
    `[204546db1e57db4]«${OLD.slice(0, 34)}»… and more`,
    `sessionId=«team-stand»…`,
    `{"session_id":"«3f2504e0-4f89-41d3»...","a":1}`,
    `{"msg":"opened «v1.in.0a1b2c3d4e5f6»\\u2026"}`,
    `sessionId=‘«design-te»…’, action`,
    `/join?sessionId=«design-te»%E2%80%A6&uid=a`,
    `q=%22«${OLDER.slice(0, 30)}»%E2%80%A6%22`,
  ],
  endsTooEarly: [
    `| «${V1.slice(0, -1)}» |`,
    `column of 34: «${V1.slice(0, 34)}»`,
    `opened "«v1.eu.204546db1e57db4a.17171»"`,
    `{"trigger":"call_started","sessionId":"«team-stand»`,
    `session_id='«3f2504e0-4f89-41d3»`,
    `sessionId=«${OLD.slice(0, 40)}» x`,
  ],
};
