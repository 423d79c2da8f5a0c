import type { Verdict } from '../../src-shared/dataset/label';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { FlatPolygon } from '../../src-shared/labelling/ellipse-polygon';
import type { EllipseOrigin, EllipseProposal } from '../database/label-queries';

/** A file of the source, by its path and by the name that messages and the project use. */
export interface SourceFile {
  readonly path: string;
  /** From the data set's or class's folder down, with `/`: `Class1_def/12.png`. */
  readonly name: string;
}

/** Of the image's pixels, or of its width and height. */
export type LengthUnit = 'pixels' | 'shares';

/** What a source marks as one defect. Polygons and runs become ellipses by a fit, boxes by inscribing. */
export type SourceShape = MarkedForm & {
  /** What the source calls this kind of mark; a verdict rule may go by it. */
  readonly className?: string;
};

type MarkedForm =
  | {
      readonly kind: 'ellipse';
      readonly ellipse: Ellipse;
      readonly origin: EllipseOrigin;
      readonly fitIou: number | null;
      /** Of one that a model proposed, in a project. */
      readonly proposal?: EllipseProposal | undefined;
    }
  | {
      readonly kind: 'box';
      readonly left: number;
      readonly top: number;
      readonly width: number;
      readonly height: number;
      readonly unit: LengthUnit;
    }
  | { readonly kind: 'polygon'; readonly rings: readonly FlatPolygon[]; readonly unit: LengthUnit }
  | {
      /** Lengths of runs down the columns, beginning with one outside: COCO's RLE. */
      readonly kind: 'runs';
      readonly counts: readonly number[];
      readonly width: number;
      readonly height: number;
    }
  | {
      /** A small mask as an image file, base64, with its corner in the image. */
      readonly kind: 'picture';
      readonly base64: string;
      readonly left: number;
      readonly top: number;
    };

/** An image of the source with what the source says about it. */
export interface SourceImage extends SourceFile {
  readonly kind: 'image';
  readonly texture: string;
  /** Its group, where the source names one. */
  readonly group?: string | null;
  readonly verdict: Verdict;
  /** Image pixels, the project's convention. */
  readonly ellipses: readonly Ellipse[];
  /** Further marks, in whatever form. */
  readonly shapes?: readonly SourceShape[];
  /** Masks to which ellipses are to be fitted, each by itself; only where `ellipses` is empty. */
  readonly masks: readonly SourceFile[];
  /** Whether its one mask says the verdict too: black is ok. */
  readonly maskDecides?: boolean;
  /** Where the label stands, e.g. `Class1_def/labels.txt, line 7`; null where the folder says it. */
  readonly labelAt: { readonly file: string; readonly line: number | null } | null;
}

export type ImportItem = SourceImage | ({ readonly kind: 'skipped' } & SkippedFile);

export interface RecognisedSource {
  readonly textures: readonly {
    readonly name: string;
    readonly images: number;
    readonly defective: number;
  }[];
  /** Absolute paths of the folders whose images are taken or listed. */
  readonly folders: readonly string[];
  /** Whether names of folders alone were recognised; a format that knows their labels comes before it. */
  readonly byNamesAlone?: boolean;
  /** Everything in the source in a fixed order: each image, and each file or line that cannot be used. */
  read(): AsyncIterable<ImportItem>;
}

/** One format, in one file `NAME.importer.ts`. An importer only looks at names and label files; it decodes nothing. */
export interface Importer {
  /** As in `--format NAME`; the file's name. */
  readonly name: string;
  /** What to call it in the window. */
  readonly title: string;
  /** Formats are tried in this order. */
  readonly rank: number;
  /** Whether any folder with images is taken; such a format is asked only where no other knows the folder. */
  readonly takesAny: boolean;
  /**
   * @param folder absolute path of a folder that exists.
   * @returns null where the folder is of another format.
   */
  recognise(folder: string): Promise<RecognisedSource | null>;
}
