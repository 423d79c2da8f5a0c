import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import { CrashDisk, sectorBytes } from './crash-disk';
import type { Change } from './write-log';

const process = 1;
const root = '/disk';

const open = (file: number, path: string): Change => {
  return { kind: 'open', process, file, path: `${root}${path}`, empties: false };
};
const write = (file: number, at: number, text: string): Change => {
  return { kind: 'write', process, file, at, data: Buffer.from(text) };
};
const sync = (file: number): Change => ({ kind: 'sync', process, file });
const close = (file: number): Change => ({ kind: 'close', process, file });
const makeFolder = (path: string): Change => {
  return { kind: 'make-folder', process, path: `${root}${path}` };
};
const rename = (path: string, to: string): Change => {
  return { kind: 'rename', process, path: `${root}${path}`, to: `${root}${to}` };
};

/** Everything that hundred power cuts after these changes leave, each once, as "path=content path=content". */
function leftovers(changes: readonly Change[]): readonly string[] {
  const disk = new CrashDisk(root);
  for (const change of changes) disk.apply(change);
  const seen = new Set<string>();
  for (let cut = 0; cut < 100; cut += 1) {
    const { files } = disk.cut(randomStream(1, 'crash-disk', cut));
    seen.add(
      [...files]
        .map(([name, bytes]) => `${name}=${bytes.toString()}`)
        .sort()
        .join(' '),
    );
  }
  return [...seen].sort();
}

describe('a power cut', () => {
  test('takes a file whose folder was not synced, and the content that was not', () => {
    expect(leftovers([open(3, '/a'), write(3, 0, 'new')])).toEqual(['', 'a=', 'a=new']);
  });

  test('takes a synced file whose name was not brought to the disk', () => {
    expect(leftovers([open(3, '/a'), write(3, 0, 'new'), sync(3)])).toEqual(['', 'a=new']);
  });

  test('leaves what was synced with its name', () => {
    const changes = [open(3, '/a'), write(3, 0, 'new'), sync(3), open(4, ''), sync(4)];
    expect(leftovers(changes)).toEqual(['a=new']);
  });

  test('keeps or drops each write since the last fsync apart from the others', () => {
    const durable = [open(3, '/a'), write(3, 0, '..'), sync(3), open(4, ''), sync(4)];
    const changes = [...durable, write(3, 0, 'x'), write(3, 1, 'y')];
    expect(leftovers(changes)).toEqual(['a=..', 'a=.y', 'a=x.', 'a=xy']);
  });

  test('tears a write between sectors, never within one', () => {
    const [old, fresh] = ['o', 'n'].map((sign) => sign.repeat(sectorBytes));
    const durable = [open(3, '/a'), write(3, 0, `${old}${old}`), sync(3), open(4, ''), sync(4)];
    const left = leftovers([...durable, write(3, 0, `${fresh}${fresh}`)]);
    expect(left).toEqual(
      [`${fresh}${fresh}`, `${fresh}${old}`, `${old}${fresh}`, `${old}${old}`].map(
        (content) => `a=${content}`,
      ),
    );
  });

  test('keeps a rename whole or not at all, also between two folders', () => {
    const file = [open(3, '/a'), write(3, 0, 'new'), sync(3), close(3)];
    const durable = [...file, makeFolder('/f'), open(4, ''), sync(4)];
    expect(leftovers([...durable, rename('/a', '/b')])).toEqual(['a=new', 'b=new']);
    // The new name may be there before the old one is gone; none of them never.
    expect(leftovers([...durable, rename('/a', '/f/a')])).toEqual([
      'a=new',
      'a=new f/a=new',
      'f/a=new',
    ]);
  });

  test('takes a whole folder whose own name was not synced', () => {
    const file = [open(3, '/f/a'), write(3, 0, 'new'), sync(3), open(4, '/f'), sync(4)];
    expect(leftovers([makeFolder('/f'), ...file])).toEqual(['', 'f/a=new']);
  });
});
