/** Calls as a table in a file: for a spreadsheet, a program or a ticket. */
import { ticketTable, ticketText } from '../text/index.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'markdown'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a row holds, by its columns; what is undefined is an empty cell, and no field in JSON. */
type ExportRecord<Column extends string> = Readonly<Record<Column, string | number | boolean | undefined>>;

/** The longest cell of a Markdown table, in UTF-16 code units; the longest session id fits. */
const LONGEST = 600;

/** Rows as a text of the given format, with the names of the columns: as a head, or as the fields of JSON. */
export function exportTable<Column extends string>(
  records: readonly ExportRecord<Column>[],
  columns: readonly Column[],
  format: ExportFormat,
): string {
  if (format === 'json') return `${JSON.stringify(records, undefined, 2)}\n`;
  const rows = records.map((record) => columns.map((column) => String(record[column] ?? '')));
  if (format === 'csv') return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  const cells = rows.map((row) => row.map((cell) => ticketText(cell, LONGEST)));
  return `${ticketTable([columns, ...cells])}\n`;
}

/** An instant as ISO 8601 in UTC; undefined for one that no date can hold. */
export function isoTime(instant: number | undefined): string | undefined {
  const date = new Date(instant ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A cell of CSV, always in quotes; what a spreadsheet of any country would take for a formula is kept from being one. */
function csvCell(text: string): string {
  const begun = /^(?: *[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  const safe = begun.replace(/([;\t\r\n] *)(?=[=+\-@＝＋－＠])/g, "$1'");
  return `"${safe.replaceAll('"', '""')}"`;
}
