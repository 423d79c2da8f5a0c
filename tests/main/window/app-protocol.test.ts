import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageServer, type PageServer } from '../../../src-main/window/app-protocol';
import { contentSecurityPolicy } from '../../../src-main/window/content-security-policy';

const outside = mkdtempSync(join(tmpdir(), 'ellipsight-pages-'));
const folder = join(outside, 'renderer');
let serve: PageServer;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(outside, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index.js'), 'let x;');
  writeFileSync(join(folder, 'assets', 'index.js.map'), '{}');
  symlinkSync(join(outside, 'secret.html'), join(folder, 'link.html'));
  serve = await pageServer(folder);
});

afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
});

describe('the server of pages', () => {
  it('gives the built files with their type, and the CSP with each', async () => {
    const page = await serve('app://ellipsight/index.html#/images', 'GET');
    expect(page).toMatchObject({ status: 200, body: Buffer.from('<!doctype html>') });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    });
    const script = await serve('app://ellipsight/assets/index.js', 'GET');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    'app://ellipsight/../secret.html',
    'app://ellipsight/%2e%2e/secret.html',
    'app://ellipsight/..%2fsecret.html',
    'app://ellipsight/..\\secret.html',
    'app://ellipsight//etc/passwd',
    'app://ellipsight/link.html',
    'app://ellipsight/assets',
    'app://ellipsight/assets/',
    'app://ellipsight/assets/index.js.map',
    'app://ellipsight/',
    'app://ellipsight/INDEX.HTML',
  ])('does not find %s', async (address) => {
    const answer = await serve(address, 'GET');
    expect(answer.status).toBe(404);
    expect(answer.body).toHaveLength(0);
  });

  it('takes no other host and no other method', async () => {
    expect((await serve('app://other/index.html', 'GET')).status).toBe(400);
    expect((await serve('app://ellipsight/index.html', 'POST')).status).toBe(400);
  });
});

describe('the Content-Security-Policy', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );

  it('allows nothing by default, and nothing unsafe anywhere', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|data:/);
  });

  it('takes scripts, styles and connections from the app alone, images from the project too', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('style-src')).toEqual(["'self'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(directives.get('img-src')).toEqual(["'self'", 'vximg:', 'blob:']);
  });

  it.each(['base-uri', 'form-action', 'frame-src', 'frame-ancestors'])('closes %s', (name) => {
    expect(directives.get(name)).toEqual(["'none'"]);
  });
});
