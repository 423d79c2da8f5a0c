import type { RunSummary } from '../../src-shared/ipc/run-views';
import { countText, percentText } from '../reports/rate-text';

/** The JSON of a finished run. */
export function trainJson(run: RunSummary): {
  readonly run: string;
  readonly state: string;
  readonly trials: number;
} {
  return { run: run.id, state: run.state, trials: run.trialsDone };
}

/** What is said of a finished run, with the next command. */
export function doneText(run: RunSummary, path: string): string {
  return [
    `Run ${run.id} is done: ${countText(run.trialsDone, 'trial')}, accuracy ${percentText(run.accuracy)} on the test images.`,
    `Rates per texture: ellipsight evaluate ${path} --run ${run.id}`,
    '',
  ].join('\n');
}

/** What is said of a run that was put into the queue, with the next command. */
export function queuedText(run: RunSummary, path: string): string {
  return `Run ${run.id} waits in the queue. Train what waits: ellipsight queue ${path} work\n`;
}
