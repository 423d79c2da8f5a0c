import { insertRun, markEnded } from '../../../src-main/database/run-queries';
import { keepTrial } from '../../../src-main/database/run-result-queries';
import { writeSnapshot, type SnapshotImage } from '../../../src-main/database/snapshot-queries';
import type { OpenProject } from '../../../src-main/services/project-service';
import { tinyStudent, tinyTeacher } from './tiny-run';

const now = '2026-01-01T00:00:00.000Z';

/** An image of one patch whose defect score is near to `score`, decided as its own texture. */
export interface ScoredImage {
  readonly side: 'validation' | 'test';
  /** 0 or 1. */
  readonly texture: number;
  readonly defective: boolean;
  /** 0 … 1, both ends excluded. */
  readonly score: number;
  /** The project's own image that it is; a made-up one unless told. */
  readonly stored?: Pick<SnapshotImage, 'imageId' | 'sha256' | 'name' | 'width' | 'height'>;
}

/** A scored image in one line. */
export function scored(
  side: ScoredImage['side'],
  defective: boolean,
  score: number,
  texture = 0,
): ScoredImage {
  return { side, defective, score, texture };
}

/** Logits of Steel ok, Steel defective, Wood ok, Wood defective: the other texture is out of question. */
function logitsOf({ texture, score }: ScoredImage): readonly number[] {
  const logits = [-60, -60, -60, -60];
  logits[2 * texture] = 0;
  logits[2 * texture + 1] = Math.log(score / (1 - score));
  return logits;
}

/** Stores a finished run of one trial whose network gave these scores; images are named by their places. */
export async function storeScoredRun(
  project: OpenProject,
  images: readonly ScoredImage[],
  teacher: { readonly id: string; readonly seq: number } | null = null,
): Promise<{ readonly id: string; readonly seq: number }> {
  const { database } = project;
  const plan =
    teacher === null ? tinyTeacher({ trials: 1 }) : tinyStudent(teacher.id, { trials: 1 });
  const { seq, id } = insertRun(database, { plan, teacherSeq: teacher?.seq ?? null, now });
  await writeSnapshot(
    database,
    seq,
    {
      textures: ['Steel', 'Wood'],
      images: images.map(({ texture, defective, stored }, index) => ({
        ...{ imageId: index + 1, sha256: index.toString(16).padStart(64, '0') },
        ...{ name: `${index}.png`, width: 48, height: 48, channels: 1 },
        ...{ ...stored, texture, defective },
        ellipses: defective ? [{ x: 20, y: 20, a: 8, b: 5, angle: 0.5 }] : [],
      })),
      trials: [{ trial: 1, sides: images.map(({ side }) => side) }],
    },
    'f'.repeat(64),
  );
  const logits = (side: ScoredImage['side']) =>
    images.flatMap((made, image) =>
      made.side === side ? [{ image, logits: [logitsOf(made)] }] : [],
    );
  keepTrial(
    database,
    seq,
    {
      ...{ formatVersion: 1, trial: 1, iterations: 12, convergence: 8, modelIteration: 8 },
      model: { file: 'trial-1/model.safetensors', sha256: 'a'.repeat(64) },
      parameters: 1234,
      evaluations: [],
      validation: logits('validation'),
      test: logits('test'),
    },
    null,
    now,
  );
  markEnded(database, seq, 'done', null, now);
  return { seq, id };
}
