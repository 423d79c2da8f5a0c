import type { RatesView, ScoreColumns } from '../ipc/rates-views';
import { calibration } from './calibration';
import { confusionMatrix } from './confusion';
import type { RateCertainty } from './rate-certainty';
import { scoreCurves } from './score-curves';
import type { DecidedLabel } from './texture-rates';
import type { LabelledScore } from './threshold';

/** How well a texture's images are told apart. */
export interface TextureRatesSummary {
  readonly texture: string;
  readonly tpr: RateCertainty;
  readonly tnr: RateCertainty;
  /** Null unless the texture has images of both kinds. */
  readonly rocArea: number | null;
  readonly averagePrecision: number | null;
}

/** `rates` of `evaluate --json`: test side, decisions of all trials together. */
export interface RatesSummary {
  readonly rocArea: number | null;
  readonly averagePrecision: number | null;
  /** Null without images. */
  readonly calibrationError: number | null;
  readonly brierScore: number | null;
  /** In class order. */
  readonly textures: readonly TextureRatesSummary[];
  /** `[labelled class][decided class]`, class index = 2 · texture + (defective ? 1 : 0). */
  readonly confusion: readonly (readonly number[])[];
}

/** Areas, calibration, intervals and confusion of the test side. */
export function ratesSummary({ textures, test, certainty }: RatesView): RatesSummary {
  const all = columnScores(test, null);
  const curves = scoreCurves(all);
  const calibrated = calibration(all);
  return {
    rocArea: curves?.rocArea ?? null,
    averagePrecision: curves?.averagePrecision ?? null,
    calibrationError: calibrated?.expectedError ?? null,
    brierScore: calibrated?.brierScore ?? null,
    textures: certainty.map((rates, index) => {
      const own = scoreCurves(columnScores(test, index));
      return {
        ...rates,
        rocArea: own?.rocArea ?? null,
        averagePrecision: own?.averagePrecision ?? null,
      };
    }),
    confusion: confusionMatrix(textures.length, columnLabels(test)),
  };
}

/** The scores of one texture's images, or of all. */
export function columnScores(
  { textures, defective, scores }: ScoreColumns,
  texture: number | null,
): readonly LabelledScore[] {
  return scores.flatMap((score, at) =>
    texture === null || textures[at] === texture
      ? [{ score, defective: defective[at] === true }]
      : [],
  );
}

/** Labels beside decisions, one a row. */
export function columnLabels(columns: ScoreColumns): readonly DecidedLabel[] {
  const { textures, defective, predictedTextures, predictedDefective } = columns;
  return textures.map((texture, at) => ({
    texture,
    defective: defective[at] === true,
    predictedTexture: predictedTextures[at] ?? 0,
    predictedDefective: predictedDefective[at] === true,
  }));
}
