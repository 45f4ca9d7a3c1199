/**
 * Everything that is checked, stage by stage: `npm test`, or `node scripts/run.js test unit ui` for some.
 * The last line is `N passed, N failed`; every mocha test counts, every other stage counts as one.
 */
import { onProcessEnd } from '../test/support/host/processEnd.ts';
import { failure } from './support/stageResult.ts';
import type { StageResult } from './support/stageResult.ts';
import { DESKTOP_STAGES, STAGES } from './support/stages.ts';
import type { Stage } from './support/stages.ts';

/** How many lines of a failed stage's words the end of the run repeats. */
const REMARK_LINES = 12;

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

async function runStage(stage: Stage, buildFailed: boolean): Promise<StageResult> {
  if (stage.needsBuild && buildFailed) {
    return failure('Not run, because the build failed.');
  }
  try {
    return await stage.run();
  } catch (error) {
    return failure(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** The stages whose group was named, with the build where they need it; all but the desktop without names. */
function chosen(names: readonly string[]): Stage[] {
  if (names.length === 0) return [...STAGES];
  const all = [...STAGES, ...DESKTOP_STAGES];
  const strangers = names.filter((name) => !all.some((stage) => stage.group === name));
  if (strangers.length > 0) {
    const known = [...new Set(all.map((stage) => stage.group))];
    throw new Error(`There is no stage "${strangers.join('", "')}". There are: ${known.join(', ')}.`);
  }
  const wanted = all.filter((stage) => names.includes(stage.group));
  const build = STAGES.filter((stage) => stage.group === 'build' && !wanted.includes(stage));
  return wanted.some((stage) => stage.needsBuild) ? [...build, ...wanted] : wanted;
}

/** What the end of the run says of a stage. Whoever sees only the end of a long log still sees what went wrong. */
function remarksAbout({ title }: Stage, { failed, words = '', remarks = [] }: StageResult): string[] {
  const about = (line: string) => `[${title}] ${line}`;
  if (remarks.length > 0 || failed === 0) return remarks.map(about);
  return [about('FAILED'), ...words.trim().split('\n').slice(0, REMARK_LINES)];
}

async function main(): Promise<void> {
  const started = Date.now();
  const stages = chosen(process.argv.slice(2));
  let passed = 0;
  let failed = 0;
  const remarks: string[] = [];
  let buildFailed = false;
  for (const [index, stage] of stages.entries()) {
    const since = Date.now();
    console.log(`[${index + 1}/${stages.length}] ${stage.title}`);
    const result = await runStage(stage, buildFailed);
    passed += result.passed;
    failed += result.failed;
    remarks.push(...remarksAbout(stage, result));
    buildFailed ||= stage.group === 'build' && result.failed > 0;
    if (result.words) console.log(result.words.replace(/^/gm, '  '));
    console.log(`    ${result.failed > 0 ? 'FAILED' : 'ok'} in ${seconds(since)}`);
  }
  console.log(`All stages took ${seconds(started)}`);
  for (const remark of remarks) console.log(remark);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

onProcessEnd();

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
