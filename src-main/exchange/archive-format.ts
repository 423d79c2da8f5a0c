import { pictureLookSchema } from '../../src-shared/ipc/look-schema';
import { z } from '../../src-shared/jitless-zod';
import { reviews, verdicts } from '../../src-shared/dataset/label';
import { maxEdges } from '../../src-shared/labelling/pixel-edges';
import { maxImageBytes } from '../decoder-process/image-limits';
import { ellipseOrigins } from '../database/label-queries';
import { ellipseProposalSchema } from '../importers/own-fields';
import { longestNote, maxNotes } from '../database/note-queries';

// What lies in an archive (docs/file-formats.md): `manifest.json`, `labels.jsonl`, and the images by their hash.

export const archiveFormat = 'ellipsight-archive';
export const archiveVersion = 1;
export const manifestName = 'manifest.json';
export const labelsName = 'labels.jsonl';

/** Entries that an archive may have. */
export const maxEntries = 1_000_000;

const megabyte = 1024 * 1024;

/** Bytes that an entry may have once it is unpacked. */
export function entryLimit(name: string): number {
  return name === manifestName
    ? 256 * megabyte
    : name === labelsName
      ? 1024 * megabyte
      : maxImageBytes;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const manifestSchema = z.strictObject({
  format: z.literal(archiveFormat),
  version: z.literal(archiveVersion),
  /** The project that it comes from, and the head of its history. */
  project: z.string().max(100),
  history: z.strictObject({ events: z.int().min(0), hash: sha256.nullable() }),
  at: z.string().max(40),
  entries: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        sha256,
        bytes: z.int().min(0),
      }),
    )
    .max(maxEntries),
  /** How its textures are shown, those that are not shown plainly. */
  looks: z
    .array(z.strictObject({ texture: z.string().min(1).max(200), look: pictureLookSchema }))
    .max(maxEntries)
    .optional(),
});
export type ArchiveLook = NonNullable<z.infer<typeof manifestSchema>['looks']>[number];
export type ArchiveManifest = z.infer<typeof manifestSchema>;

const name = z.string().min(1).max(200);
const moment = z.string().min(1).max(40);
const signature = z.strictObject({ by: name, at: moment });

const pixels = z.number().min(-32_768).max(32_768);

export const labelSchema = z.strictObject({
  /** Name of the image's entry. */
  entry: z.string().max(200),
  name: z.string().min(1).max(4096),
  texture: z.string().min(1).max(200),
  verdict: z.enum(verdicts),
  review: z.enum(reviews),
  /** Who labelled, and who reviewed or disputed it. */
  labelled: signature.optional(),
  reviewed: signature.optional(),
  notes: z
    .array(
      z.strictObject({
        /** Place among the ellipses; null: on the image, or on an ellipse that has gone. */
        ellipse: z.int().min(0).max(999).nullable(),
        text: z.string().min(1).max(longestNote),
        who: name,
        at: moment,
      }),
    )
    .max(maxNotes)
    .optional(),
  group: z.string().min(1).max(200).nullable(),
  ellipses: z
    .array(
      z.strictObject({
        x: pixels,
        y: pixels,
        a: z.number().gt(0).max(32_768),
        b: z.number().gt(0).max(32_768),
        angle: z.number().min(-1000).max(1000),
        origin: z.enum(ellipseOrigins),
        fitIou: z.number().min(0).max(1).nullable(),
        /** Where an accepted or edited one comes from. */
        proposal: ellipseProposalSchema.optional(),
      }),
    )
    .max(1000),
  /** The mask that it was imported with, as lengths (src-shared/labelling/pixel-edges.ts). */
  mask: z.array(z.int().min(0)).max(maxEdges).optional(),
});
export type ArchiveLabel = z.infer<typeof labelSchema>;

const imageEntry = /^images\/([0-9a-f]{2})\/(([0-9a-f]{2})[0-9a-f]{62})\.(png|jpg|tif|webp|bmp)$/;

/** The hash in the name of an image's entry; null where it is not the name of one. */
export function imageHashOf(name: string): string | null {
  const match = imageEntry.exec(name);
  return match === null || match[1] !== match[3] ? null : (match[2] ?? null);
}

/**
 * Why an entry may not be in an archive, by its name alone; null where it may. Only the names that we write are taken,
 * so nothing can leave the staging folder; the reasons tell what else was tried.
 */
export function entryNameProblem(name: string): string | null {
  if (name === manifestName || name === labelsName || imageHashOf(name) !== null) {
    return null;
  }
  const parts = name.split(/[\\/]/);
  if (name.includes('\0')) return 'has a NUL character in its name';
  if (/^([\\/]{2})/.test(name)) return 'names a network share';
  if (/^[\\/]/.test(name)) return 'has an absolute path';
  if (/^[A-Za-z]:/.test(name)) return 'names a drive';
  if (parts.includes('..')) return 'leads out of the archive';
  if (parts.some((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part))) {
    return 'has the name of a device';
  }
  if (imageHashOf(name.toLowerCase()) !== null || name.toLowerCase() === manifestName) {
    return 'differs from a known name in the case of its letters';
  }
  return 'is nothing that belongs into an archive of a project';
}

/** Deepest nesting of JSON that is read; ours has 4. */
const maxDepth = 16;

/** Reads JSON that strangers may have written. @throws SyntaxError with the reason */
export function parseForeignJson(text: string): unknown {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charCodeAt(index);
    if (inString) {
      if (sign === 92) index += 1;
      else if (sign === 34) inString = false;
    } else if (sign === 34) inString = true;
    else if (sign === 91 || sign === 123) {
      depth += 1;
      if (depth > maxDepth) throw new SyntaxError(`is nested more than ${maxDepth} deep`);
    } else if (sign === 93 || sign === 125) depth -= 1;
  }
  return JSON.parse(text, (key, value: unknown) => {
    if (key === '__proto__') throw new SyntaxError('has a key "__proto__"');
    return value;
  });
}
