import type { Failure } from '../../src-shared/ipc/failure';
import type { WeightsReading } from '../../src-shared/ipc/weights-views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { FlatPolygon } from '../../src-shared/labelling/ellipse-polygon';
import type { ImageTone, ValueWindow } from '../../src-shared/labelling/picture-look';
import type { DecidedFile, DecideRequest, DecidingFeatures } from './deployment/decide-image-file';
import type { NearestRequest, NearFeatures } from './deployment/nearest-features';
import type { TimedDecisions, TimeDecisionsRequest } from './deployment/time-decisions';
import type { WriteModelRequest, WrittenModel } from './deployment/write-model';
import type { WeightsRequest } from './weights/read-weights';
import type { StoredWeights, StoreWeightsRequest } from './weights/store-weights';

/** Formats that are decoded; what a file is, its first bytes say, not its name. */
export type DecodedFormat = 'png' | 'jpeg' | 'tiff' | 'webp' | 'bmp';

/** What an image file holds. */
export interface InspectedImage {
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly bytes: number;
  readonly format: DecodedFormat;
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 for gray, else 3; an alpha channel is not counted. */
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
}

export interface StoredImage extends InspectedImage {
  /** False where the store already held these bytes. */
  readonly created: boolean;
  /** 16 hex digits; left out where it is made later. */
  readonly perceptualHash?: string;
}

export interface FittedEllipse {
  readonly shape: Ellipse;
  /** Intersection over union with the mask. */
  readonly iou: number;
}

/** A mask as it is kept, and the ellipses that stand for it. */
export interface FittedMask {
  readonly ellipses: readonly FittedEllipse[];
  /** See src-shared/labelling/pixel-edges.ts; null where the mask is too ragged to be kept. */
  readonly lengths: readonly number[] | null;
}

/** What `fit-mask` says of a mask without a white pixel. */
export const allBlack = 'is all black';

/** A region of an image, pixels. */
export type Region =
  | { readonly kind: 'polygon'; readonly rings: readonly FlatPolygon[] }
  | {
      /** Lengths of runs down the columns, beginning with one outside: COCO's RLE. */
      readonly kind: 'runs';
      readonly counts: readonly number[];
    }
  | {
      /** A mask of a part of the image, as an image file; what is beyond the image does not count. */
      readonly kind: 'picture';
      readonly base64: string;
      readonly left: number;
      readonly top: number;
    };

export interface PixelFileRequest {
  readonly images: readonly {
    readonly file: string;
    /** What the file's bytes must hash to. */
    readonly sha256: string;
  }[];
  /** Share of the size, 0 < imageScale ≤ 1. */
  readonly imageScale: number;
  /** 1: colour is brought to gray by the mean of its channels; 3: gray is repeated. */
  readonly channels: 1 | 3;
  /** The file to write. */
  readonly out: string;
}

export interface PixelFile {
  /** Of the whole file. */
  readonly sha256: string;
  /** In the order of the request. */
  readonly images: readonly {
    /** Byte offset of the first pixel. */
    readonly offset: number;
    /** Scaled, pixels; rows of width × channels bytes. */
    readonly width: number;
    readonly height: number;
  }[];
}

/** The calls that main makes to the decoder process, each with one argument. */
export interface DecoderCalls {
  inspect: { argument: { readonly file: string }; result: InspectedImage };
  /** Decodes the whole image, and copies its bytes into the content-addressed store, durably. */
  'store-image': {
    argument: { readonly file: string; readonly imagesFolder: string };
    result: StoredImage;
  };
  /** Of a stored image: 16 hex digits. */
  'perceptual-hash': {
    argument: { readonly file: string; readonly sha256: string };
    result: string;
  };
  thumbnail: {
    argument: {
      readonly file: string;
      readonly sha256: string;
      readonly out: string;
      /** The whole image as PNG, for formats that a page cannot show; false unless told. */
      readonly whole?: boolean;
    };
    result: null;
  };
  /** Counts the values of a stored image. */
  tone: { argument: { readonly file: string; readonly sha256: string }; result: ImageTone };
  /** Of a stored image, some of its values spread from black to white: an 8-bit PNG. */
  'window-picture': {
    argument: { readonly file: string; readonly sha256: string; readonly window: ValueWindow };
    result: Uint8Array;
  };
  /** Fits ellipses to a mask of exactly this size. */
  'fit-mask': {
    argument: { readonly file: string; readonly width: number; readonly height: number };
    result: FittedMask;
  };
  /** Fits one ellipse to each region of an image of this size; null where a region covers no pixel, or cannot be decoded. */
  'fit-regions': {
    argument: {
      readonly regions: readonly Region[];
      readonly width: number;
      readonly height: number;
    };
    result: readonly (FittedEllipse | null)[];
  };
  /** Writes a mask durably: white where an ellipse is. */
  'write-mask': {
    argument: {
      readonly ellipses: readonly Ellipse[];
      readonly width: number;
      readonly height: number;
      readonly out: string;
    };
    result: null;
  };
  'generate-sample': {
    argument: {
      readonly seed: number;
      /** 0-based recipe. */
      readonly texture: number;
      readonly index: number;
      readonly defective: boolean;
      /** Side, pixels. */
      readonly size: number;
      readonly imagesFolder: string;
    };
    result: { readonly image: StoredImage; readonly ellipses: readonly Ellipse[] };
  };
  /** Looks into a weight file; nothing is changed. */
  'read-weights': { argument: WeightsRequest; result: WeightsReading };
  /** Stores its convolutions in the library of this user. */
  'store-weights': { argument: StoreWeightsRequest; result: StoredWeights };
  'write-pixels': { argument: PixelFileRequest; result: PixelFile };
  /** Writes a trial's model as other programs read it. */
  'write-model': { argument: WriteModelRequest; result: WrittenModel };
  /** Decodes an image, and computes what an ONNX model of ours says of its grid. */
  decide: { argument: DecideRequest; result: DecidedFile };
  /** What goes into a network's last layer for the patch that decides an image. */
  'deciding-features': { argument: DecideRequest; result: DecidingFeatures };
  'nearest-features': { argument: NearestRequest; result: readonly NearFeatures[] };
  /** Times decisions of a network with random numbers, for `bench`. */
  'time-decisions': { argument: TimeDecisionsRequest; result: TimedDecisions };
}

export type DecoderCallName = keyof DecoderCalls;
export type DecoderArgument<N extends DecoderCallName> = DecoderCalls[N]['argument'];
export type DecoderResult<N extends DecoderCallName> = DecoderCalls[N]['result'];

/** Main to decoder. */
export interface DecoderMessage<N extends DecoderCallName = DecoderCallName> {
  readonly id: number;
  readonly name: N;
  readonly argument: DecoderArgument<N>;
}

/** Decoder to main: `ready` once, first; then an answer to each call. A `bug` is anything that is no expected failure. */
export type DecoderReply =
  | { readonly kind: 'ready' }
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly failure: Failure }
  | { readonly id: number; readonly kind: 'bug'; readonly stack: string }
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number;
    };
