import type { Preprocessing } from '../training/weight-input';

/** Containers that weights are read from. */
export type WeightContainer = 'keras-h5' | 'safetensors' | 'onnx' | 'tfjs-layers';

/** One tensor of a layer as it was found. */
export interface TensorReading {
  /** In the project's order: rows, columns, input channels, filters. */
  readonly shape: readonly number[];
  /** As stored in the file; all are kept as float32. */
  readonly type: string;
  /** Of its float32 values, little-endian, in the project's order. */
  readonly sha256: string;
}

/** What a file holds for one convolution of a network. */
export interface LayerReading {
  /** e.g. `block1_conv1`. */
  readonly layer: string;
  /** What the file calls it; null where it holds nothing for it. */
  readonly source: string | null;
  readonly kernel: TensorReading | null;
  readonly bias: TensorReading | null;
  /** Why it cannot be used; null where it can. */
  readonly problem: string | null;
}

/** What a weight file was found to hold; nothing was changed. */
export interface WeightsReading {
  /** Without its folder. */
  readonly file: string;
  readonly container: WeightContainer;
  /** Of the file; of a TensorFlow.js model its `model.json`. */
  readonly sha256: string;
  /** The network whose convolutions these are. */
  readonly architecture: string;
  readonly layers: readonly LayerReading[];
  /** Layers that are not taken, such as dense ones, in the file's order; at most twenty are named. */
  readonly unused: { readonly count: number; readonly names: readonly string[] };
  /** What the names suggest; null where they suggest nothing, and the user must say. */
  readonly preprocessing: Preprocessing | null;
  /** Found in the file, or known by the layers' hashes; null where nothing is stated. */
  readonly licence: string | null;
  /** Over the hashes of all layers: the same file read again gives the same. */
  readonly digest: string;
  /** Empty where the file can be imported. */
  readonly problems: readonly string[];
}

/** The set that a run started from, as its folder keeps it. */
export interface RunWeights {
  readonly name: string;
  /** Of the file in the run's folder. */
  readonly sha256: string;
  readonly licence: string | null;
  readonly source: string;
  readonly architecture: string;
  readonly preprocessing: Preprocessing;
}

/** A set of weights that a plan can name. */
export interface WeightSet {
  readonly name: string;
  /** True for the one that comes with the set-up. */
  readonly builtIn: boolean;
  /** The network whose convolutions it holds, e.g. `vgg16`. */
  readonly architecture: string;
  /** Names of its layers, e.g. `block1_conv1`. */
  readonly layers: readonly string[];
  readonly parameters: number;
  readonly preprocessing: Preprocessing;
  /** null where it was never stated. */
  readonly licence: string | null;
  /** The file that it came from. */
  readonly source: string;
  /** Of the stored set; null for the built-in one, whose layers are checked one by one. */
  readonly sha256: string | null;
  readonly bytes: number;
  /** ISO 8601; null for the built-in one. */
  readonly importedAt: string | null;
}

/** What to take of a weight file, and how. */
export interface WeightImport {
  file: string;
  name: string;
  architecture: string;
  preprocessing: Preprocessing;
  licence: string | null;
  /** Of the reading that this decision was made on. */
  digest: string;
}

/** The sets of this user, and the names of those whose record cannot be read. */
export interface WeightLibraryView {
  readonly sets: readonly WeightSet[];
  readonly damaged: readonly string[];
}
