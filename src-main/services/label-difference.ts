import type { Verdict } from '../../src-shared/dataset/label';
import type { ReadableDatabase } from '../database/database';
import { readLabel } from '../database/label-queries';
import { imageRow } from '../database/image-queries';
import { textureSummaries } from '../database/project-queries';
import {
  canonicalEllipse,
  normalisedAngle,
  type Ellipse,
} from '../../src-shared/labelling/ellipse';
import type { PreparedImage } from './image-intake';

/** Ellipses this near to each other say the same: a row and a fit to its mask differ by less. */
const nearPixels = 2;
const nearShare = 0.05;
const nearRadians = 0.15;

/** What is known of an image that a source brings once more. */
export interface HeldLabel {
  readonly name: string;
  readonly texture: string;
  readonly verdict: Verdict;
  readonly ellipses: readonly Ellipse[];
}

/** What the project holds of an image of its own. */
export function heldLabel(database: ReadableDatabase, imageId: number): HeldLabel {
  const row = imageRow(database, imageId);
  const label = readLabel(database, imageId);
  if (row === null || label === null) {
    throw new Error(`Image ${imageId} is gone.`);
  }
  const texture = textureSummaries(database).find(({ id }) => id === row.textureId)?.name ?? '';
  return { name: row.name, texture, verdict: label.verdict, ellipses: label.ellipses };
}

/**
 * How the label of a source differs from the one that the project has for the same image, as the reason of a conflict;
 * null where they agree, or the source says nothing.
 */
export function labelDifference(
  held: HeldLabel,
  source: Pick<PreparedImage, 'texture' | 'verdict' | 'ellipses'>,
): string | null {
  if (source.verdict === 'unlabelled') {
    return null;
  }
  const project = `the project has it as ${held.name}, ${describe(held.texture, held.verdict, held.ellipses.length)}`;
  const said = describe(source.texture, source.verdict, source.ellipses.length);
  const same =
    held.texture === source.texture &&
    held.verdict === source.verdict &&
    sameEllipses(
      held.ellipses,
      source.ellipses.map(({ shape }) => shape),
    );
  return same ? null : `${project}; the source says ${said}; the project’s label stays`;
}

function describe(texture: string, verdict: string, ellipses: number): string {
  const count = ellipses === 1 ? '1 ellipse' : `${ellipses} ellipses`;
  return `${texture}, ${verdict}${ellipses === 0 ? '' : ` with ${count}`}`;
}

/** Whether each ellipse of one list has a near one of its own in the other. */
export function sameEllipses(one: readonly Ellipse[], other: readonly Ellipse[]): boolean {
  const left = [...other];
  return (
    one.length === other.length &&
    one.every((ellipse) => {
      const index = left.findIndex((candidate) => isNear(ellipse, candidate));
      return index !== -1 && left.splice(index, 1).length === 1;
    })
  );
}

function isNear(first: Ellipse, second: Ellipse): boolean {
  const one = canonicalEllipse(first);
  const two = canonicalEllipse(second);
  const near = (p: number, q: number): boolean =>
    Math.abs(p - q) <= nearPixels + nearShare * Math.max(one.a, two.a);
  const turned = normalisedAngle(one.angle - two.angle);
  const round = one.a - one.b <= nearPixels + nearShare * one.a;
  return (
    near(one.x, two.x) &&
    near(one.y, two.y) &&
    near(one.a, two.a) &&
    near(one.b, two.b) &&
    (round || Math.min(turned, Math.PI - turned) <= nearRadians)
  );
}
