/** “Look Up All Calls in File” in a window whose user answers what they are asked. */
import type { Connection } from '../../../../src/core/connection/model.ts';
import type { FileRow } from '../../../../src/core/fileCalls/report.ts';
import type { Connections } from '../../../../src/vscode/connections/connections.ts';
import { type LookUpFixture, lookUpFixture } from '../../core/lookUp/support.ts';
import { connection, settle } from '../../core/support.ts';
import { type Act, Questions } from './questions.ts';
import { lookUpAll } from '../../../../src/vscode/fileCalls/lookUpAll.ts';

export const PREMISE_APP = 'aaaaaaaaaaaaaa';
export const prod = connection({ id: 'prod', name: 'Prod' });
export const twin = connection({
  id: 'twin',
  name: 'Twin',
  kind: 'custom',
  baseUrl: 'https://twin.example/v3',
});
export const premise = connection({
  id: 'premise',
  name: 'On-prem',
  appId: PREMISE_APP,
  kind: 'custom',
  baseUrl: 'https://premise.example/v3',
});

function row(sessionId: string): FileRow {
  const place = { line: 1, column: 1 };
  return {
    fileCall: { sessionId, looksCutOff: false, count: 1, first: place, last: place } as never,
    lookUp: undefined,
  };
}

/** A window with a file in it, whose user answers what they are asked. */
export class LookUpAllFixture {
  readonly known: LookUpFixture;
  readonly questions: Questions;
  readonly messages: string[] = [];
  readonly #connections: Connections;
  /** Stops the run, as its notification’s button does. */
  stop = () => undefined as void;

  constructor(has: readonly Connection[], acts: readonly Act[] = [], defaultConnectionId?: string) {
    const standard = defaultConnectionId === undefined ? {} : { defaultConnectionId };
    this.known = lookUpFixture({ connections: has, ...standard });
    const routing = { connections: has, defaultConnectionId };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of the connections as is used
    this.#connections = { routing: () => Promise.resolve(routing) } as unknown as Connections;
    const withProgress = (_: object, run: (progress: object, token: object) => unknown) =>
      run(
        { report: () => undefined },
        {
          isCancellationRequested: false,
          onCancellationRequested: (listener: () => void) => {
            this.stop = listener;
          },
        },
      );
    const showErrorMessage = (text: string) => Promise.resolve(void this.messages.push(text));
    this.questions = new Questions(acts, { window: { withProgress, showErrorMessage } });
  }

  /** Begins to look up these ids. */
  async begin(...ids: readonly string[]): Promise<{ readonly ended: Promise<void> }> {
    const lookUps = this.known.lookUps;
    const ended = lookUpAll(ids.map(row), { lookUps, connections: this.#connections });
    for (let turn = 0; turn < 5; turn += 1) await settle();
    return { ended };
  }

  /** Which id was sent to which connection, in the order of the requests. */
  get sent(): readonly (readonly [string, string])[] {
    return this.known.source.asked.map(({ request }) => [request.sessionId, request.connection.id]);
  }

  async answerAll(): Promise<void> {
    for (let next = 0; next < this.known.source.asked.length; next += 1) {
      const { request } = this.known.asked(next);
      await this.known.asked(next).answer({ sessionId: request.sessionId, status: 'ended' });
      await settle();
    }
  }
}
