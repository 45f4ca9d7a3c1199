import type { LookUp } from '../../core/lookUp/model.ts';
import { exportLookUps } from '../../core/export/lookUps.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../core/export/table.ts';
import type { CallArgument, ExportArgument } from '../../manifest.ts';
import type { Connections } from '../connections/connections.ts';
import { ArgumentError } from '../platform/argumentError.ts';
import { askPick } from '../platform/inputSteps.ts';
import { t } from '../platform/translate.ts';
import { chooseLookUps, type Choices, findAll } from './chooseLookUp.ts';
import type { Handlers } from './register.ts';
import { saveFile } from './saveTimeline.ts';

interface Dependencies extends Choices {
  readonly connections: Pick<Connections, 'redact'>;
  /** The look-ups that are selected in the sidebar. */
  readonly selected: () => readonly LookUp[];
}

/** A format, and whether names give way to pseudonyms. */
interface Kind {
  readonly format: ExportFormat;
  readonly withoutNames: boolean;
}

/** The names of the formats are the same in every language. */
const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  json: 'JSON',
  markdown: 'Markdown',
};
const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { csv: 'csv', json: 'json', markdown: 'md' };

/** The command that saves what was looked up in a file. */
export function exportHandlers(deps: Dependencies) {
  return {
    'cometchatCalls.exportLookups': async (given, selection) => {
      const chosen = await chooseToExport(deps, given, selection);
      const kind = chosen && (kindOf(given) ?? (await askKind(chosen.length)));
      if (!kind) return;
      const { lookUps, connections } = deps;
      const connectionName = (id: string | undefined) => lookUps.connection(id)?.name;
      const { format, withoutNames } = kind;
      const content = exportLookUps(chosen, format, { t, connectionName, withoutNames });
      const extension = EXTENSIONS[format];
      const day = new Date().toISOString().slice(0, 10);
      await saveFile({ name: `looked-up-calls-${day}.${extension}`, content }, given?.uri, {
        title: t('Export Looked Up Calls'),
        filters: { [FORMAT_NAMES[format]]: [extension] },
        redact: connections.redact,
      });
    },
  } satisfies Partial<Handlers>;
}

type Given = Partial<ExportArgument> | undefined;

/** The look-ups to export; undefined when the user gives up. Throws ArgumentError when there is none. */
async function chooseToExport(
  deps: Dependencies,
  given: Given,
  selection: readonly CallArgument[],
): Promise<readonly LookUp[] | undefined> {
  if (given?.sessionId !== undefined && selection.length < 2) return chooseLookUps(deps, given, []);
  const all = deps.lookUps.store.all();
  if (all.length === 0) throw new ArgumentError(t('No call has been looked up yet.'));
  const selected = selection.length > 1 ? findAll(deps, selection) : deps.selected();
  if (selected.length < 2 || selected.length === all.length) return all;
  // A caller that says how means what is selected.
  return kindOf(given) ? selected : askWhich(selected, all);
}

async function askWhich(
  selected: readonly LookUp[],
  all: readonly LookUp[],
): Promise<readonly LookUp[] | undefined> {
  const items = [
    { label: t('The {0} selected calls', selected.length), lookUps: selected },
    { label: t('All {0} calls', all.length), lookUps: all },
  ];
  const picked = await askPick({
    title: t('Export Looked Up Calls'),
    placeholder: t('Which calls?'),
    items,
  });
  return typeof picked === 'symbol' ? undefined : picked.lookUps;
}

function kindOf(given: Given): Kind | undefined {
  const format = EXPORT_FORMATS.find((one) => one === given?.format);
  return format && { format, withoutNames: given?.withoutNames === true };
}

async function askKind(count: number): Promise<Kind | undefined> {
  const kinds = [false, true].flatMap((withoutNames) =>
    EXPORT_FORMATS.map((format) => ({ format, withoutNames })),
  );
  const items = kinds.map((wanted) => {
    const name = FORMAT_NAMES[wanted.format];
    if (!wanted.withoutNames) return { label: name, wanted };
    const description = t('pseudonyms of their own in each call; no notes, no names of connections');
    return { label: t('{0} without Names', name), description, wanted };
  });
  const placeholder =
    count === 1 ? t('Export the call as which format?') : t('Export {0} calls as which format?', count);
  const picked = await askPick({ title: t('Export Looked Up Calls'), placeholder, items });
  return typeof picked === 'symbol' ? undefined : picked.wanted;
}
