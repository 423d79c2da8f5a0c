import type { ImageFilter } from '../../src-shared/ipc/views';

/** The condition of a filter, and what is bound in it. */
export interface FilterCondition {
  readonly where: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The row number of the run with the id :run; looked up once a statement. */
export const runSeq = '(SELECT seq FROM runs WHERE id = :run)';

/** The condition of a filter; one text for each combination, so that statements are few and indexed. */
export function filterCondition(filter: ImageFilter): FilterCondition {
  const parts = [filter.excluded === true ? 'excluded = 1' : 'excluded = 0'];
  const values: Record<string, string | number> = {};
  if (filter.textureId !== null) {
    parts.push('texture_id = :textureId');
    values['textureId'] = filter.textureId;
  }
  if (filter.verdict !== null) {
    parts.push('verdict = :verdict');
    values['verdict'] = filter.verdict;
  }
  const { review = null, labeller = null, dates = null, decision = null } = filter;
  if (review !== null) {
    parts.push(review === 'unreviewed' ? `review <> 'reviewed'` : 'review = :review');
    if (review !== 'unreviewed') values['review'] = review;
  }
  if (labeller !== null) {
    parts.push(labeller === '' ? 'labelled_by IS NULL' : 'labelled_by = :labeller');
    if (labeller !== '') values['labeller'] = labeller;
  }
  if (dates !== null) {
    const column = dates.of === 'added' ? 'added_at' : 'labelled_at';
    // Without either end, those that have such a date.
    parts.push(`${column} IS NOT NULL`);
    if (dates.from !== null) {
      parts.push(`${column} >= :from`);
      values['from'] = dates.from;
    }
    if (dates.before !== null) {
      parts.push(`${column} < :before`);
      values['before'] = dates.before;
    }
  }
  if (decision !== null) {
    const { run, decided, from, to } = decision;
    values['run'] = run;
    values['scoreFrom'] = from;
    values['scoreTo'] = to;
    parts.push(
      `EXISTS (SELECT 1 FROM run_opinions
         WHERE run_seq = ${runSeq} AND image_id = images.id
           AND score BETWEEN :scoreFrom AND :scoreTo AND ${decidedText[decided]})`,
    );
  }
  if (filter.text !== '') {
    parts.push(`name LIKE :pattern ESCAPE '\\'`);
    values['pattern'] = `%${filter.text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  }
  return { where: parts.join(' AND '), values };
}

/** `defective` is the run's decision, `images.verdict` the label. */
const decidedText = {
  any: '1',
  ok: 'defective = 0',
  defective: 'defective = 1',
  'against-label': `((defective = 1 AND images.verdict = 'ok') OR (defective = 0 AND images.verdict = 'defective'))`,
} as const satisfies Record<NonNullable<ImageFilter['decision']>['decided'], string>;
