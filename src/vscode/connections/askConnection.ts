import type * as vscode from 'vscode';
import type { Connection } from '../../core/connection/model.ts';
import { isOwnAppId, isRegion, normaliseAppId, REGIONS } from '../../core/connection/index.ts';
import type { AddConnectionArgument } from '../../manifest.ts';
import { askPick, askText, BACK, DISMISSED, type Entered, t } from '../platform/index.ts';
import { apiKeyError, appIdError, baseUrlError, type KnownKeys, nameError } from './checks.ts';
import { baseUrlOf, type ConnectionDraft, suggestName } from './draft.ts';

/** What has been entered so far. */
type Answers = { -readonly [Field in keyof AddConnectionArgument]: AddConnectionArgument[Field] };

interface Question {
  /** Whether this question is asked, given the answers so far. */
  readonly applies: (answers: Answers) => boolean;
  readonly ask: (answers: Answers, place: Place) => Promise<Entered<string>>;
  readonly field: keyof Answers;
}

interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
  readonly keys: KnownKeys;
  /** Whether it was given that the app is on CometChat's own host of a region: then no base URL is asked for. */
  readonly onOwnHost: boolean;
}

/** The region's own answer for a deployment that is not CometChat's cloud. */
const ON_PREMISE = '';

const QUESTIONS: readonly Question[] = [
  { field: 'appId', applies: () => true, ask: askAppId },
  { field: 'region', applies: mayBeOnOwnHost, ask: askRegion },
  {
    field: 'endpoint',
    applies: (answers) =>
      answers.region === ON_PREMISE || answers.endpoint !== undefined || !mayBeOnOwnHost(answers),
    ask: askEndpoint,
  },
  { field: 'apiKey', applies: () => true, ask: askApiKey },
  { field: 'name', applies: () => true, ask: askName },
];

/** An app id of another form is none of CometChat's own hosts: it must not become the name of one. */
function mayBeOnOwnHost({ appId }: Answers): boolean {
  return appId === undefined || isOwnAppId(appId);
}

/** Where a sequence of questions starts: at the first one that is not answered, or at its last one. */
export type StartAt = 'firstOpen' | 'apiKey' | 'last';

/**
 * Asks for what a new connection needs, one question after another, with a way back.
 * @param given answers that are there already: they are not asked for, except when starting at the last or the key
 * @returns the draft, or undefined when the user gave up
 */
export async function askConnection(
  given: AddConnectionArgument,
  keys: KnownKeys,
  startAt: StartAt = 'firstOpen',
): Promise<ConnectionDraft | undefined> {
  const answers: Answers = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  // A given region or endpoint answers both questions about where the app is.
  const preset = new Set(startAt === 'firstOpen' ? Object.keys(answers) : []);
  const onOwnHost = preset.has('region') && !preset.has('endpoint');
  if (preset.has('region') || preset.has('endpoint')) preset.add('region').add('endpoint');
  const asked = () => QUESTIONS.filter(({ field, applies }) => !preset.has(field) && applies(answers));
  let index = startIndex(asked(), startAt);
  while (index < asked().length) {
    const question = asked()[index];
    if (!question) break;
    const place = {
      title: t('Add Connection'),
      step: index + 1,
      totalSteps: asked().length,
      canGoBack: index > 0,
      keys,
      onOwnHost,
    };
    const entered = await question.ask(answers, place);
    if (entered === DISMISSED) return undefined;
    if (entered === BACK) {
      index -= 1;
      continue;
    }
    answers[question.field] = entered;
    if (question.field === 'region' && entered !== ON_PREMISE) delete answers.endpoint;
    if (question.field === 'appId' && !mayBeOnOwnHost(answers)) delete answers.region;
    if (question.field === 'apiKey') keys.add(entered.trim());
    index += 1;
  }
  return toDraft(answers);
}

function startIndex(questions: readonly Question[], startAt: StartAt): number {
  if (startAt === 'apiKey') return questions.findIndex(({ field }) => field === 'apiKey');
  return startAt === 'last' ? questions.length - 1 : 0;
}

