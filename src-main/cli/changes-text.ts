import { decisionChanges, type DecisionChange } from '../../src-shared/evaluation/decision-changes';
import type { ModelAnswer, RunChanges } from '../../src-shared/ipc/choosing-views';
import { textTable } from './text-table';

const words: Readonly<Record<DecisionChange, string>> = {
  'newly-missed': 'newly missed',
  'new-alarm': 'new false alarm',
  'texture-lost': 'texture now wrong',
  'newly-caught': 'newly caught',
  'alarm-gone': 'false alarm gone',
  'texture-found': 'texture now right',
};

/** "Steel defective 0.93". */
export function answerText({ texture, defective, score }: ModelAnswer): string {
  return `${texture} ${defective ? 'defective' : 'ok'} ${score.toFixed(2)}`;
}

/** What one run decides otherwise than another, image by image. */
export function changesText(changes: RunChanges): string {
  const { before, after, images, onlyBefore, onlyAfter, relabelled, counts, shown } = changes;
  const alone = onlyBefore + onlyAfter + relabelled;
  const basis = `${after} against ${before} on ${images} decisions of common test images${
    alone === 0
      ? ''
      : ` (not compared: ${onlyBefore} of ${before} alone, ${onlyAfter} of ${after} alone, ${relabelled} labelled otherwise since)`
  }`;
  const sums = decisionChanges.map((change) => `${words[change]}: ${counts[change]}`).join(', ');
  const left = (title: string) => ({ title, align: 'left' }) as const;
  const table = textTable(
    [left('change'), left('image'), { title: 'trial', align: 'right' }, left(before), left(after)],
    shown.map((one) => [
      ...[words[one.change], one.name, String(one.trial)],
      ...[answerText(one.before), answerText(one.after)],
    ]),
  );
  return `${basis}.\n${sums}\n${shown.length === 0 ? '' : `\n${table}\n`}`;
}
