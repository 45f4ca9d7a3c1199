export { evidenceOf, evidenceValueOf } from './evidence.ts';
export { findingsOf, severityWord } from './findings.ts';
