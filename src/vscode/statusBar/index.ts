export { StatusBar } from './statusBar.ts';
