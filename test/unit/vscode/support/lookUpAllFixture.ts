/** “Look Up All Calls in File” in a window whose user answers what they are asked. */
import type { Connection } from '../../../../src/core/connection/model.ts';
import type { FileRow } from '../../../../src/core/fileCalls/index.ts';
import type { NotAsked } from '../../../../src/core/fileCalls/model.ts';
import { lookUpAll } from '../../../../src/vscode/fileCalls/lookUpAll.ts';
import { type World, world } from '../../core/lookUp/support.ts';
import { connection, settle } from '../../core/support.ts';
import { type Act, User } from './user.ts';

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
  return {
    fileCall: { sessionId, looksCutOff: sessionId.endsWith('…'), count: 1 } as never,
    lookUp: undefined,
    attention: undefined,
    notAsked: undefined,
  };
}

export class LookUpAllFixture {
  readonly known: World;
  readonly user: User;
  readonly #connections;
  /** By id, why the run has not asked for it. */
  readonly notAsked = new Map<string, NotAsked>();
  /** The titles of what is under way. */
  readonly titles: string[] = [];
  readonly fileCalls = {
    order: 'line' as const,
    redraw: () => undefined,
    setNotAsked: (ids: readonly string[], reason: NotAsked | undefined) => {
      for (const id of ids) {
        if (reason) this.notAsked.set(id, reason);
        else this.notAsked.delete(id);
      }
    },
  };
  /** Stops the run, as its notification’s button does. */
  stop = () => undefined as void;

  constructor(connections: readonly Connection[], acts: readonly Act[] = [], defaultConnectionId?: string) {
    const standard = defaultConnectionId === undefined ? {} : { defaultConnectionId };
    this.known = world({ connections, ...standard });
    this.#connections = {
      routing: () => Promise.resolve({ connections, defaultConnectionId, isUnreadable: false }),
    };
    const token = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => void) => (this.stop = listener),
    };
    const withProgress = ({ title }: { readonly title: string }, run: (...given: object[]) => unknown) => {
      this.titles.push(title);
      return run({ report: () => undefined }, token);
    };
    this.user = new User({ window: { withProgress } });
    this.user.does(...acts);
  }

  /** Begins to look up these ids. */
  async begin(...ids: readonly string[]): Promise<{ readonly ended: Promise<void> }> {
    const ended = lookUpAll(ids.map(row), {
      lookUps: this.known.lookUps,
      connections: this.#connections,
      fileCalls: this.fileCalls,
    });
    for (let turn = 0; turn < 5; turn += 1) await settle();
    return { ended };
  }

  /** Looks up these ids, and answers all that is asked for. */
  async run(...ids: readonly string[]): Promise<void> {
    const { ended } = await this.begin(...ids);
    await this.answerAll();
    await ended;
  }

  /** Why ids were not asked for: the reason of each failure, or what is the matter with the id itself. */
  get reasons(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.notAsked].map(([id, why]) => [id, why.kind === 'failure' ? why.failure.reason : why.kind]),
    );
  }

  /** Which id was sent to which connection, in the order of the requests. */
  get sent(): readonly (readonly [string, string])[] {
    return this.known.source.asked.map(({ request }) => [request.sessionId, request.connection.id]);
  }

  /** The names that each question was between. */
  get offered(): readonly (readonly string[])[] {
    return this.user.asked.map(({ items }) => items.map(({ label }) => label));
  }

  async answerAll(): Promise<void> {
    for (let next = 0; next < this.known.source.asked.length; next += 1) {
      const { request } = this.known.asked(next);
      await this.known.asked(next).answer({ sessionId: request.sessionId, status: 'ended' });
      await settle();
    }
  }

  dispose(): void {
    this.user.dispose();
  }
}
