import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageDecision } from '../../src-shared/evaluation/image-decision';
import {
  keptEvaluationFile,
  keptEvaluationsFolder,
  type KeptEvaluation,
} from '../../src-shared/training/kept-evaluation';
import { makeFolderDurably, syncFolder, writeDurably } from './weights/durable-file';

/** What was decided on one image. */
export interface KeptDecision extends ImageDecision {
  /** Index into the job's images. */
  readonly image: number;
}

/**
 * The decisions of every evaluation of one trial, a file each: some forty bytes an image, so that 500 evaluations of
 * 1,380 images take 30 MB, a twentieth of one checkpoint of VGG16.
 */
export class KeptEvaluations {
  private readonly folder: string;

  /**
   * Drops what lies beyond the iteration that a trial goes on from: it is made again, from the same bits.
   *
   * @param trialFolder absolute
   * @param iteration of the checkpoint; 0 for a trial that begins
   */
  constructor(trialFolder: string, iteration: number) {
    this.folder = join(trialFolder, keptEvaluationsFolder);
    makeFolderDurably(this.folder);
    const beyond = readdirSync(this.folder).filter((name) => name > keptEvaluationFile(iteration));
    for (const name of beyond) rmSync(join(this.folder, name), { force: true });
    if (beyond.length > 0) syncFolder(this.folder);
  }

  /** Keeps one evaluation, durably. */
  keep(
    evaluation: Pick<KeptEvaluation, 'trial' | 'iteration' | 'side' | 'accuracy' | 'loss'>,
    decisions: readonly KeptDecision[],
  ): void {
    const { trial, iteration, side, accuracy, loss } = evaluation;
    const kept: KeptEvaluation = {
      formatVersion: 1,
      trial,
      iteration,
      side,
      accuracy,
      loss,
      images: decisions.map(({ image }) => image),
      classes: decisions.map(({ texture, defective }) => 2 * texture + (defective ? 1 : 0)),
      scores: decisions.map(({ score }) => Number(score.toPrecision(9))),
      patches: decisions.map(({ patchClasses }) => patchClasses.join(' ')),
    };
    writeDurably(join(this.folder, keptEvaluationFile(iteration)), [
      Buffer.from(JSON.stringify(kept)),
    ]);
  }
}
