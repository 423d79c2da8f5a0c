import { z } from '../jitless-zod';
import { reviews, verdicts } from '../dataset/label';
import { decidedKinds, imageOrders } from './views';

const moment = z.iso.datetime();
const score = z.number().min(0).max(1);

/** The run-time check of an `ImageFilter`: of one that a view asks with, and of one that was saved. */
export const imageFilterSchema = z.strictObject({
  textureId: z.int().min(1).nullable(),
  verdict: z.enum(verdicts).nullable(),
  text: z.string().max(200),
  review: z
    .enum([...reviews, 'unreviewed'])
    .nullable()
    .optional(),
  labeller: z.string().max(200).nullable().optional(),
  dates: z
    .strictObject({
      of: z.enum(['added', 'labelled']),
      from: moment.nullable(),
      before: moment.nullable(),
    })
    .nullable()
    .optional(),
  decision: z
    .strictObject({
      run: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
      decided: z.enum(decidedKinds),
      from: score,
      to: score,
    })
    .nullable()
    .optional(),
  excluded: z.boolean().optional(),
  order: z.enum(imageOrders).optional(),
});
