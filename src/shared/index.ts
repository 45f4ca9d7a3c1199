export {
  type FromPanel,
  isFromPanel,
  isToPanel,
  NO_ATTEMPTS,
  type PanelAttempt,
  type PanelAttempts,
  type PanelLive,
  type PanelTranscripts,
  type PanelView,
  type SavedPanel,
  type ToPanel,
} from './panelProtocol.ts';
