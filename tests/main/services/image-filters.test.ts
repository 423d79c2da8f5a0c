import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchNeighbours, searchPage } from '../../../src-main/services/image-search';
import { setVerdict } from '../../../src-main/services/labelling-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { reviewImage } from '../../../src-main/services/review-service';
import {
  removeFilter,
  requireSavedFilter,
  savedFilters,
  saveFilter,
} from '../../../src-main/services/saved-filter-service';
import { reviews, verdicts } from '../../../src-shared/dataset/label';
import type { ImageFilter, ImageOrder } from '../../../src-shared/ipc/views';
import { quietBites } from '../collection/quiet-bites';
import { seedImages } from '../seeded-images';
import { asPerson, temporaryProject } from '../temporary-project';

const everything: ImageFilter = { textureId: null, verdict: null, text: '' };

interface Row {
  readonly id: number;
  readonly name: string;
  readonly texture: number;
  readonly verdict: string;
  readonly review: string;
  readonly by: string | null;
  readonly at: string | null;
}

/** Sixty images in three textures, labelled by two people and an import, some of them reviewed. */
async function mixed(): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(
    project,
    Array.from({ length: 60 }, (_, index) => ({
      texture: ['felt', 'weave', 'tin'][index % 3] ?? '',
      verdict: index % 4 === 0 ? ('unlabelled' as const) : ('ok' as const),
    })),
  );
  for (let id = 1; id <= 60; id += 1) {
    if (id % 5 === 0) setVerdict(asPerson(project, 'Kim'), id, 'defective', true);
    if (id % 7 === 0) setVerdict(asPerson(project, 'Lee'), id, 'unsure', true);
    const labelled = id % 4 !== 1 || id % 5 === 0 || id % 7 === 0;
    if (id % 6 === 0 && labelled) reviewImage(asPerson(project, 'Seo'), id, 'reviewed');
    if (id % 11 === 0 && labelled) reviewImage(asPerson(project, 'Seo'), id, 'disputed');
  }
  return project;
}

/** The same, found by looking at every row. */
function expected(project: OpenProject, filter: ImageFilter): readonly number[] {
  const rows = project.database
    .prepare<[], Row>(
      `SELECT id, name, texture_id AS texture, verdict, review, labelled_by AS "by", labelled_at AS at
       FROM images ORDER BY id`,
    )
    .all()
    .filter(
      (row) =>
        (filter.textureId === null || row.texture === filter.textureId) &&
        (filter.verdict === null || row.verdict === filter.verdict) &&
        (filter.review == null ||
          (filter.review === 'unreviewed'
            ? row.review !== 'reviewed'
            : row.review === filter.review)) &&
        (filter.labeller == null || (row.by ?? '') === filter.labeller) &&
        row.name.includes(filter.text),
    );
  const rank: Partial<Record<ImageOrder, (row: Row) => string | number | null>> = {
    name: ({ name }) => name,
    labelled: ({ at }) => at,
    // Textures came in the order of their numbers.
    texture: ({ texture }) => texture,
    verdict: ({ verdict }) => ['defective', 'unsure', 'ok', 'unlabelled'].indexOf(verdict),
    review: ({ review }) => ['disputed', 'labelled', 'reviewed'].indexOf(review),
    labeller: ({ by }) => by,
  };
  const key = rank[filter.order ?? 'added'] ?? (() => 0);
  const sorted = rows.sort((one, other) => {
    const [p, q] = [key(one), key(other)];
    if (p === q) return one.id - other.id;
    if (p === null) return 1;
    if (q === null) return -1;
    return (p < q ? -1 : 1) * (filter.order === 'labelled' ? -1 : 1);
  });
  return (filter.order === 'newest' ? sorted.reverse() : sorted).map(({ id }) => id);
}

test('every filter in every order finds what looking at each image finds, and its neighbours', async () => {
  const project = await mixed();
  const filters = fc.record({
    textureId: fc.constantFrom(null, 1, 2, 3),
    verdict: fc.constantFrom(null, ...verdicts),
    text: fc.constantFrom('', '', '1', '3.png'),
    review: fc.constantFrom(null, 'unreviewed' as const, ...reviews),
    labeller: fc.constantFrom(null, '', 'Kim', 'Lee', 'Nobody'),
    order: fc.constantFrom(
      ...(['added', 'newest', 'name', 'labelled', 'texture', 'verdict'] as const),
      ...(['review', 'labeller', 'score'] as const),
    ),
  });
  await fc.assert(
    fc.asyncProperty(filters, fc.nat(30), async (filter, offset) => {
      const wanted = expected(project, filter);
      const page = await searchPage(project, filter, offset, 20);
      expect(page.total).toBe(wanted.length);
      expect(page.rows.map(({ id }) => id)).toEqual(wanted.slice(offset, offset + 20));
      const [at] = page.rows;
      if (at === undefined) return;
      expect(await searchNeighbours(project, at.id, filter)).toEqual({
        previous: wanted[offset - 1] ?? null,
        next: wanted[offset + 1] ?? null,
        position: offset,
        total: wanted.length,
      });
    }),
    { numRuns: 200 },
  );
});

test('a search is found anew after every change, by whatever way', async () => {
  const project = await mixed();
  const filter: ImageFilter = { ...everything, text: 'seeded', order: 'verdict' };
  const first = async (): Promise<number | undefined> =>
    (await searchPage(project, filter, 0, 1)).rows[0]?.id;
  expect(await first()).toBe(5);
  setVerdict(project, 2, 'defective', false);
  expect(await first()).toBe(2);
  const two = { kind: 'ids', imageIds: [2] } as const;
  await changeImages(project, two, { kind: 'exclude', excluded: true }, quietBites);
  expect(await first()).toBe(5);
});

describe('a saved filter', () => {
  test('is kept under its name with its count of now, replaced when asked, and removed', async () => {
    const project = await mixed();
    const filter: ImageFilter = { ...everything, review: 'disputed', order: 'labelled' };
    saveFilter(project, ' Disputes ', filter, false);
    saveFilter(project, 'All', everything, false);
    const [all, disputes] = await savedFilters(project);
    expect(all).toMatchObject({ name: 'All', images: 60, who: 'tester' });
    expect(disputes).toMatchObject({ name: 'Disputes', filter });
    expect(disputes?.images).toBe(expected(project, filter).length);
    expect(() => saveFilter(project, 'DISPUTES', everything, false)).toThrow('already');
    saveFilter(project, 'DISPUTES', everything, true);
    expect((await savedFilters(project)).map(({ images }) => images)).toEqual([60, 60]);
    removeFilter(project, 'disputes');
    expect((await savedFilters(project)).map(({ name }) => name)).toEqual(['All']);
    expect(() => requireSavedFilter(project, 'Disputes')).toThrow('no saved filter "Disputes"');
    expect(() => removeFilter(project, 'Disputes')).toThrow('no saved filter');
    expect(() => saveFilter(project, ' ', filter, true)).toThrow('1 to 100 characters');
  });
});
