import { button, element } from './dom.ts';
import { isFetchedAgain, type Page } from './page.ts';

/** What stands in the way of the story, or beside it: loading, failed, gone, ended a moment ago. */
export function stateOf({ view, t, send }: Page): readonly HTMLElement[] {
  switch (view.state) {
    case 'ready':
      return view.live.justEnded && view.call
        ? [section('ended', t('State'), element('p', {}, t('The call has ended.')))]
        : [];
    case 'loading':
      // A live call is fetched again and again: its header says so, and nothing on the page moves.
      return isFetchedAgain(view)
        ? []
        : [
            section(
              '',
              t('State'),
              element('p', {}, t('Looking up…')),
              button('cancel', t('Cancel'), () => send({ type: 'cancel' })),
            ),
          ];
    case 'failed':
      return [
        section(
          'failed',
          t('State'),
          element('p', {}, view.failure?.message ?? ''),
          ...(view.failure?.fixes ?? []).map(({ fix, label }) =>
            button(`fix-${fix}`, label, () => send({ type: 'fix', fix })),
          ),
        ),
      ];
    case 'gone':
      return [
        section(
          '',
          t('State'),
          element('p', {}, t('This call is no longer in the list of look-ups.')),
          button('look-up-again', t('Look Up Again'), () => send({ type: 'refresh' })),
        ),
      ];
  }
}

function section(kind: string, label: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element('section', { class: `state ${kind}`.trim(), 'aria-label': label }, ...children);
}
