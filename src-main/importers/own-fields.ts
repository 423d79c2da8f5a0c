import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { ellipsePolygon, type FlatPolygon } from '../../src-shared/labelling/ellipse-polygon';
import { verdicts, type Verdict } from '../../src-shared/dataset/label';
import { z } from '../../src-shared/jitless-zod';
import { ellipseOrigins } from '../database/label-queries';
import type { SourceShape } from './importer';

/** Corners may be this far from where the ellipse has them, pixels: others write fewer decimals. */
const nearCorner = 0.01;

/** Where an ellipse comes from that a model proposed; keys in the order of the database. */
export const ellipseProposalSchema = z.strictObject({
  run: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
  trial: z.int().min(1).max(1000),
  score: z.number().min(0).max(1),
  by: z.string().min(1).max(200),
  at: z.string().min(1).max(40),
});

/** The field `ellipse` that our exports add to a shape. */
export const ownEllipseSchema = z.object({
  x: z.number(),
  y: z.number(),
  a: z.number().positive(),
  b: z.number().positive(),
  angle: z.number(),
  origin: z.enum(ellipseOrigins),
  fit_iou: z.number().min(0).max(1).nullable(),
  proposal: ellipseProposalSchema.optional().catch(undefined),
});

/** The field `ellipsight` that our exports add to an image. */
export const ownImageSchema = z.object({
  texture: z.string().min(1).max(200),
  verdict: z.enum(verdicts),
  group: z.string().min(1).max(200).nullable().catch(null).default(null),
});

/** The exact ellipse, as long as the polygon beside it is still its own; null where somebody has edited it. */
export function ownEllipse(
  own: z.infer<typeof ownEllipseSchema> | undefined,
  polygon: FlatPolygon,
  width: number,
  height: number,
): SourceShape | null {
  if (own === undefined) {
    return null;
  }
  const { x, y, a, b, angle, origin, fit_iou: fitIou, proposal } = own;
  const ellipse: Ellipse = { x, y, a, b, angle };
  const expected = ellipsePolygon(ellipse, width, height);
  const same =
    expected.length === polygon.length &&
    expected.every((value, i) => Math.abs(value - (polygon[i] ?? NaN)) <= nearCorner);
  return same
    ? { kind: 'ellipse', ellipse, origin, fitIou, ...(proposal === undefined ? {} : { proposal }) }
    : null;
}

/** The verdict that an own field says, unless shapes were drawn since that contradict it. */
export function verdictOf(own: Verdict | undefined, shapes: number): Verdict {
  if (own === undefined || ((own === 'ok' || own === 'unlabelled') && shapes > 0)) {
    return shapes > 0 ? 'defective' : 'ok';
  }
  return own;
}
