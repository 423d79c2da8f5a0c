import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { grayPng, pngHeader, writeTo } from '../made-images';
import { temporaryFolder } from '../temporary-project';
import { developmentSet, goodRows, imported, refusal } from './checked-import';

describe('a source that cannot be used', () => {
  test('a missing folder', async () => {
    const failure = await refusal('/nowhere/at/all');
    expect(failure).toMatchObject({ kind: 'bad-input' });
    expect(failure.message).toContain('There is no folder /nowhere/at/all');
  });

  test('an empty folder, and a folder without images', async () => {
    const folder = temporaryFolder();
    expect(await refusal(folder)).toMatchObject({ kind: 'bad-input' });
    writeTo(join(folder, 'notes.txt'), 'no image');
    expect((await refusal(folder)).message).toContain('There are no images');
  });

  test('a file', async () => {
    const file = join(temporaryFolder(), 'image.png');
    writeTo(file, await grayPng(1));
    expect((await refusal(file)).message).toContain('is a file');
  });

  test('a text file that is called .png', async () => {
    const folder = temporaryFolder();
    writeTo(join(folder, 'text.png'), 'hello');
    const { kind, message } = await refusal(folder);
    expect(kind).toBe('bad-input');
    expect(message).toContain('text.png: is not a PNG, JPEG, TIFF, WebP or BMP image');
  });

  test('a defective folder without labels.txt', async () => {
    const folder = await developmentSet(goodRows);
    renameSync(join(folder, 'Class1_def/labels.txt'), join(folder, 'Class1_def/other.txt'));
    const { message } = await refusal(join(folder, 'Class1_def'));
    expect(message).toContain('Class1_def/labels.txt: is not there');
  });

  test('a format that the folder does not have, and one that nobody knows', async () => {
    const folder = await developmentSet(goodRows);
    expect(await refusal(folder, 'dagm-competition')).toMatchObject({ kind: 'bad-input' });
    expect(await refusal(folder, 'no-such-format')).toMatchObject({ kind: 'wrong-use' });
  });
});

describe('files that are skipped', () => {
  test('broken images among good ones, each by name and reason', async () => {
    const folder = temporaryFolder();
    const good = await grayPng(1);
    writeTo(join(folder, 'good.png'), good);
    writeTo(join(folder, 'empty.png'), '');
    writeTo(join(folder, 'text.png'), 'hello');
    writeTo(join(folder, 'truncated.png'), good.subarray(0, good.length - 20));
    writeTo(join(folder, 'half.png'), good.subarray(0, good.length / 2));
    writeTo(join(folder, 'bomb.png'), pngHeader(60_000, 60_000));
    writeTo(join(folder, 'bitmap.bmp'), 'BM and more');
    writeTo(join(folder, 'Thumbs.db'), 'windows');
    mkdirSync(join(folder, 'folder.png'));
    symlinkSync('nowhere', join(folder, 'dangling.png'));
    symlinkSync('.', join(folder, 'circle'));
    execFileSync('mkfifo', [join(folder, 'pipe.png')]);
    const { summary, names } = await imported(folder);
    const prefix = folder.split('/').at(-1);
    expect(names).toEqual([`${prefix}/good.png`]);
    const reasons = Object.fromEntries(
      summary.skipped.map(({ file, reason }) => [file.replace(`${prefix}/`, ''), reason]),
    );
    expect(reasons).toEqual({
      'bitmap.bmp': 'is a broken or truncated image (BMP)',
      'bomb.png': 'has more pixels than 8192 × 8192, the most that is read',
      'dangling.png': 'is a link that leads nowhere',
      'empty.png': 'is empty',
      'half.png': expect.stringContaining('is a broken or truncated image'),
      'pipe.png': 'is not a regular file',
      'text.png': 'is not a PNG, JPEG, TIFF, WebP or BMP image',
      'truncated.png': expect.stringContaining('is a broken or truncated image'),
    });
  });

  test('names that are long, and names that are not UTF-8', async () => {
    const folder = temporaryFolder();
    const long = `${'l'.repeat(250)}.png`;
    writeTo(join(folder, long), await grayPng(1));
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('.png')]),
      await grayPng(2),
    );
    const { summary, names } = await imported(folder);
    expect(names[0]).toContain(long);
    expect(summary).toMatchObject({
      added: 1,
      skipped: [{ reason: 'has a name that is not valid UTF-8' }],
    });
  });

  test.skipIf(process.getuid?.() === 0)(
    'a file that may not be read (not as root, who may read all)',
    async () => {
      const folder = temporaryFolder();
      writeTo(join(folder, 'good.png'), await grayPng(1));
      writeTo(join(folder, 'secret.png'), await grayPng(2));
      chmodSync(join(folder, 'secret.png'), 0);
      const { summary } = await imported(folder);
      expect(summary.skipped).toMatchObject([{ reason: 'may not be read (permission denied)' }]);
    },
  );
});
