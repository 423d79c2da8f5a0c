import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import type { ImageEvidence } from '../../../src-shared/training/image-evidence';
import { imageRow } from '../../../src-main/database/image-queries';
import type { OpenProject } from '../../../src-main/services/project-service';
import type { TrainerParts } from '../../../src-main/services/trainer-job-run';

/** A trainer that must not be asked: all the evidence of these tests is kept already. */
export const noTrainer: TrainerParts = {
  libraryFolders: [],
  launcher: {
    launch() {
      throw new Error('No trainer is to be started here.');
    },
  },
};

/** Keeps evidence for an image of 512 × 512 as a trainer would have left it, at half scale. */
export function keepEvidenceOf(
  project: OpenProject,
  run: string,
  imageId: number,
  proposals: readonly (Ellipse & { readonly score: number })[],
): void {
  const values = Buffer.alloc(4 * 16);
  values.writeFloatLE(0.75, 4 * 5);
  const evidence: ImageEvidence = {
    formatVersion: 1,
    width: 256,
    height: 256,
    texture: 1,
    defective: proposals.length > 0,
    score: 0.9,
    patches: [
      { x: 0, y: 0, score: 0.9 },
      { x: 128, y: 128, score: 0.1 },
    ],
    map: { columns: 4, rows: 4, cell: 64, values: values.toString('base64') },
    proposals: proposals.map(({ x, y, a, b, angle, score }) => ({
      shape: { x: x / 2, y: y / 2, a: a / 2, b: b / 2, angle },
      score,
    })),
  };
  const folder = join(project.folder, 'runs', run, 'cache', 'evidence');
  mkdirSync(folder, { recursive: true });
  const sha256 = imageRow(project.database, imageId)?.sha256 ?? '';
  writeFileSync(join(folder, `${sha256}-${'a'.repeat(16)}-1.json`), JSON.stringify(evidence));
}
