import type { ModelExportSummary } from '../deployment/model-export';
import type { RestoredCopy, VerifyResult } from './backup-views';
import type { ArchiveExportSummary, ArchiveSummary, LabelExportSummary } from './export-views';
import type { ProposalSummary } from './proposal-views';
import type { ImportSummary } from './views';
import type { WeightSet, WeightsReading } from './weights-views';

/** What a long job came to; `kind` says which job it was. */
export type JobResult =
  /** An import or a sample. */
  | { readonly kind: 'import'; readonly summary: ImportSummary }
  /** What an import would do. */
  | { readonly kind: 'import-check'; readonly summary: ImportSummary }
  | { readonly kind: 'label-export'; readonly summary: LabelExportSummary }
  | { readonly kind: 'model-export'; readonly summary: ModelExportSummary }
  | { readonly kind: 'archive-export'; readonly summary: ArchiveExportSummary }
  /** What an archive holds for this project. */
  | { readonly kind: 'archive-check'; readonly summary: ArchiveSummary }
  | { readonly kind: 'archive-import'; readonly summary: ArchiveSummary }
  /** What a weight file holds. */
  | {
      readonly kind: 'weights-check';
      readonly summary: WeightsReading & { readonly suggestedName: string };
    }
  | { readonly kind: 'weights-import'; readonly summary: WeightSet }
  | { readonly kind: 'proposals'; readonly summary: ProposalSummary }
  | { readonly kind: 'verify'; readonly summary: VerifyResult }
  | { readonly kind: 'restore'; readonly summary: RestoredCopy };

export type JobKind = JobResult['kind'];
