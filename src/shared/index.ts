export {
  isFromPanel,
  isToPanel,
  type FromPanel,
  type PanelTranscripts,
  type PanelView,
  type SavedPanel,
  type ToPanel,
} from './panelProtocol.ts';
