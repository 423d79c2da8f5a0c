import { interpolated, type EvidenceMap } from '../evaluation/evidence-map';
import { connectedComponents } from './connected-components';
import type { Ellipse } from './ellipse';
import { fitEllipse } from './ellipse-fit';

/** An ellipse that a network's evidence suggests. */
export interface ProposedEllipse {
  /** Scaled pixels. */
  readonly shape: Ellipse;
  /** Largest evidence within it, 0 … 1. */
  readonly score: number;
}

export interface ProposalRule {
  /** Share of an image's largest evidence that belongs to a defect. */
  readonly threshold: number;
  /** Share of it that a defect must reach somewhere. */
  readonly peak: number;
  /** What is strongest is the middle of a defect: the fitted semi-axes are multiplied by this. */
  readonly growth: number;
}

/** Chosen on validation images (docs/results.md). */
export const proposalRule: ProposalRule = { threshold: 0.2, peak: 0.65, growth: 1.3 };

/** Proposals of one image at most: more would be no help. */
export const mostProposals = 8;

/** Cells of the finer grid on which evidence is cut out, along the longer side. */
const finest = 512;

/**
 * Ellipses fitted to where the evidence is: cells above a share of the largest value, blob by blob.
 *
 * @param width of the image, scaled pixels
 * @param height of the image, scaled pixels
 * @returns best first; none where there is no evidence
 */
export function proposedEllipses(
  map: EvidenceMap,
  width: number,
  height: number,
  rule: ProposalRule = proposalRule,
): readonly ProposedEllipse[] {
  const largest = map.values.reduce((most, value) => Math.max(most, value), 0);
  if (largest <= 0) return [];
  const fine = finer(map, width, height);
  const mask = fine.values.map((value) => (value >= rule.threshold * largest ? 1 : 0));
  return connectedComponents(Uint8Array.from(mask), fine.columns, fine.rows)
    .map((blob) => ({ blob, score: peakOf(fine.values, blob.mask) }))
    .filter(({ score }) => score >= rule.peak * largest)
    .sort((one, other) => other.score - one.score)
    .slice(0, mostProposals)
    .flatMap(({ blob, score }) => {
      const fit = fitEllipse(blob.mask, fine.columns, fine.rows);
      return fit === null ? [] : [{ shape: scaled(fit.ellipse, fine.cell, rule.growth), score }];
    });
}

/** The same evidence on cells some times as small, so that a fit sees a border rather than stairs. */
function finer(map: EvidenceMap, width: number, height: number): EvidenceMap {
  const most = Math.floor(finest / Math.max(map.columns, map.rows));
  const factor = Math.max(1, Math.min(4, most));
  const cell = map.cell / factor;
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const values = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      values[row * columns + column] = interpolated(
        map.values,
        map.rows,
        map.columns,
        (row + 0.5) / factor,
        (column + 0.5) / factor,
      );
    }
  }
  return { columns, rows, cell, values };
}

function peakOf(values: Float32Array, mask: Uint8Array): number {
  return values.reduce((most, value, at) => (mask[at] === 0 ? most : Math.max(most, value)), 0);
}

function scaled({ x, y, a, b, angle }: Ellipse, factor: number, axes: number): Ellipse {
  return { x: x * factor, y: y * factor, a: a * factor * axes, b: b * factor * axes, angle };
}
