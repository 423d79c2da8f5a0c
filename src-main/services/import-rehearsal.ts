import type { ImportSummary, ListedImage, SkippedFile } from '../../src-shared/ipc/views';
import type { ReadableDatabase } from '../database/database';
import { imageByHash } from '../database/image-queries';
import type { PreparedItem } from './image-intake';
import type { Intake } from './intake-loop';
import { heldLabel, labelDifference, type HeldLabel } from './label-difference';

/** Counts what an import would do, as `ImageIntake` counts what it does; reads alone. */
export class ImportRehearsal implements Intake {
  /** By hash: images of the source that would have been added by now. */
  readonly #coming = new Map<string, HeldLabel>();
  readonly #skipped: SkippedFile[] = [];
  readonly #conflicts: ListedImage[] = [];
  readonly #poorFits: ListedImage[] = [];
  #known = 0;
  #ellipses = 0;

  constructor(private readonly database: ReadableDatabase) {}

  commit(items: readonly PreparedItem[]): void {
    for (const { image, skipped, poorFits = [] } of items) {
      this.#skipped.push(...skipped);
      if (image === null) {
        continue;
      }
      const { sha256 } = image.stored;
      const known = imageByHash(this.database, sha256);
      const held = known === null ? this.#coming.get(sha256) : heldLabel(this.database, known.id);
      if (held === undefined) {
        const { name, texture, verdict } = image;
        const ellipses = image.ellipses.map(({ shape }) => shape);
        this.#coming.set(sha256, { name, texture, verdict, ellipses });
        this.#ellipses += ellipses.length;
        this.#poorFits.push(...poorFits);
        continue;
      }
      this.#known += 1;
      const reason = labelDifference(held, image);
      if (reason !== null) {
        const found = known === null ? {} : { imageId: known.id };
        this.#conflicts.push({ file: image.name, reason, ...found });
      }
    }
  }

  summary(cancelled: boolean): ImportSummary {
    return {
      added: this.#coming.size,
      known: this.#known,
      skipped: this.#skipped,
      ellipses: this.#ellipses,
      ...(this.#poorFits.length === 0 ? {} : { poorFits: this.#poorFits }),
      conflicts: this.#conflicts,
      cancelled,
    };
  }
}
