import { failureSentences } from './failure-sentences';
import { fileSentences } from './file-sentences';
import { planSentences } from './plan-sentences';
import { projectSentences } from './project-sentences';
import { reportSentences } from './report-sentences';
import { runSentences } from './run-sentences';

/** Every sentence that main says by name, in English; other languages have them in their own file. */
export const englishSentences = {
  ...projectSentences,
  ...failureSentences,
  ...fileSentences,
  ...planSentences,
  ...reportSentences,
  ...runSentences,
};
