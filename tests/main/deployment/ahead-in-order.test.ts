import { expect, test } from 'vitest';
import { aheadInOrder } from '../../../src-main/services/ahead-in-order';

async function* upTo(count: number): AsyncGenerator<number, void, undefined> {
  for (let at = 0; at < count; at += 1) yield await Promise.resolve(at);
}

test('results come in the order of the items, however long each takes, and few are under way', async () => {
  let underWay = 0;
  let most = 0;
  const results: number[] = [];
  for await (const result of aheadInOrder(upTo(20), 3, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    // Later ones end first.
    for (let turn = 20 - item; turn > 0; turn -= 1) await Promise.resolve();
    underWay -= 1;
    return item * item;
  })) {
    results.push(result);
  }
  expect(results).toEqual(Array.from({ length: 20 }, (_, at) => at * at));
  expect(most).toBe(3);
});

test('a result does not wait for an item that does not come', async () => {
  let release = (): void => undefined;
  const waits = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* slow(): AsyncGenerator<string, void, undefined> {
    yield 'first';
    await waits;
    yield 'second';
  }
  const results = aheadInOrder(slow(), 4, (item) => Promise.resolve(item.length));
  expect(await results.next()).toEqual({ done: false, value: 5 });
  release();
  expect(await results.next()).toEqual({ done: false, value: 6 });
  expect(await results.next()).toEqual({ done: true, value: undefined });
});

test('what goes wrong is met in its turn', async () => {
  const results = aheadInOrder(upTo(3), 3, (item) =>
    item === 1 ? Promise.reject(new Error('one')) : Promise.resolve(item),
  );
  expect(await results.next()).toEqual({ done: false, value: 0 });
  await expect(results.next()).rejects.toThrow('one');
});
