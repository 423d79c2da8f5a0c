import type { ImportSummary, SkippedFile } from '../../src-shared/ipc/views';
import { countText } from '../reports/rate-text';

/** Files named one by one; the JSON has them all. */
const namedFiles = 20;

/** A list of files with their reasons under a title; nothing where it is empty. */
export function listedFiles(title: string, files: readonly SkippedFile[]): readonly string[] {
  if (files.length === 0) return [];
  const more = files.length - namedFiles;
  return [
    `${title}:`,
    ...files.slice(0, namedFiles).map(({ file, reason }) => `  ${file}: ${reason}`),
    ...(more > 0 ? [`  and ${more} more; --json lists all`] : []),
  ];
}

/** What an import or a sample did, for people. */
export function importText(summary: ImportSummary): string {
  const { added, known, skipped, ellipses } = summary;
  return [
    `${countText(added, 'image')} added with ${countText(ellipses, 'ellipse')}, ${known} known before, ${skipped.length} skipped.`,
    ...lists(summary),
    '',
  ].join('\n');
}

/** What an import would do, for people. */
export function checkText(summary: ImportSummary): string {
  const { added, known, skipped, ellipses } = summary;
  return [
    `Nothing was written. An import would add ${countText(added, 'image')} with ${countText(ellipses, 'ellipse')}; ${known} known before, ${skipped.length} skipped.`,
    ...lists(summary),
    '',
  ].join('\n');
}

function lists({ skipped, conflicts, poorFits = [] }: ImportSummary): readonly string[] {
  return [
    ...listedFiles('Skipped', skipped),
    ...listedFiles('Poor fits, to look at', poorFits),
    ...listedFiles('Labelled otherwise before; the project keeps its label', conflicts),
  ];
}
