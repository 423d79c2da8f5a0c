import { z } from '../jitless-zod';
import { largestValue } from '../labelling/picture-look';

const value = z.int().min(0).max(largestValue);

/** A look as a message, a row or a command may bring it. */
export const pictureLookSchema = z.strictObject({
  range: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('auto') }),
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({ kind: z.literal('stretch') }),
    z
      .strictObject({ kind: z.literal('window'), low: value, high: value })
      .refine(({ low, high }) => low < high, 'must begin below its end'),
  ]),
  brightness: z.number().min(-100).max(100),
  contrast: z.number().min(-100).max(100),
  gamma: z.number().min(0.2).max(5),
  invert: z.boolean(),
});
