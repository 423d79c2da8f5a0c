import { z } from 'zod';

// The JSON of the command line as design.md fixes it; every object may have more fields.

const share = z.number().min(0).max(1).nullable();
const count = z.number().int().min(0);

export const infoShape = z.object({
  textures: z.array(
    z.object({
      name: z.string(),
      ok: count,
      defective: count,
      unlabelled: count,
      unsure: count,
      ellipses: count,
    }),
  ),
  images: count,
  splits: z.array(z.object({ splitSeed: count, trial: z.number(), training: count, test: count })),
  runs: z.array(
    z.object({ run: z.string(), kind: z.enum(['teacher', 'student']), state: z.string() }),
  ),
});

export const importShape = z.object({
  added: count,
  known: count,
  skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
  ellipses: count,
});

export const trainShape = z.object({ run: z.string(), state: z.literal('done'), trials: count });

const mean = z.object({ mean: share, standardError: z.number().min(0).nullable() });

export const evaluateShape = z.object({
  run: z.string(),
  kind: z.enum(['teacher', 'student']),
  trials: z.array(
    z.object({
      trial: z.number().int().min(1),
      splitSeed: count,
      iterations: count,
      convergence: count,
      accuracy: share,
      textures: z.array(
        z.object({
          texture: z.string(),
          tp: count,
          fn: count,
          tn: count,
          fp: count,
          tpr: share,
          tnr: share,
          escapes: count,
          overkills: count,
        }),
      ),
    }),
  ),
  summary: z.object({
    accuracy: mean,
    convergence: z.object({ mean: z.number(), standardError: z.number().min(0).nullable() }),
    pooled: z.object({ images: count, accuracy: share, tpr: share, tnr: share }),
    textures: z.array(z.object({ texture: z.string(), tpr: mean, tnr: mean })),
  }),
});

export const predictShape = z.object({
  image: z.string(),
  texture: z.string(),
  defective: z.boolean(),
  score: z.number().min(0).max(1),
  patches: z.array(z.object({ x: z.number(), y: z.number(), class: count })),
});

export const benchShape = z.object({
  machine: z.object({}),
  results: z.array(
    z.object({
      name: z.string(),
      ms: z.object({ min: z.number(), median: z.number(), max: z.number() }),
      runs: z.number().int().min(1),
    }),
  ),
});
