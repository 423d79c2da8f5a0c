import { z } from '../jitless-zod';
import { groupNamingSchema, importCorrectionsSchema } from '../dataset/import-corrections';
import { reviews, verdicts } from '../dataset/label';
import { largestHashDistance } from '../dataset/perceptual-hash';
import { studentPlanSchema, teacherPlanSchema } from '../training/training-plan';
import { disagreementLimit, reasonSchema, textureFloorsSchema } from './choosing-requests';
import { mostCompared } from './comparison-views';
import { preprocessings } from '../training/weight-input';
import { modelFormatSchema } from './deployment-requests';
import { cleanKinds } from './disk-views';
import { imageFilterSchema } from './filter-schema';
import { inspectSchemas } from './inspect-schemas';
import { mostDropped } from './inspect-views';
import { languageNames } from '../language/languages';
import { pictureLookSchema } from './look-schema';
import { longestNotes } from './run-page-views';
import { purposes } from './purposes';
import { modelChoice, name, nothing, pageOf, path, rowId, runId } from './request-parts';
import { thresholdChoiceSchema } from './report-requests';
import type { RequestArgument, RequestName } from './requests';
import { keyBindingsSchema, viewAddressSchema } from './settings-requests';

const jobId = z.string().min(1).max(64);
const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const anyPlan = z.discriminatedUnion('kind', [teacherPlanSchema, studentPlanSchema]);

/** Image files are at most 8,192 pixels wide; an ellipse may reach out of its image, not out of reason. */
const coordinate = z.number().min(-32_768).max(32_768);
const semiAxis = z.number().gt(0).max(32_768);
const ellipse = z.strictObject({
  x: coordinate,
  y: coordinate,
  a: semiAxis,
  b: semiAxis,
  angle: z.number().min(-1000).max(1000),
});

const importArgument = z.strictObject({
  source: path,
  format: name,
  corrections: importCorrectionsSchema,
});

/** More images than a user clicks together; all under a filter need no list. */
const imageIds = z.array(rowId).max(100_000).readonly();
const imageSelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), imageIds }),
  z.strictObject({ kind: z.literal('filter'), filter: imageFilterSchema, except: imageIds }),
]);
const duplicateQuery = z.strictObject({
  split: z.strictObject({ splitSeed: seed, trial: z.int().min(1).max(1000) }).nullable(),
  distance: z.int().min(0).max(largestHashDistance),
});
/** Far more textures than a network tells apart. */
const classIndex = z.int().min(0).max(9999);
const newNote = z.strictObject({ ellipseId: rowId.nullable(), text: z.string().min(1).max(2000) });
const manyChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('verdict'),
    verdict: z.enum(verdicts),
    deleteEllipses: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('review'), review: z.enum(reviews) }),
  z.strictObject({ kind: z.literal('texture'), textureId: rowId }),
  z.strictObject({ kind: z.literal('group'), group: z.string().max(200).nullable() }),
  z.strictObject({ kind: z.literal('exclude'), excluded: z.boolean() }),
]);
const choice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  ...imageSelection.options,
]);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The run-time check of every request's argument. `tests/main/ipc` holds the proof that each schema gives exactly
 * the type that {@link RequestArgument} has.
 */
