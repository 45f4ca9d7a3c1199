import type { Translate } from '../../base/translate.ts';
import type { Severity } from './index.ts';

/** How grave a finding is. */
export function severityWord(severity: Severity, t: Translate): string {
  switch (severity) {
    case 'problem':
      return t('Problem');
    case 'notice':
      return t('Notice');
    case 'info':
      return t('Info');
  }
}