function toDraft(answers: Answers): ConnectionDraft {
  const appId = normaliseAppId(answers.appId ?? '');
  const region = answers.region ?? '';
  const name = answers.name?.trim() || suggestName(appId, region);
  const baseUrl = baseUrlOf(appId, region, answers.endpoint);
  return { name, appId, region, baseUrl, apiKey: answers.apiKey?.trim() ?? '' };
}

/** An error as a check result of an input box. */
function asError(error: string | undefined): { readonly error: string } | undefined {
  return error === undefined ? undefined : { error };
}

function askAppId(answers: Answers, place: Place): Promise<Entered<string>> {
  return askText({
    ...place,
    prompt: t('App id of your CometChat app, from the dashboard’s “API & Auth Keys” page'),
    placeholder: '31780434a95d45',
    value: answers.appId ?? '',
    check: (value) => {
      const error = appIdError(value, place.keys, place.onOwnHost);
      if (error !== undefined) return { error };
      if (isOwnAppId(value)) return undefined;
      return { info: t('This is no app id of CometChat’s own hosts: its base URL is asked for next.') };
    },
  });
}

async function askRegion(answers: Answers, place: Place): Promise<Entered<string>> {
  const names: Readonly<Record<string, string>> = { us: t('United States'), eu: t('Europe'), in: t('India') };
  const items: (vscode.QuickPickItem & { readonly region: string })[] = [
    ...REGIONS.map((region) => ({ label: region, description: names[region] ?? '', region })),
    {
      label: t('Custom base URL…'),
      description: t('on-premise and other deployments'),
      region: ON_PREMISE,
    },
  ];
  const picked = await askPick({
    ...place,
    placeholder: t('Region of the app'),
    items,
    activeItem: items.find(({ region }) => region === answers.region),
  });
  return typeof picked === 'symbol' ? picked : picked.region;
}

function askEndpoint(answers: Answers, place: Place): Promise<Entered<string>> {
  return askText({
    ...place,
    prompt: t('Base URL of the Calls API. The API key will be sent to this host and to no other.'),
    placeholder: 'https://calls.example.com/v3',
    value: answers.endpoint ?? '',
    check: (value) => asError(baseUrlError(value, place.keys)),
  });
}

function askApiKey(answers: Answers, place: Place): Promise<Entered<string>> {
  return askText({
    ...place,
    prompt: keyPrompt(),
    value: answers.apiKey ?? '',
    selectValue: true,
    password: true,
    check: (value) =>
      asError(
        apiKeyError(value, answers.appId, (answers.region ?? '') !== '' && answers.endpoint === undefined),
      ),
  });
}

function keyPrompt(): string {
  return t('REST API key (scope fullAccess, not an Auth key). It is kept in this computer’s keyring.');
}

function askName(answers: Answers, place: Place): Promise<Entered<string>> {
  const region = answers.region !== undefined && isRegion(answers.region) ? answers.region : '';
  return askText({
    ...place,
    prompt: t('Name of this connection, as you will see it'),
    value: answers.name ?? suggestName(normaliseAppId(answers.appId ?? ''), region),
    selectValue: true,
    check: (value) => asError(nameError(value, place.keys)),
  });
}

/** Asks for a new key of a connection; undefined when the user gave up. */
export async function askNewApiKey({ name, appId, kind }: Connection): Promise<string | undefined> {
  const entered = await askText({
    title: t('Replace the API Key of {0}', name),
    prompt: keyPrompt(),
    password: true,
    check: (value) => asError(apiKeyError(value, appId, kind === 'derived')),
  });
  return typeof entered === 'string' ? entered.trim() : undefined;
}

/** Asks for a new name of a connection; undefined when the user gave up. */
export async function askNewName(connectionName: string, keys: KnownKeys): Promise<string | undefined> {
  const entered = await askText({
    title: t('Rename Connection'),
    prompt: t('New name of {0}', connectionName),
    value: connectionName,
    selectValue: true,
    check: (value) => asError(nameError(value, keys)),
  });
  return typeof entered === 'string' ? entered.trim() : undefined;
}