export const requestSchemas = {
  'app.state': nothing,
  'app.set-theme': z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }),
  'app.set-language': z.strictObject({ language: z.enum(languageNames) }),
  'app.drop': z.strictObject({
    paths: z.array(path).min(1).max(mostDropped),
    leftOut: z.int().min(0).max(10_000_000),
  }),
  'app.choose': z.strictObject({ purpose: z.enum(purposes) }),
  'app.set-author': z.strictObject({ name: z.string().trim().min(1).max(200) }),
  'app.set-keys': z.strictObject({ keys: keyBindingsSchema }),
  'app.set-view': z.strictObject({ view: viewAddressSchema }),
  'app.doctor': nothing,

  'project.create': z.strictObject({ path }),
  'project.beside': z.strictObject({ folder: path }),
  'project.open': z.strictObject({ path }),
  'project.close': nothing,
  'project.newest-backup': z.strictObject({ path }),
  'project.restore': z.strictObject({ path }),
  'project.summary': nothing,
  'project.sample': z.strictObject({
    textures: z.int().min(1).max(100),
    ok: z.int().min(0).max(100_000),
    defective: z.int().min(0).max(100_000),
    size: z.int().min(64).max(4096),
    seed,
  }),

  'import.preview': importArgument,
  'import.check': importArgument,
  'import.start': importArgument,
  'job.cancel': z.strictObject({ job: jobId }),

  'project.verify': nothing,
  'backups.list': nothing,
  'backups.make': nothing,
  'backups.restore-into': z.strictObject({ number: rowId, folder: path }),

  'export.plans': z.strictObject({ choice }),
  'export.labels': z.strictObject({ out: path, format: name, withImages: z.boolean(), choice }),
  'models.export': z.strictObject({
    ...{ run: runId, trial: z.int().min(1).max(100), format: modelFormatSchema, out: path },
  }),
  'archive.export': z.strictObject({ file: path, choice }),
  'archive.check': z.strictObject({ file: path }),
  'archive.import': z.strictObject({ file: path, theirs: z.array(sha256).max(1_000_000) }),

  'images.page': z.strictObject({
    filter: imageFilterSchema,
    ...pageOf,
  }),
  'images.get': z.strictObject({ imageId: rowId }),
  'images.check-file': z.strictObject({ imageId: rowId }),
  'images.tone': z.strictObject({ imageId: rowId }),
  'images.mask': z.strictObject({ imageId: rowId }),
  'looks.list': nothing,
  'looks.set': z.strictObject({ textureId: rowId, look: pictureLookSchema }),
  'images.history': z.strictObject({ imageId: rowId }),
  'images.neighbours': z.strictObject({ imageId: rowId, filter: imageFilterSchema }),

  'images.labellers': nothing,

  'labels.add-ellipses': z.strictObject({
    imageId: rowId,
    shapes: z.array(ellipse).min(1).max(1000),
  }),
  'labels.change-ellipses': z.strictObject({
    imageId: rowId,
    changes: z
      .array(z.strictObject({ ellipseId: rowId, shape: ellipse }))
      .min(1)
      .max(1000),
  }),
  'labels.delete-ellipses': z.strictObject({
    imageId: rowId,
    ellipseIds: z.array(rowId).min(1).max(1000),
  }),
  'labels.set-verdict': z.strictObject({
    imageId: rowId,
    verdict: z.enum(verdicts),
    deleteEllipses: z.boolean(),
  }),
  'labels.review': z.strictObject({
    imageId: rowId,
    review: z.enum(reviews),
    note: newNote.nullable(),
  }),
  'notes.add': z.strictObject({ imageId: rowId, note: newNote }),
  'notes.remove': z.strictObject({ noteId: rowId }),
  'filters.list': nothing,
  'filters.save': z.strictObject({ name, filter: imageFilterSchema, replace: z.boolean() }),
  'filters.remove': z.strictObject({ name }),
  'doubts.list': z.strictObject({ run: runId, atLeast: z.number().min(0).max(1), ...pageOf }),
  'doubts.rule': z.strictObject({
    imageId: rowId,
    run: runId,
    labelRight: z.boolean(),
    note: z.string().max(2000),
  }),
  'rulings.list': z.strictObject(pageOf),
  'proposals.runs': nothing,
  'proposals.list': z.strictObject({ imageId: rowId }),
  'proposals.make': z.strictObject({ selection: imageSelection, model: modelChoice }),
  'proposals.accept': z.strictObject({
    imageId: rowId,
    accepted: z
      .array(z.strictObject({ proposalId: rowId, shape: ellipse.nullable() }))
      .min(1)
      .max(1000),
  }),
  'proposals.reject': z.strictObject({
    imageId: rowId,
    proposalIds: z.array(rowId).min(1).max(1000),
  }),
  'proposals.evidence': z.strictObject({ imageId: rowId, model: modelChoice }),
  ...inspectSchemas,
  'labels.undo': nothing,
  'labels.redo': nothing,

  'images.change-many': z.strictObject({ selection: imageSelection, change: manyChange }),
  'images.stop-changing': nothing,
  'images.purge-preview': nothing,
  'images.purge': nothing,

  'groups.preview': z.strictObject({ selection: imageSelection, naming: groupNamingSchema }),
  'groups.set': z.strictObject({ selection: imageSelection, naming: groupNamingSchema }),

  'duplicates.find': z.strictObject({ query: duplicateQuery }),
  'duplicates.group': z.strictObject({ query: duplicateQuery, onlyAcross: z.boolean() }),

  'disk.use': nothing,
  'disk.clean': z.strictObject({ kinds: z.array(z.enum(cleanKinds)).min(1).max(10) }),

  'weights.list': nothing,
  'weights.inspect': z.strictObject({ file: path, architecture: name.nullable() }),
  'weights.import': z.strictObject({
    file: path,
    name,
    architecture: name,
    preprocessing: z.enum(preprocessings),
    licence: z.string().min(1).max(1000).nullable(),
    digest: sha256,
  }),
  'weights.remove': z.strictObject({ name }),

  'textures.add': z.strictObject({ name }),
  'textures.change': z.strictObject({
    textureId: rowId,
    change: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('name'), name }),
      z.strictObject({ kind: z.literal('colour'), colour: z.string().length(7).nullable() }),
      z.strictObject({ kind: z.literal('key'), hotKey: z.string().length(1).nullable() }),
    ]),
  }),
  'textures.order': z.strictObject({ textureIds: z.array(rowId).min(1).max(10_000) }),
  'textures.merge': z.strictObject({ from: rowId, into: rowId }),

  'runs.list': nothing,
  'runs.get': z.strictObject({ run: runId }),
  'students.sizes': z.strictObject({ teacher: runId }),
  'students.time': z.strictObject({ teacher: runId }),
  'plans.list': nothing,
  'plans.save': z.strictObject({ name, plan: teacherPlanSchema, replace: z.boolean() }),
  'plans.remove': z.strictObject({ name }),
  'plans.export': z.strictObject({ name, path }),
  'plans.import': z.strictObject({ path, replace: z.boolean() }),
  'plans.measure': z.strictObject({ plan: anyPlan }),
  'plans.architectures': z.strictObject({
    textures: z.int().min(1).max(10_000),
    patchSize: z.int().min(16).max(1024),
  }),
  'runs.compare': z.strictObject({ runs: z.array(runId).min(1).max(mostCompared) }),
  'runs.page': z.strictObject({ run: runId }),
  'runs.log': z.strictObject({ run: runId }),
  'runs.set-notes': z.strictObject({ run: runId, notes: z.string().max(longestNotes) }),
  'runs.decisions': z.strictObject({
    run: runId,
    trial: z.int().min(1).max(1000),
    iteration: z.int().min(1).max(10_000_000),
  }),
  'runs.check-plan': z.strictObject({ plan: anyPlan }),
  'runs.start-teacher': z.strictObject({ plan: teacherPlanSchema }),
  'runs.start-student': z.strictObject({ plan: studentPlanSchema }),
  'runs.cancel': z.strictObject({ run: runId }),
  'runs.resume': z.strictObject({ run: runId }),
  'runs.pause': z.strictObject({ run: runId }),
  'runs.move': z.strictObject({ run: runId, place: z.int().min(1).max(1_000_000) }),
  'queue.list': nothing,
  'queue.continue': z.strictObject({ goOn: z.boolean() }),

  'choosing.get': z.strictObject({ teacher: runId }),
  'choosing.test': z.strictObject({ run: runId }),
  'floors.set': z.strictObject({ floors: textureFloorsSchema }),
  'releases.get': nothing,
  'releases.check': modelChoice,
  'releases.promote': modelChoice.extend({ reason: reasonSchema }),
  'releases.back': z.strictObject({ reason: reasonSchema }),
  'runs.disagreements': z.strictObject({ run: runId, limit: disagreementLimit }),
  'runs.changes': z.strictObject({ before: runId, after: runId }),

  'report.get': z.strictObject({ run: runId }),
  'report.save': z.strictObject({ run: runId, path }),

  'rates.get': z.strictObject({ run: runId }),
  'rates.cell': z.strictObject({
    run: runId,
    ...{ labelled: classIndex, decided: classIndex, ...pageOf },
  }),
  'thresholds.set': z.strictObject({ run: runId, choice: thresholdChoiceSchema }),
} satisfies { readonly [N in RequestName]: z.ZodType<RequestArgument<N>> };
