import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventsAfter, verifyEventChain } from '../../../src-main/database/event-queries';
import { imageHistory } from '../../../src-main/services/image-history';
import { addEllipse, undo } from '../../../src-main/services/labelling-service';
import { createProject, type OpenProject } from '../../../src-main/services/project-service';
import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';
import { seedImages } from '../seeded-images';
import { memoryFolder, testDeps } from '../temporary-project';
import { someGesture } from './some-gesture';

/** ELLIPSIGHT_EDITED_EVENTS=1000 for the long form. */
const edits = Number(process.env['ELLIPSIGHT_EDITED_EVENTS'] ?? 100);
const seed = 20260106;
const events = 1000;

/** Changes one field of one event past the triggers, or takes the event away. */
function edit({ database }: OpenProject, seq: number, random: RandomStream): string {
  const turned = (field: string): string =>
    `${field} = replace(substr(${field}, 1, 8), '0', 'x') || '9' || substr(${field}, 10)`;
  const changes = [
    `UPDATE events SET at = at || ' '`,
    `UPDATE events SET who = 'nobody'`,
    'UPDATE events SET gesture = gesture + 1',
    `UPDATE events SET kind = 'label.set-review'`,
    'UPDATE events SET image_id = coalesce(image_id, 0) + 1',
    `UPDATE events SET old = '{"verdict":"ok","review":"labelled","ellipses":[ ]}'`,
    `UPDATE events SET new = '{"verdict":"ok","review":"labelled","ellipses":[ ]}'`,
    `UPDATE events SET ${turned('prev_hash')}`,
    `UPDATE events SET ${turned('hash')}`,
    'DELETE FROM events',
  ];
  const change = changes[random.integer(changes.length)] ?? '';
  const sql = `${change} WHERE seq = ${seq}`;
  const before = eventsAfter(database, seq - 1, 1);
  database.exec(sql);
  // Turning a sign may give the sign that was there.
  return JSON.stringify(before) === JSON.stringify(eventsAfter(database, seq - 1, 1)) ? '' : sql;
}

test(
  `of ${events} events, each of ${edits} that are edited or taken away is found`,
  { timeout: 60_000 + edits * 1000 },
  async () => {
    const project = await createProject(join(memoryFolder(), 'p.ellipsight'), testDeps());
    const { database } = project;
    seedImages(project, new Array(20).fill({ texture: 'felt', verdict: 'unlabelled' }));
    const random = randomStream(seed, 'history');
    while (eventsAfter(database, events, 1).length === 0) someGesture(project, random, 20);
    expect(await verifyEventChain(database)).toBe(null);
    // A gesture points to its event, which would keep that from being taken away here.
    database.pragma('foreign_keys = OFF');
    let edited = 0;
    while (edited < edits) {
      const seq = 1 + random.integer(events);
      database.exec(`SAVEPOINT untouched;
        DROP TRIGGER events_refuse_update; DROP TRIGGER events_refuse_delete;`);
      const sql = edit(project, seq, random);
      if (sql !== '') {
        edited += 1;
        const found = await verifyEventChain(database);
        expect([sql, found === seq || found === seq + 1]).toEqual([sql, true]);
      }
      database.exec('ROLLBACK TO untouched; RELEASE untouched');
    }
    expect(await verifyEventChain(database)).toBe(null);
    console.log(`${edits} edited events of ${events}: all found (seed ${seed})`);
    await project.close();
  },
);

test('the triggers refuse both', async () => {
  const project = await createProject(join(memoryFolder(), 'p.ellipsight'), testDeps());
  for (const sql of [`UPDATE events SET who = 'nobody'`, 'DELETE FROM events']) {
    expect(() => project.database.exec(sql)).toThrow('append-only');
  }
  await project.close();
});

test('a clock that goes backwards changes no order: numbers do', async () => {
  let minutes = 1_000_000;
  const now = (): Date => new Date((minutes -= 60) * 60_000);
  const deps = { ...testDeps(), now };
  const project = await createProject(join(memoryFolder(), 'p.ellipsight'), deps);
  seedImages(project, [{ texture: 'felt', verdict: 'unlabelled' }]);
  addEllipse(project, 1, { x: 20, y: 20, a: 9, b: 4, angle: 1 });
  addEllipse(project, 1, { x: 30, y: 20, a: 9, b: 4, angle: 1 });
  undo(project);
  const { entries } = imageHistory(project, 1);
  expect(entries.map(({ kind }) => kind)).toEqual(['undo', 'add-ellipse', 'add-ellipse', 'added']);
  const times = entries.map(({ at }) => at);
  expect([...times].sort()).toEqual(times);
  expect(await verifyEventChain(project.database)).toBe(null);
  await project.close();
});
