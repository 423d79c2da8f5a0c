/** What a place is chosen for in the system's dialog. */
export const purposes = [
  'new-project',
  'open-project',
  'import-source',
  'group-table',
  'save-report',
  'export-labels',
  'export-bundle',
  'export-onnx',
  'export-safetensors',
  'export-saved-model',
  'save-archive',
  'open-archive',
  'weights-file',
  'restore-into',
  'save-plan',
  'open-plan',
  'inspect-folder',
  'open-bundle',
] as const;
export type Purpose = (typeof purposes)[number];
