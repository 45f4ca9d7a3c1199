/** What is registered at activation, before there are services: the first use of any of it has them made. */
export { type InTextProviders, registerInText } from './inText.ts';
export { openWhereNeeded, setRememberedContextKeys } from './startUp.ts';
export { registerTools, type Tools } from './tools.ts';
export { createViewDoor, type ViewDoor } from './viewDoor.ts';
