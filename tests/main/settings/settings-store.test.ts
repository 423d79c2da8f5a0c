import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSettings } from '../../../src-main/settings/settings-store';
import { recentProjects, withRecent } from '../../../src-main/settings/recent-projects';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ellipsight-settings-'));
  file = join(folder, 'deeper', 'settings.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the settings', () => {
  it('have defaults, and write no file before something is changed', () => {
    const settings = openSettings(file);
    expect(settings.current()).toEqual({
      theme: 'system',
      language: null,
      author: null,
      recent: [],
      keys: {},
      window: null,
    });
    expect(existsSync(file)).toBe(false);
  });

  it('are on the disk when a change returns, and nothing else lies beside them', () => {
    openSettings(file).change(() => ({ theme: 'dark' }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'dark' });
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['settings.json']);
  });

  it('are read again by the next start', () => {
    const state = { x: 1, y: 2, width: 1000, height: 700, maximised: true };
    const settings = openSettings(file);
    settings.change(() => ({ window: state }));
    settings.change(() => ({ author: 'Ada' }));
    expect(openSettings(file).current()).toMatchObject({ window: state, author: 'Ada' });
  });

  it.each([
    ['half a file', '{"theme": "da'],
    ['another program’s file', '[1, 2, 3]'],
    ['a theme that there is not', '{"theme": "plaid"}'],
    ['a window that is no window', '{"window": {"x": "left"}}'],
  ])('put %s aside and start from the defaults', (_what, text) => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    mkdirSync(join(folder, 'deeper'));
    writeFileSync(file, text);
    expect(openSettings(file).current().theme).toBe('system');
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(text);
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });

  it('keep nothing that an older version does not know, and do not fail over it', () => {
    mkdirSync(join(folder, 'deeper'));
    writeFileSync(file, '{"theme": "light", "later": 1}');
    expect(openSettings(file).current()).toEqual({
      theme: 'light',
      language: null,
      author: null,
      recent: [],
      keys: {},
      window: null,
    });
  });
});

describe('the recent projects', () => {
  const at = new Date('2026-01-02T03:04:05Z');

  it('have the newest in front, each once', () => {
    const first = withRecent([], '/a/Steel.ellipsight', at);
    const second = withRecent(first, '/b/Wood.ellipsight', at);
    const again = withRecent(second, '/a/Steel.ellipsight', at);
    expect(again.map(({ name }) => name)).toEqual(['Steel', 'Wood']);
    expect(again[0]?.openedAt).toBe('2026-01-02T03:04:05.000Z');
  });

  it('are twelve at most', () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/p/${index}`);
    const recent = paths.reduce<ReturnType<typeof withRecent>>(
      (list, path) => withRecent(list, path, at),
      [],
    );
    expect(recent.map(({ path }) => path)).toEqual(paths.slice(8).reverse());
  });

  it('are marked where the project has gone', () => {
    const here = join(folder, 'here.ellipsight');
    mkdirSync(here);
    writeFileSync(join(here, 'project.db'), '');
    const recent = withRecent(withRecent([], here, at), join(folder, 'gone.ellipsight'), at);
    expect(recentProjects(recent).map(({ name, exists }) => [name, exists])).toEqual([
      ['gone', false],
      ['here', true],
    ]);
  });
});
