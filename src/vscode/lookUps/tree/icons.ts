import type { OutlineItem } from '../../../core/story/model.ts';
import * as vscode from 'vscode';
import type { CallStatus } from '../../../core/call/model.ts';
import { answerOf, type LookUp } from '../../../core/lookUp/model.ts';

const COLOURS: Readonly<Record<CallStatus, string | undefined>> = {
  initiated: 'charts.blue',
  ongoing: 'charts.green',
  ended: undefined,
  unanswered: 'problemsWarningIcon.foreground',
  rejected: 'problemsErrorIcon.foreground',
  busy: 'problemsWarningIcon.foreground',
  cancelled: 'disabledForeground',
  unknown: 'disabledForeground',
};

/** The icon of a look-up: its type and its status; the shape tells what the colour tells. */
export function callIcon({ state }: LookUp): vscode.ThemeIcon {
  if (state.kind === 'loading') return new vscode.ThemeIcon('loading~spin');
  if (state.kind === 'failed')
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const call = answerOf({ state })?.call;
  if (!call) return new vscode.ThemeIcon('question');
  const colour = COLOURS[call.status];
  return new vscode.ThemeIcon(
    callShape(call.status, call.type),
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
}

function callShape(status: CallStatus, type: string | undefined): string {
  switch (status) {
    case 'unanswered':
    case 'busy':
      return 'call-incoming';
    case 'rejected':
      return 'circle-slash';
    case 'cancelled':
      return 'close';
    case 'unknown':
      return 'question';
    case 'initiated':
      return 'call-outgoing';
    case 'ended':
    case 'ongoing':
      return type === 'video' ? 'device-camera-video' : 'unmute';
  }
}

const OUTLINE_ICONS: Readonly<Record<OutlineItem['icon'], string>> = {
  clock: 'clock',
  people: 'organization',
  person: 'person',
  record: 'record',
  transcript: 'output',
  device: 'device-mobile',
  warning: 'warning',
};

export function outlineIcon(icon: OutlineItem['icon']): vscode.ThemeIcon {
  return new vscode.ThemeIcon(OUTLINE_ICONS[icon]);
}
