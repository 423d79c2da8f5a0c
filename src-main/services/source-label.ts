import { assertNever } from '../../src-shared/assert-never';
import type { Verdict } from '../../src-shared/dataset/label';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SkippedFile } from '../../src-shared/ipc/views';
import {
  edgesOfLengths,
  lengthsOfEdges,
  unionOfEdges,
} from '../../src-shared/labelling/pixel-edges';
import type { MaskLengths } from '../database/mask-queries';
import { allBlack, type Region, type StoredImage } from '../decoder-process/decoder-calls';
import { ellipseProblem } from '../importers/ellipse-problem';
import type { SourceFile, SourceImage, SourceShape } from '../importers/importer';
import type { PreparedImage } from './image-intake';
import { maxEllipses } from './labelling-service';
import type { OpenProject } from './project-service';

type PreparedEllipse = PreparedImage['ellipses'][number];

/** A fit below this is listed, for somebody to look at. */
export const poorIou = 0.8;

export interface CompletedLabel {
  readonly verdict: Verdict;
  readonly ellipses: readonly PreparedEllipse[];
  readonly skipped: readonly SkippedFile[];
  readonly poorFits: readonly SkippedFile[];
  /** Of all its masks together; null for none. */
  readonly mask: MaskLengths | null;
}

/**
 * The label of an image whose size is known by now: shapes become ellipses, masks are fitted.
 *
 * @returns why the image is left out, as a text, where its label cannot be used.
 * @throws ExpectedFailure only what ends the whole import.
 */
export async function completeLabel(
  project: OpenProject,
  item: SourceImage,
  image: StoredImage,
): Promise<CompletedLabel | string> {
  const { shapes = [], masks } = item;
  if (item.ellipses.length + shapes.length > maxEllipses) {
    return `has ${shapes.length} marks; an image has at most ${maxEllipses} ellipses`;
  }
  const given = item.ellipses.map(
    (shape) => ({ shape, origin: 'imported', fitIou: null }) as const,
  );
  const shaped = await fromShapes(project, shapes, image);
  const masked = await Promise.all(masks.map((mask) => fromMask(project, item, mask, image)));
  const ellipses = [...given, ...shaped.ellipses];
  for (const { shape } of ellipses) {
    const problem = ellipseProblem(shape, image.width, image.height);
    if (problem !== null) {
      const { file, line } = item.labelAt ?? { file: item.name, line: null };
      return `its ellipse in ${file}${line === null ? '' : `, line ${line},`} ${problem}`;
    }
  }
  const at = item.labelAt?.file ?? item.name;
  const empty = shaped.empty.map((index) => ({
    file: item.name,
    reason: `mark ${index + 1} in ${at} covers no pixel of the image; it is left out`,
  }));
  const all = [...ellipses, ...masked.flatMap((mask) => mask.ellipses)];
  return {
    verdict: masked[0]?.verdict ?? item.verdict,
    ellipses: all,
    skipped: [...empty, ...masked.flatMap((mask) => mask.skipped)],
    poorFits: poorFitsAmong(all, item.name),
    mask: joined(masked.flatMap(({ lengths }) => (lengths === null ? [] : [lengths]))),
  };
}

/** Several masks of an image are one: what is white in any of them. */
function joined(masks: readonly MaskLengths[]): MaskLengths | null {
  return masks.length === 0 ? null : lengthsOfEdges(unionOfEdges(masks.map(edgesOfLengths)));
}

function poorFitsAmong(ellipses: readonly PreparedEllipse[], file: string): readonly SkippedFile[] {
  return ellipses.flatMap(({ fitIou }, i) =>
    fitIou === null || fitIou >= poorIou
      ? []
      : [
          {
            file,
            reason: `ellipse ${i + 1} covers what is marked with an IoU of ${fitIou.toFixed(2)}`,
          },
        ],
  );
}

