import type { Fix } from './describe.ts';
import type { Translate } from '../base/translate.ts';

/** The words on a fix's button. */
export function fixLabel(fix: Fix, t: Translate): string {
  switch (fix) {
    case 'lookUpAgain':
      return t('Look Up Again');
    case 'editSessionId':
      return t('Edit Session Id…');
    case 'addConnection':
      return t('Add Connection…');
    case 'replaceApiKey':
      return t('Replace API Key…');
    case 'lookUpWithoutUser':
      return t('Look Up Without User');
    case 'lookUpAsOtherUser':
      return t('Look Up as Other User…');
    case 'proxySettings':
      return t('Proxy Settings');
    case 'timeoutSetting':
      return t('Timeout Setting');
    case 'showLog':
      return t('Show Log');
  }
}
