import { randomStream } from '../../src-shared/dataset/random';
import type { JobPatch } from '../../src-shared/training/trainer-job';
import type { DrawnPatch } from './patch-pixels';

const allForms = [0, 1, 2, 3, 4, 5, 6, 7];

/**
 * Which patches each iteration draws. In every epoch each patch comes once, in an order of its own and, with eight
 * forms, in one of its forms; batches run on across epochs. Everything follows from (seed, trial, epoch), so an
 * iteration can be drawn without the ones before it.
 */
export class DataOrder {
  private epoch = -1;
  private drawn: readonly DrawnPatch[] = [];

  /** @param patches at least one */
  constructor(
    private readonly patches: readonly JobPatch[],
    private readonly choices: {
      readonly seed: number;
      readonly trial: number;
      readonly batchSize: number;
      readonly eightForms: boolean;
      /** 1 … 8; the first forms of a patch are the same for a larger number. */
      readonly formsPerPatch: number;
    },
  ) {
    if (patches.length === 0) {
      throw new RangeError('There is no patch to draw.');
    }
  }

  /** @param iteration 0-based */
  batch(iteration: number): readonly DrawnPatch[] {
    const first = iteration * this.choices.batchSize;
    return Array.from({ length: this.choices.batchSize }, (_, at) => this.draw(first + at));
  }

  /**
   * Every patch in every form that the first iterations draw, once each, in the order of their first draw.
   *
   * @param iterations ≥ 0
   */
  distinct(iterations: number): readonly DrawnPatch[] {
    const found = new Map<string, DrawnPatch>();
    const draws = iterations * this.choices.batchSize;
    const { eightForms, formsPerPatch } = this.choices;
    const possible = this.patches.length * (eightForms ? formsPerPatch : 1);
    for (let position = 0; position < draws && found.size < possible; position += 1) {
      const patch = this.draw(position);
      const key = `${patch.image} ${patch.x} ${patch.y} ${patch.form}`;
      if (!found.has(key)) {
        found.set(key, patch);
      }
    }
    return [...found.values()];
  }

  private draw(position: number): DrawnPatch {
    const epoch = Math.floor(position / this.patches.length);
    if (epoch !== this.epoch) {
      this.drawn = this.drawEpoch(epoch);
      this.epoch = epoch;
    }
    const patch = this.drawn[position % this.patches.length];
    if (patch === undefined) {
      throw new RangeError(`Epoch ${epoch} has no draw ${position}.`);
    }
    return patch;
  }

  private drawEpoch(epoch: number): readonly DrawnPatch[] {
    const { seed, trial, eightForms, formsPerPatch } = this.choices;
    const forms = randomStream(seed, 'patch-forms', trial, epoch);
    return randomStream(seed, 'data-order', trial, epoch)
      .shuffle(this.patches)
      .map((patch) => ({
        ...{ image: patch.image, x: patch.x, y: patch.y },
        form: eightForms ? this.formOf(patch, forms.integer(formsPerPatch)) : 0,
      }));
  }

  /** A patch's forms come in an order of its own; with all eight the order does not matter. */
  private formOf({ image, x, y }: JobPatch, place: number): number {
    const { seed, formsPerPatch } = this.choices;
    if (formsPerPatch === 8) return place;
    const order = randomStream(seed, 'forms-of-patch', image, x, y).shuffle(allForms);
    return order[place] ?? 0;
  }
}
