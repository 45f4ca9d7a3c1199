import { pathOfCall, uidForHeader } from '../call/index.ts';

/** What a request can be copied for: one text for bash, zsh, dash and fish, and one for PowerShell. cmd is not served. */
export const SHELLS = ['posix', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** A request for a call. */
interface CallRequest {
  /** Of the connection, such as `https://….cometchat.io/v3`. */
  readonly baseUrl: string;
  readonly sessionId: string;
  readonly onBehalfOf: string | undefined;
}

/**
 * The request for a call as a command for a shell, which takes the API key from the variable `COMETCHAT_API_KEY` of
 * its environment: it is as safe to paste as it is to share. Throws a CallError, as sending the request would:
 * `invalidSessionId`, or `userNotFound` for a uid that no header can carry.
 */
export function curlOf(request: CallRequest, shell: Shell = 'posix'): string {
  const { baseUrl, sessionId, onBehalfOf } = request;
  const url = `${baseUrl}${pathOfCall(sessionId)}`;
  const uid = onBehalfOf === undefined ? undefined : uidForHeader(onBehalfOf);
  return shell === 'posix' ? forPosix(url, uid) : forPowerShell(url, uid);
}

function forPosix(url: string, uid: string | undefined): string {
  const parts = [
    'curl --request GET',
    // Brackets and braces have a meaning of their own to curl; only a host that is an IPv6 address has any.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    `--url ${quoted(url)}`,
    // The one text in double quotes, for the shell to fill in the key.
    '--header "apikey: $COMETCHAT_API_KEY"',
    `--header ${quoted('accept: application/json')}`,
    ...(uid === undefined ? [] : [`--header ${quoted(`onBehalfOf: ${uid}`)}`]),
  ];
  return parts.join(' \\\n  ');
}

/**
 * Without curl: before version 7.3, PowerShell hands no program an argument with a quote in it as it is. A redirect is
 * not followed, for the key would go with it.
 */
function forPowerShell(url: string, uid: string | undefined): string {
  const headers = [
    'apikey = $env:COMETCHAT_API_KEY',
    "accept = 'application/json'",
    ...(uid === undefined ? [] : [`onBehalfOf = ${quotedForPowerShell(uid)}`]),
  ];
  const parts = [
    '(Invoke-WebRequest -UseBasicParsing -MaximumRedirection 0',
    `-Uri ${quotedForPowerShell(url)}`,
    `-Headers @{ ${headers.join('; ')} }).Content`,
  ];
  return parts.join(' `\n  ');
}

/** A text as one word of a shell, in which nothing has a meaning. Between its quotes, fish reads backslashes, so they stand outside. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`'\$&'`)}'`;
}

/** A text in PowerShell's single quotes, which typographic ones end as well (about_Quoting_Rules). */
function quotedForPowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}
