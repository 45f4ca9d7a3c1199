export { attentionOf, compareAttention, type Attention } from './attention.ts';
export {
  callMoments,
  momentOffsetText,
  momentsText,
  type CallMoment,
  type MomentAtLine,
} from './callMoments.ts';
export { describeLogMoment, suggestClockOffset } from './logMoment.ts';
export { outlineOf } from './outline.ts';
export { storyFromWebhooks, storyOf } from './story.ts';
export { briefOf, summaryMarkdown, summaryOf } from './summary.ts';
export { timelineSvg } from './svg.ts';
export { meetingsText, verdictOf } from './verdict.ts';
