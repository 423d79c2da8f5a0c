import { z } from '../jitless-zod';

/** What `manifest.json` of a bundle says of itself. */
export const bundleFormat = 'ellipsight-bundle';
export const bundleVersion = 1;

/** Names of the files of a bundle. */
export const bundleFiles = {
  manifest: 'manifest.json',
  model: 'model.onnx',
  vectors: 'test-vectors.json',
  card: 'MODEL-CARD.md',
  licences: 'LICENCES.md',
  hashes: 'SHA256SUMS',
} as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const share = z.number().min(0).max(1);

const ruleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any-defective-patch') }),
  z
    .object({ kind: z.literal('thresholds'), lower: share, upper: share })
    .refine(({ lower, upper }) => lower <= upper),
]);

/**
 * All that a program needs, beside the model, to decide as Ellipsight does. What it says in sentences is for people; what
 * is decided by is in the fields.
 */
export const bundleManifestSchema = z.object({
  format: z.literal(bundleFormat),
  version: z.literal(bundleVersion),
  program: z.object({ name: z.string(), version: z.string() }),
  /** ISO 8601. */
  exportedAt: z.string(),
  run: z.object({
    id: z.string(),
    kind: z.enum(['teacher', 'student']),
    trial: z.number().int().min(1),
    architecture: z.string(),
    filters: z.array(count).nullable(),
    /** Hash over the frozen textures, labels, sides and images. */
    snapshotHash: z.string(),
    /** SHA-256 of the trained weights that the model was made of. */
    weightsSha256: hash,
  }),
  model: z.object({
    file: z.string().regex(/^[\w.-]+$/),
    sha256: hash,
    bytes: count,
    parameters: count,
    opset: count,
    input: z.object({
      name: z.string(),
      type: z.literal('uint8'),
      /** N patches, plane by plane. */
      shape: z.tuple([z.literal('N'), z.literal([1, 3]), count, count]),
      channels: z.enum(['gray', 'red, green, blue']),
    }),
    output: z.object({
      name: z.string(),
      type: z.literal('float32'),
      classes: z.array(z.string()),
    }),
    /** Subtracted inside the graph; here for the record. */
    means: z.array(z.number()),
  }),
  preprocessing: z.object({
    /** Name of the rule that makes pixels of images (docs/file-formats.md). */
    rule: z.string(),
    imageScale: z.number().gt(0).max(1),
    steps: z.array(z.string()),
  }),
  /** Positions an axis: n = ⌈size/patch⌉, the i-th at round(i·(size − patch)/(n − 1)), row by row. */
  grid: z.object({ patchSize: z.number().int().min(1), rule: z.string() }),
  /** In class order: class = 2·texture + (defective ? 1 : 0). */
  textures: z.array(z.string()).min(1),
  decision: z.object({ rule: ruleSchema, sentence: z.string() }),
  verification: z.object({
    runtime: z.string(),
    images: count,
    patches: count,
    /** Largest |Δz| / max(1, |z|) over all logits. */
    largestDifference: z.number(),
    tolerance: z.number(),
    decisionsEqual: z.literal(true),
    /** Test images that are no longer in the project. */
    missing: count,
  }),
});

export type BundleManifest = z.infer<typeof bundleManifestSchema>;

/** `test-vectors.json`: what the model said of the images beside it, when it was trained. */
export interface TestVectors {
  readonly vectors: readonly {
    /** Relative to the bundle. */
    readonly image: string;
    readonly sha256: string;
    readonly texture: string;
    readonly defective: boolean;
    readonly score: number;
    /** [patches][2T], the grid row by row. */
    readonly logits: readonly (readonly number[])[];
  }[];
}
