import type { ImportSummary } from './views';

/** What a long job came to; `kind` says which job it was. */
export type JobResult =
  /** An import or a sample. */
  | { readonly kind: 'import'; readonly summary: ImportSummary }
  /** What an import would do. */
  | { readonly kind: 'import-check'; readonly summary: ImportSummary };

export type JobKind = JobResult['kind'];
