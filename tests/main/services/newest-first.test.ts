import { expect, test } from 'vitest';
import { NewestFirst } from '../../../src-main/services/newest-first';

test('of the tasks that wait, the newest goes first, and never more run than may', async () => {
  const queue = new NewestFirst(2);
  const order: string[] = [];
  let running = 0;
  const task = (name: string) => async (): Promise<string> => {
    order.push(name);
    running += 1;
    expect(running).toBeLessThanOrEqual(2);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running -= 1;
    return name;
  };
  const names = ['a', 'b', 'c', 'd', 'e'];
  expect(await Promise.all(names.map((name) => queue.run(task(name))))).toEqual(names);
  expect(order).toEqual(['a', 'b', 'e', 'd', 'c']);
});

test('a task that fails gives its place on', async () => {
  const queue = new NewestFirst(1);
  const failing = queue.run(() => Promise.reject(new Error('no')));
  const after = queue.run(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await after).toBe('yes');
});
