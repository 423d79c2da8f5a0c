import { z } from '../jitless-zod';
import { verdicts } from './label';

/** Longest name of a texture or group that a project takes, characters. */
export const longestName = 200;

const name = z.string().trim().min(1).max(longestName);

/** How images get the name of the group (lot, part, camera) whose images share a side of every split. */
export const groupNamingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Regular expression for an image's name; its group `group`, else its first, is the name. */
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(500) }),
  /** CSV file with the columns `image` and `group`. */
  z.strictObject({
    kind: z.literal('csv'),
    file: z
      .string()
      .min(1)
      .max(32_767)
      .refine((text) => !text.includes('\0'), 'must not hold a NUL character'),
  }),
]);

/** What the user says otherwise than a source does; checked at run time wherever it comes from. */
export const importCorrectionsSchema = z.strictObject({
  /** Textures of the source under other names; several under one name become one. */
  renames: z.array(z.strictObject({ from: name, to: name })).max(10_000),
  /**
   * By the name of a class of marks: ok and unlabelled leave its marks out. By that of a folder: the verdict of the images in
   * it, the folder nearest to the image first, whatever its marks say.
   */
  verdicts: z.array(z.strictObject({ name, verdict: z.enum(verdicts) })).max(1000),
  groups: groupNamingSchema,
});

export type GroupNaming = Readonly<z.infer<typeof groupNamingSchema>>;
export type ImportCorrections = Readonly<z.infer<typeof importCorrectionsSchema>>;

/** Takes the source at its word. */
export const noCorrections: ImportCorrections = {
  renames: [],
  verdicts: [],
  groups: { kind: 'none' },
};
