export { evidenceOf, evidenceValueOf } from './evidence.ts';
export { findingsOf, findingWord, severityWord } from './findings.ts';
