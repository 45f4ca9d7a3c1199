export { evidenceOf, evidenceValueOf } from './evidence.ts';
export { findingsOf, severityWord } from './findings.ts';
export type { Finding, FindingContext, Severity } from './model.ts';
