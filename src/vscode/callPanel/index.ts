export { CallPanels } from './callPanels.ts';
