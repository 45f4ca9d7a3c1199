import { pathOfCall, uidForHeader } from '../call/index.ts';

/**
 * The request for a call as a command for a POSIX shell, with the API key taken from `$COMETCHAT_API_KEY`. Throws a
 * CallError, as sending it would: `invalidSessionId`, or `userNotFound` for a uid that no header can carry.
 */
export function curlOf(request: {
  readonly baseUrl: string;
  readonly sessionId: string;
  readonly onBehalfOf: string | undefined;
}): string {
  const { baseUrl, sessionId, onBehalfOf } = request;
  const url = `${baseUrl}${pathOfCall(sessionId)}`;
  const parts = [
    'curl --request GET',
    // Brackets and braces have a meaning of their own to curl; only a host that is an IPv6 address has any.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    `--url ${quoted(url)}`,
    // The one text in double quotes, for the shell to fill in the key.
    '--header "apikey: $COMETCHAT_API_KEY"',
    `--header ${quoted('accept: application/json')}`,
    ...(onBehalfOf === undefined ? [] : [`--header ${quoted(`onBehalfOf: ${uidForHeader(onBehalfOf)}`)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** A text as one word of a POSIX shell, in which nothing has a meaning. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
