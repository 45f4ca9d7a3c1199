export {
  isFromPanel,
  isToPanel,
  type FromPanel,
  type PanelLog,
  type PanelTranscripts,
  type PanelWebhooks,
  type PanelView,
  type SavedPanel,
  type ToPanel,
} from './panelProtocol.ts';
