/** Writes NOTICE anew: `npm run notice`. A test checks that it is of what is bundled. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFiles, noticeOf } from './support/notice.ts';
import { ROOT } from './support/run.ts';

writeFileSync(join(ROOT, 'NOTICE'), noticeOf((await bundledFiles()).keys()));
