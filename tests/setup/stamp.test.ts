import { appendFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isStamped, recipeOf, writeStamp } from '../../scripts/setup/stamp.mjs';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();

function stampedFile() {
  const cache = folder();
  const file = join(cache, 'part.bin');
  writeFileSync(file, 'twelve bytes');
  writeStamp(cache, 'part', 'recipe', [file]);
  return { cache, file };
}

describe('a stamp', () => {
  it('holds while the file and the recipe are the same', () => {
    const { cache } = stampedFile();
    expect(isStamped(cache, 'part', 'recipe')).toBe(true);
  });

  it('is void for another recipe and for a part without a stamp', () => {
    const { cache } = stampedFile();
    expect(isStamped(cache, 'part', 'another recipe')).toBe(false);
    expect(isStamped(cache, 'other', 'recipe')).toBe(false);
  });

  it('is void when the file grew, was written anew, or is gone', () => {
    const grown = stampedFile();
    appendFileSync(grown.file, '!');
    expect(isStamped(grown.cache, 'part', 'recipe')).toBe(false);
    const rewritten = stampedFile();
    utimesSync(rewritten.file, 1_000_000, 1_000_000);
    expect(isStamped(rewritten.cache, 'part', 'recipe')).toBe(false);
    const gone = stampedFile();
    rmSync(gone.file);
    expect(isStamped(gone.cache, 'part', 'recipe')).toBe(false);
  });

  it('is void when it is torn', () => {
    const { cache } = stampedFile();
    writeFileSync(join(cache, 'stamps', 'part.json'), '{"recipe":"rec');
    expect(isStamped(cache, 'part', 'recipe')).toBe(false);
  });

  it('has another recipe for other ingredients', () => {
    expect(recipeOf(['2.21.0', 'cpu'])).not.toBe(recipeOf(['2.21.0', 'gpu']));
    expect(recipeOf(['2.21.0', 'cpu'])).toBe(recipeOf(['2.21.0', 'cpu']));
  });
});
