import type { Call } from '../call/model.ts';
import { displayName } from '../call/index.ts';

/** So long is the part of a file name that a party gets, in UTF-16 code units: two of three bytes each, and the rest, stay below the 255 bytes of most disks. */
const MAX_NAME = 30;

/** Such as `call-superhero8-superhero2-2023-08-18-141527.svg`: letters, digits and hyphens only; the time is UTC. */
export function fileNameFor(call: Call, extension: string): string {
  const parties = [call.initiator, call.receiver].flatMap((party) =>
    party ? [safe(displayName(party))] : [],
  );
  const at = call.startedAt ?? call.initiatedAt;
  const parts = ['call', ...parties, at === undefined ? '' : stamp(at)];
  return `${parts.filter((part) => part !== '').join('-')}.${extension}`;
}

/** Every run of what is no letter or digit becomes a hyphen: no separators, no dots, nothing a shell or a disk minds. */
function safe(name: string): string {
  return name
    .normalize('NFC')
    .slice(0, MAX_NAME)
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}

/** `2023-08-18-141527`; nothing for an instant that is no plausible date. */
function stamp(instant: number): string {
  if (!(instant >= 0 && instant < YEAR_10000)) return '';
  return new Date(instant).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
}

/** Where years begin to have five digits, in milliseconds since 1970 UTC. */
const YEAR_10000 = Date.UTC(10_000, 0);