async function fromShapes(
  project: OpenProject,
  shapes: readonly SourceShape[],
  { width, height }: StoredImage,
): Promise<{ ellipses: readonly PreparedEllipse[]; empty: readonly number[] }> {
  const regions = shapes.flatMap((shape) => regionOf(shape, width, height) ?? []);
  const fits =
    regions.length === 0
      ? []
      : await project.decoder.call('fit-regions', { regions, width, height });
  let fitted = 0;
  const empty: number[] = [];
  const ellipses = shapes.flatMap((shape, index): PreparedEllipse[] => {
    switch (shape.kind) {
      case 'ellipse':
        return [
          {
            ...{ shape: shape.ellipse, origin: shape.origin },
            ...{ fitIou: shape.fitIou, proposal: shape.proposal },
          },
        ];
      case 'box':
        return [inscribed(shape, width, height)];
      case 'polygon':
      case 'picture':
      case 'runs': {
        const fit = fits[fitted] ?? null;
        fitted += 1;
        if (fit === null) {
          empty.push(index);
          return [];
        }
        return [{ shape: fit.shape, origin: 'fitted', fitIou: fit.iou }];
      }
      default:
        return assertNever(shape);
    }
  });
  return { ellipses, empty };
}

function regionOf(shape: SourceShape, width: number, height: number): Region | null {
  switch (shape.kind) {
    case 'ellipse':
    case 'box':
      return null;
    case 'runs':
      // Runs for another size say nothing about this image.
      return {
        kind: 'runs',
        counts: shape.width === width && shape.height === height ? shape.counts : [],
      };
    case 'picture':
      return shape;
    case 'polygon': {
      const [x, y] = shape.unit === 'pixels' ? [1, 1] : [width, height];
      const rings = shape.rings.map((ring) =>
        ring.map((value, i) => value * (i % 2 === 0 ? x : y)),
      );
      return { kind: 'polygon', rings };
    }
    default:
      return assertNever(shape);
  }
}

/** The ellipse that touches the four sides of a box; how well it covers the defect, nobody knows. */
function inscribed(
  box: Extract<SourceShape, { kind: 'box' }>,
  width: number,
  height: number,
): PreparedEllipse {
  const [across, down] = box.unit === 'pixels' ? [1, 1] : [width, height];
  const a = (box.width * across) / 2;
  const b = (box.height * down) / 2;
  const shape = { x: box.left * across + a, y: box.top * down + b, a, b, angle: 0 };
  return { shape, origin: 'inscribed', fitIou: null };
}

/** What one mask says. */
interface MaskLabel extends Pick<CompletedLabel, 'verdict' | 'ellipses' | 'skipped'> {
  /** Null where it is not kept. */
  readonly lengths: MaskLengths | null;
}

async function fromMask(
  project: OpenProject,
  item: SourceImage,
  mask: SourceFile,
  { width, height }: StoredImage,
): Promise<MaskLabel> {
  try {
    const fitted = await project.decoder.call('fit-mask', { file: mask.path, width, height });
    const ellipses = fitted.ellipses.map(
      ({ shape, iou }) => ({ shape, origin: 'fitted', fitIou: iou }) as const,
    );
    const { lengths } = fitted;
    const reason = `is too ragged to be kept with ${item.name}; the ellipses fitted to it are`;
    const skipped = lengths === null ? [{ file: mask.name, reason }] : [];
    return {
      verdict: item.maskDecides ? 'defective' : item.verdict,
      ...{ ellipses, skipped, lengths },
    };
  } catch (error) {
    const reason = reasonOf(error);
    if (item.maskDecides) {
      const verdict = reason === allBlack ? 'ok' : 'unlabelled';
      const skipped = { file: mask.name, reason: `${reason}; ${item.name} is taken unlabelled` };
      const listed = reason === allBlack ? [] : [skipped];
      return { verdict, ellipses: [], skipped: listed, lengths: null };
    }
    const left =
      item.masks.length === 1
        ? `${item.name} is taken as defective without an ellipse`
        : `${item.name} is taken without it`;
    const skipped = [{ file: mask.name, reason: `${reason}; ${left}` }];
    return { verdict: item.verdict, ellipses: [], skipped, lengths: null };
  }
}

/** Why one file cannot be used; a failure that is not the file's own is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof ExpectedFailure && error.failure.kind === 'bad-input') {
    return error.failure.message;
  }
  throw error;
}
