export {
  type FromPanel,
  isFromPanel,
  isToPanel,
  type PanelTranscripts,
  type PanelView,
  type SavedPanel,
  type ToPanel,
} from './panelProtocol.ts';
