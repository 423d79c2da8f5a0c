import type { TextureRates } from '../evaluation/texture-rates';
import type { DecidedImage } from './run-views';

/** What a network decided at one evaluation of one trial, while it trained. */
export interface EvaluationDecisions {
  readonly run: string;
  readonly trial: number;
  readonly iteration: number;
  readonly side: 'validation' | 'test';
  readonly accuracy: number | null;
  /** Images that were decided. */
  readonly images: number;
  /** Counted again from the decisions; in class order. */
  readonly textures: readonly TextureRates[];
  /** Wrong decisions, escapes first, at most 200. */
  readonly wrong: readonly DecidedImage[];
  readonly wrongTotal: number;
}
