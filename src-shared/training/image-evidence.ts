import type { EvidenceMap } from '../evaluation/evidence-map';
import type { ProposedEllipse } from '../labelling/proposed-ellipses';

/** What one model sees in one image, as its trainer left it; kept by the hashes of both. Lengths are scaled pixels. */
export interface ImageEvidence {
  readonly formatVersion: 1;
  /** Of the scaled image. */
  readonly width: number;
  readonly height: number;
  /** Index of the texture that it was taken for. */
  readonly texture: number;
  readonly defective: boolean;
  /** Of the most defective patch, 0 … 1. */
  readonly score: number;
  /** Of the grid, row by row. */
  readonly patches: readonly { readonly x: number; readonly y: number; readonly score: number }[];
  /** `values` as little-endian float32 in base64. */
  readonly map: Omit<EvidenceMap, 'values'> & { readonly values: string };
  /** Best first; none where the image is decided ok. */
  readonly proposals: readonly ProposedEllipse[];
}
