import type { Review, Verdict } from '../../src-shared/dataset/label';
import type { StoredEllipse } from '../database/label-queries';

/** An image of the project with all that is decided about it. */
export interface ExportedImage {
  readonly sha256: string;
  /** As in the project, with `/`: `Class1_def/12.png`. */
  readonly name: string;
  /** The ending that fits its bytes, without the dot: `png`. */
  readonly ending: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly texture: string;
  readonly verdict: Verdict;
  readonly review: Review;
  readonly group: string | null;
  /** By id. */
  readonly ellipses: readonly StoredEllipse[];
}

/** What there is to export, in numbers of images, so that a format can say beforehand what it cannot hold. */
export interface LabelSurvey {
  readonly images: number;
  readonly ellipses: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Reviewed or disputed. */
  readonly looked: number;
  readonly grouped: number;
  /** Defective without an ellipse. */
  readonly bare: number;
  /** Defective with more than one. */
  readonly several: number;
}

/** The labels of a project, which do not change while they are exported. */
export interface ExportSource {
  /** In class order. */
  readonly textures: readonly string[];
  /** All images that are not excluded, by id; each call begins anew. */
  images(): AsyncIterable<ExportedImage>;
}

/** The folder that is being written; paths are relative to it, with `/`. */
export interface ExportTarget {
  text(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void>;
  /** The image's original bytes, unless only labels are asked for. */
  image(path: string, image: ExportedImage): Promise<void>;
  /** White where an ellipse is; 8-bit gray PNG of the image's size. */
  mask(path: string, image: ExportedImage): Promise<void>;
  /** Says that the image and its label are written. */
  written(image: ExportedImage): void;
  /** Says why an image is not. */
  left(image: ExportedImage, reason: string): void;
}

export const exportFormats = ['dagm', 'coco', 'labelme', 'csv', 'masks'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** One format, in one file `NAME.exporter.ts`. */
export interface Exporter {
  /** As in `--format NAME`; the file's name. */
  readonly name: ExportFormat;
  readonly title: string;
  /** What the format cannot hold of these labels, one sentence each; empty where it holds all. */
  losses(survey: LabelSurvey): readonly string[];
  write(source: ExportSource, target: ExportTarget): Promise<void>;
}
