/** Logs of the sample calls: a server's, of all of them, and a phone's, of one of them. */
import type { SampleCall, SampleLogs } from '../model.ts';
import { rejoined } from '../samples/index.ts';
import { deviceLog } from './deviceLog.ts';
import { serverLog } from './serverLog.ts';

/** The same calls give the same texts. Without the call that both tell of, the phone's is empty. */
export function sampleLogs(calls: readonly SampleCall[]): SampleLogs {
  const call = calls.find(({ sessionId }) => sessionId === rejoined.sessionId);
  return {
    sessionId: rejoined.sessionId,
    server: serverLog(calls, call),
    device: call ? deviceLog(call) : '',
  };
}
