export { askConnection, askNewApiKey, askNewName } from './askConnection.ts';
export { apiKeyError, nameError } from './checks.ts';
export { Connections } from './connections.ts';
export { checkGiven, draftFrom, foreignHost, type ConnectionDraft } from './draft.ts';
export { KeyringError } from './keyring.ts';
export { tellLostConnections } from './lostConnections.ts';
export { pickConnection } from './pickConnection.ts';
export { SANDBOX_CONNECTION_ID, SandboxConnection, type SampleCall } from './sandbox.ts';
export { testConnection, testDraft } from './testRequest.ts';
