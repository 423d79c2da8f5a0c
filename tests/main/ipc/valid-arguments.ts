import type { ImportCorrections } from '../../../src-shared/dataset/import-corrections';
import type { RequestArgument, RequestName } from '../../../src-shared/ipc/requests';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';

const teacher = teacherPreset('quick', 'transfer');
const student = studentPreset('quick', teacher, 'a-run', [4, 8, 16, 4, 4]);
const filter = { textureId: 1, verdict: 'ok', text: 'scratch' } as const;
const corrections: ImportCorrections = {
  renames: [{ from: 'Class1', to: 'felt' }],
  verdicts: [{ name: 'good', verdict: 'ok' }],
  groups: { kind: 'pattern', pattern: 'lot(\\d+)' },
};
const shape = { x: 100, y: 50.5, a: 20, b: 10, angle: 0.5 };

/** One argument a request, as a view would send it. */
export const validArguments: { readonly [N in RequestName]: RequestArgument<N> } = {
  'app.state': {},
  'app.set-theme': { theme: 'dark' },
  'app.set-language': { language: 'ko' },
  'app.drop': { path: '/somewhere/DAGM' },
  'app.choose': { purpose: 'import-source' },
  'app.set-author': { name: 'Kim Minseo' },
  'app.doctor': {},
  'project.create': { path: '/somewhere/steel.ellipsight' },
  'project.open': { path: '/somewhere/steel.ellipsight' },
  'project.close': {},
  'project.newest-backup': { path: '/somewhere/steel.ellipsight' },
  'project.restore': { path: '/somewhere/steel.ellipsight' },
  'project.summary': {},
  'project.sample': { textures: 6, ok: 40, defective: 12, size: 512, seed: 1 },
  'import.preview': { source: '/somewhere/DAGM', format: 'auto', corrections },
  'import.check': { source: '/somewhere/DAGM', format: 'auto', corrections },
  'import.start': { source: '/somewhere/DAGM', format: 'auto', corrections },
  'job.cancel': { job: 'job-1' },
  'project.verify': {},
  'backups.list': {},
  'backups.make': {},
  'backups.restore-into': { number: 12, folder: '/elsewhere/steel.ellipsight' },
  'export.plans': { choice: { kind: 'filter', filter, except: [9] } },
  'export.labels': {
    ...{ out: '/somewhere/coco', format: 'coco', withImages: true, choice: { kind: 'all' } },
  },
  'archive.export': { file: '/somewhere/a.zip', choice: { kind: 'ids', imageIds: [3, 4] } },
  'archive.check': { file: '/somewhere/a.zip' },
  'archive.import': { file: '/somewhere/a.zip', theirs: ['ab'.repeat(32)] },
  'images.page': { filter, offset: 0, limit: 200 },
  'images.get': { imageId: 7 },
  'images.check-file': { imageId: 7 },
  'images.history': { imageId: 7 },
  'images.neighbours': { imageId: 7, filter },
  'labels.add-ellipse': { imageId: 7, shape },
  'labels.change-ellipse': { imageId: 7, ellipseId: 3, shape },
  'labels.delete-ellipses': { imageId: 7, ellipseIds: [3, 4] },
  'labels.set-verdict': { imageId: 7, verdict: 'unsure', deleteEllipses: false },
  'labels.undo': {},
  'labels.redo': {},
  'images.change-many': {
    selection: { kind: 'filter', filter: { ...filter, excluded: true }, except: [7] },
    change: { kind: 'exclude', excluded: false },
  },
  'images.stop-changing': {},
  'images.purge-preview': {},
  'images.purge': {},
  'groups.preview': {
    selection: { kind: 'ids', imageIds: [1, 2] },
    naming: { kind: 'csv', file: '/somewhere/lots.csv' },
  },
  'groups.set': {
    selection: { kind: 'ids', imageIds: [1, 2] },
    naming: { kind: 'pattern', pattern: 'lot(\\d+)' },
  },
  'duplicates.find': { query: { split: { splitSeed: 1, trial: 2 }, distance: 8 } },
  'duplicates.group': { query: { split: null, distance: 8 }, onlyAcross: true },
  'disk.use': {},
  'disk.clean': { kinds: ['caches', 'orphans'] },
  'textures.add': { name: 'Felt' },
  'textures.change': { textureId: 1, change: { kind: 'colour', colour: '#aa3300' } },
  'textures.order': { textureIds: [2, 1] },
  'textures.merge': { from: 1, into: 2 },
  'runs.list': {},
  'runs.get': { run: 'a-run' },
  'plans.architectures': { textures: 6, patchSize: 224 },
  'runs.check-plan': { plan: student },
  'runs.start-teacher': { plan: teacher },
  'runs.start-student': { plan: student },
  'runs.cancel': { run: 'a-run' },
  'runs.resume': { run: 'a-run' },
  'runs.pause': { run: 'a-run' },
  'runs.move': { run: 'a-run', place: 2 },
  'queue.list': {},
  'queue.continue': { goOn: true },
  'report.get': { run: 'a-run' },
  'report.save': { run: 'a-run', path: '/somewhere/report.html' },
};
