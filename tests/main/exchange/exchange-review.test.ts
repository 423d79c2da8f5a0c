import { expect, test } from 'vitest';
import { imageByHash } from '../../../src-main/database/image-queries';
import { imageDetail } from '../../../src-main/services/image-service';
import { addEllipse } from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { addNote, reviewImage } from '../../../src-main/services/review-service';
import { undo } from '../../../src-main/services/undo-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import type { ImageDetail } from '../../../src-shared/ipc/views';
import { asPerson, temporaryProject } from '../temporary-project';
import { exported, sampled, shape, taken } from './exchange-steps';

function byHash(project: OpenProject, sha256: string): ImageDetail {
  return imageDetail(project, imageByHash(project.database, sha256)?.id ?? 0);
}

test('an archive carries who labelled and reviewed, and the notes with their ellipses', async () => {
  const project = await sampled();
  const lee = asPerson(project, 'Lee');
  const { sha256, ellipses } = addEllipse(asPerson(project, 'Kim'), 1, shape);
  const ellipseId = ellipses.at(-1)?.id ?? 0;
  const sent = reviewImage(lee, 1, 'disputed', { text: 'Too long.', ellipseId });
  const other = await temporaryProject();
  await taken(other, await exported(project));
  const got = byHash(other, sha256);
  expect(got.review).toBe('disputed');
  expect(got.reviewing).toMatchObject({
    labelled: sent.reviewing.labelled,
    reviewed: sent.reviewing.reviewed,
    notes: [{ text: 'Too long.', who: 'Lee', at: sent.reviewing.notes[0]?.at }],
  });
  expect(got.reviewing.notes[0]?.ellipseId).toBe(got.ellipses.at(-1)?.id);
  expect((await verifyProject(other)).findings).toEqual([]);
});

test('a label that is taken over brings its notes, once, and undo takes both back', async () => {
  const project = await sampled();
  const first = await exported(project);
  const other = await temporaryProject();
  await taken(other, first);
  const { sha256 } = addEllipse(project, 1, shape);
  addNote(project, 1, { text: 'See lot 7.', ellipseId: null });
  const newer = await exported(project);
  const before = byHash(other, sha256);
  await taken(other, newer, 'theirs');
  expect(byHash(other, sha256)).toMatchObject({
    verdict: 'defective',
    reviewing: { notes: [{ text: 'See lot 7.' }] },
  });
  expect((await verifyProject(other)).findings).toEqual([]);
  undo(other);
  expect(byHash(other, sha256)).toMatchObject({
    verdict: before.verdict,
    reviewing: before.reviewing,
  });
});
