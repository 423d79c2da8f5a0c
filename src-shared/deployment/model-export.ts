/** In what form a trained model leaves. */
export const modelFormats = ['onnx', 'safetensors', 'saved-model', 'bundle'] as const;
export type ModelFormat = (typeof modelFormats)[number];

/** What an export of a model came to. */
export interface ModelExportSummary {
  readonly run: string;
  readonly trial: number;
  readonly format: ModelFormat;
  /** Absolute: a file or a folder. */
  readonly out: string;
  /** Of the model's file. */
  readonly sha256: string;
  readonly parameters: number;
  /** How ONNX Runtime compared on the test images; null for forms that it does not read. */
  readonly verification: {
    readonly images: number;
    readonly patches: number;
    /** Largest |Δz| / max(1, |z|) over all logits. */
    readonly largestDifference: number;
    /** Test images that are no longer in the project. */
    readonly missing: number;
  } | null;
}
