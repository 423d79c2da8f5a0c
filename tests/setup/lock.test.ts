import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockCache } from '../../scripts/setup/lock.mjs';
import { python } from '../../scripts/setup/pip.mjs';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();

describe('the lock of the cache', () => {
  it('lets the second in only after the first has left, and tells it to wait', async () => {
    const cache = folder();
    const order: string[] = [];
    const first = await lockCache(cache, python, () => order.push('first waits'));
    let announce = () => {};
    const waiting = new Promise<void>((done) => (announce = done));
    const second = lockCache(cache, python, () => {
      order.push('second waits');
      announce();
    });
    await waiting;
    order.push('first leaves');
    first.release();
    const held = await second;
    order.push('second is in');
    held.release();
    expect(order).toEqual(['second waits', 'first leaves', 'second is in']);
  });

  it('is free again after its holder was killed', async () => {
    const cache = folder();
    const module = resolve('scripts/setup/lock.mjs');
    const program = `const { lockCache } = await import(${JSON.stringify(module)});
      await lockCache(${JSON.stringify(cache)}, ${JSON.stringify(python)}, () => {});
      console.log('held');
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const next = await lockCache(cache, python, () => {});
    next.release();
  });

  it('says which program is missing when it cannot be taken', async () => {
    await expect(lockCache(folder(), '/no/such/python', () => {})).rejects.toThrow(
      'check that /no/such/python runs',
    );
  });
});
