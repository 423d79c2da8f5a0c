import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterEach, describe, expect, it } from 'vitest';
import type * as languages from '../../../src-shared/language/languages';
import type { Locale } from '../../../src-shared/language/locale';
import {
  allLanguages,
  languageNames,
  languageOf,
  languagesOf,
  localeOf,
} from '../../../src-shared/language/languages';

const checkout = resolve(import.meta.dirname, '../../..');
const shared = join(checkout, 'src-shared');

describe('the languages', () => {
  it('are the files of the folder of locales, English first', () => {
    const files = readdirSync(join(shared, 'locales')).map((name) => name.replace(/\.ts$/, ''));
    expect([...languageNames].sort()).toEqual(files.sort());
    expect(languageNames[0]).toBe('en');
    expect(languageNames.length).toBeGreaterThanOrEqual(2);
  });

  it('are named in no other source: a language is one file', () => {
    // An own name would have to stand wherever languages were listed by hand.
    const foreign = [...allLanguages.values()].map(({ name }) => name).filter(isNotAscii);
    expect(foreign).toContain('한국어');
    for (const folder of ['src-shared', 'src-main', 'src-renderer']) {
      const sources = readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|vue)$/.test(name) && !name.startsWith('locales'))
        .map((name) => [name, readFileSync(join(checkout, folder, name), 'utf8')] as const);
      for (const name of foreign) {
        expect(sources.filter(([, text]) => text.includes(name)).map(([file]) => file)).toEqual([]);
      }
      // Nor imports anything a locale by its file; types of the English keys go.
      const importing = sources.filter(([, text]) => /^import (?!type)[^;]*locales\//m.test(text));
      expect(importing.map(([file]) => file)).toEqual([]);
    }
  });

  it('are chosen by a system’s locale, its region left out, English where there is none', () => {
    const names = ['en', 'ko', 'pt-BR', 'pt'];
    expect(languageOf('ko-KR', names)).toBe('ko');
    expect(languageOf('KO', names)).toBe('ko');
    expect(languageOf('pt-br', names)).toBe('pt-BR');
    expect(languageOf('pt-PT', names)).toBe('pt');
    expect(languageOf('fr-FR', names)).toBe('en');
    expect(languageOf('', names)).toBe('en');
  });

  it('have a code that is no file’s spoken as English', () => {
    expect(localeOf('xx')).toBe(localeOf('en'));
  });

  it('take in whatever module is found, under the code of its file', () => {
    const modules: Record<string, Locale> = {
      '../locales/fr.ts': { ...localeOf('en'), name: 'Français' },
      '../locales/en.ts': localeOf('en'),
    };
    expect([...languagesOf(modules)].map(([code, { name }]) => [code, name])).toEqual([
      ['en', 'English'],
      ['fr', 'Français'],
    ]);
  });
});

function isNotAscii(text: string): boolean {
  return [...text].some((letter) => letter.charCodeAt(0) > 127);
}

describe('a third language', () => {
  let folder: string | null = null;
  afterEach(() => {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  });

  it('is offered once its one file lies in the folder, with nothing else changed', async () => {
    // In the checkout, since the locales ask for Element Plus.
    folder = mkdtempSync(join(checkout, 'node_modules/.cache-languages-'));
    cpSync(shared, join(folder, 'src-shared'), { recursive: true });
    const korean = readFileSync(join(shared, 'locales/ko.ts'), 'utf8');
    const file = join(folder, 'src-shared/locales/fr.ts');
    writeFileSync(file, korean.replace("name: '한국어'", "name: 'Français'"));
    await build({
      ...{ configFile: false, root: folder, logLevel: 'error' },
      build: {
        ssr: join(folder, 'src-shared/language/languages.ts'),
        outDir: join(folder, 'out'),
        minify: false,
        rollupOptions: { output: { entryFileNames: 'languages.mjs' } },
      },
      ssr: { noExternal: true },
    });
    const built: typeof languages = await import(
      pathToFileURL(join(folder, 'out/languages.mjs')).href
    );
    expect([...built.allLanguages].map(([code, { name }]) => [code, name])).toEqual([
      ['en', 'English'],
      ['fr', 'Français'],
      ['ko', '한국어'],
    ]);
    expect(built.languageOf('fr-CA')).toBe('fr');
  });
});
