import { describe, expect, test } from 'vitest';
import { ImageStems, safeName, textureFolders } from '../../../src-main/exporters/file-names';

describe('names of exported files', () => {
  test.each([
    ['felt', 'felt'],
    ['Filz grau', 'Filz grau'],
    ['a/b\\c:d', 'a_b_c_d'],
    ['..', '__'],
    ['dot.', 'dot_'],
    ['', '_'],
    ['CON', '_CON'],
    ['nul.png', '_nul.png'],
    ['tab\there', 'tab_here'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test('of textures differ, whatever the case of their letters', () => {
    expect([...textureFolders(['felt', 'Felt', 'a/b', 'a:b']).values()]).toEqual([
      'felt',
      'Felt-2',
      'a_b',
      'a_b-2',
    ]);
  });

  test('of images never leave the folder, differ before their endings, and stay', () => {
    const stems = new ImageStems();
    const of = (sha256: string, name: string): string => stems.of({ sha256, name });
    expect(of('1', 'felt/1.png')).toBe('images/felt/1');
    expect(of('2', 'felt/1.jpg')).toBe('images/felt/1-2');
    expect(of('3', '../../etc/passwd')).toBe('images/__/__/etc/passwd');
    expect(of('1', 'felt/1.png')).toBe('images/felt/1');
  });
});
