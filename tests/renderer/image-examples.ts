import type { ImageDetail, ImageRow, ProjectSummary } from '../../src-shared/ipc/views';

/** A row of the grid. */
export function imageRow(id: number, changes: Partial<ImageRow> = {}): ImageRow {
  return {
    id,
    sha256: String(id).padStart(64, '0'),
    name: `Class1/${id}.png`,
    width: 512,
    height: 512,
    textureId: 1,
    verdict: 'ok',
    review: 'labelled',
    ellipses: 0,
    groupName: null,
    ...changes,
  };
}

/** An image as the image view gets it. */
export function imageDetail(id: number, changes: Partial<ImageDetail> = {}): ImageDetail {
  return {
    ...imageRow(id),
    bitDepth: 8,
    ellipses: [],
    reviewing: { labelled: null, reviewed: null, refusal: null, notes: [] },
    canUndo: false,
    canRedo: false,
    ...changes,
  };
}

/** A project with one texture. */
export const project: ProjectSummary = {
  path: '/projects/plates.ellipsight',
  name: 'plates',
  readOnly: false,
  images: 450,
  textures: [
    {
      ...{ id: 1, name: 'Class1', colour: null, hotKey: null },
      ...{ ok: 400, defective: 50, unlabelled: 0, unsure: 0, ellipses: 50 },
    },
  ],
  excluded: 0,
  warning: null,
};
