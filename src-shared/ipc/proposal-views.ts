import type { Ellipse } from '../labelling/ellipse';
import type { HeatGrid } from '../labelling/heat-grid';
import type { ImageSelection } from './collection';
import type { ImageDetail, SkippedFile } from './views';

/** One trial's model of a run. */
export interface ModelChoice {
  readonly run: string;
  /** 1-based. */
  readonly trial: number;
}

/** A run with models that can be asked for proposals. */
export interface ProposingRun {
  readonly run: string;
  readonly kind: 'teacher' | 'student';
  /** Finished ones. */
  readonly trials: readonly number[];
}

/** An ellipse that a model suggests and nobody has decided about: no label. */
export interface ProposalView extends ModelChoice {
  readonly id: number;
  readonly shape: Ellipse;
  /** Of the evidence at its strongest place, 0 … 1. */
  readonly score: number;
}

/** A proposal that becomes an ellipse of the image; with another shape it counts as edited. */
export interface AcceptedProposal {
  readonly proposalId: number;
  /** null: as it is proposed. */
  readonly shape: Ellipse | null;
}

/** What a model sees in an image. */
export interface EvidenceView extends ModelChoice {
  /** Of the most defective patch, 0 … 1. */
  readonly score: number;
  readonly defective: boolean;
  /** Name of the texture that it takes the image for. */
  readonly texture: string;
  /** Class activation of the last convolution. */
  readonly activation: HeatGrid;
  /** Scores of the grid's patches; each place of the picture has the mean of those that cover it. */
  readonly patches: HeatGrid;
}

/** What asking for proposals came to. */
export interface ProposalSummary extends ModelChoice {
  readonly images: number;
  /** Proposed ellipses. */
  readonly proposals: number;
  /** Images that the model decides ok, and proposes nothing for. */
  readonly decidedOk: number;
  readonly skipped: readonly SkippedFile[];
  readonly cancelled: boolean;
}

/** What an image has of proposals after something was done to them. */
export interface ProposalsOfImage {
  readonly proposals: readonly ProposalView[];
}

/** What the window asks of main about proposals. */
export interface ProposalRequests {
  'proposals.runs': {
    argument: Record<string, never>;
    result: { runs: readonly ProposingRun[] };
  };
  /** Those of an image that wait for a decision, strongest first. */
  'proposals.list': { argument: { imageId: number }; result: ProposalsOfImage };
  /** Asks a model for proposals; those of the images that wait still are replaced. */
  'proposals.make': {
    argument: { selection: ImageSelection; model: ModelChoice };
    result: { job: string };
  };
  /** One gesture; the ellipses stand on the image from then on. */
  'proposals.accept': {
    argument: { imageId: number; accepted: AcceptedProposal[] };
    result: ImageDetail;
  };
  /** One gesture. */
  'proposals.reject': {
    argument: { imageId: number; proposalIds: number[] };
    result: ImageDetail;
  };
  /** Kept from when the model looked at the image; null where it has not, or it was removed since. */
  'proposals.evidence': {
    argument: { imageId: number; model: ModelChoice };
    result: { evidence: EvidenceView | null };
  };
}
