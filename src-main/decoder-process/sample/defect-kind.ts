/** What can be wrong on a generated surface. */
export const defectKinds = [
  'erased',
  'turned',
  'coarsened',
  'smeared',
  'hatched',
  'thinned',
  'bright-spots',
  'dark-scratch',
  'raised-scratch',
] as const;
export type DefectKind = (typeof defectKinds)[number];
