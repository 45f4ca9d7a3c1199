import { writeJson } from '../base/writeJson.ts';
import type { Identity } from './pseudonyms.ts';
import { rawWithoutNames } from './rawWithoutNames.ts';

/**
 * What the server sent for a call, as indented JSON; undefined when it is nested too deeply to be written.
 * @param options.withoutNames with pseudonyms in place of uids and names, and without URLs
 * @param options.others who is to have a pseudonym beside the people of the call
 */
export function jsonOf(
  raw: unknown,
  options: { readonly withoutNames: boolean; readonly others?: readonly Identity[] },
): string | undefined {
  const value = options.withoutNames ? rawWithoutNames(raw, options.others) : raw;
  // Nested too deeply for indentation, it may still fit on one line.
  return writeJson(value, 2) ?? writeJson(value);
}
