import { describe, expect, it } from 'vitest';
import { isAppPage, isTrustedSender } from '../../../src-main/ipc/trusted-sender';

const main = { name: 'the main window' };
const page = { url: 'app://ellipsight/index.html#/images', parent: null };

describe('who may ask main', () => {
  it('the top frame of the main window, on a page of the app', () => {
    expect(isTrustedSender({ sender: main, senderFrame: page }, main)).toBe(true);
  });

  it('not a frame inside it, even with the same address', () => {
    const senderFrame = { ...page, parent: page };
    expect(isTrustedSender({ sender: main, senderFrame }, main)).toBe(false);
  });

  it('not a second window, even with the same address', () => {
    const second = { name: 'the main window' };
    expect(isTrustedSender({ sender: second, senderFrame: page }, main)).toBe(false);
  });

  it('not a frame that has gone', () => {
    expect(isTrustedSender({ sender: main, senderFrame: null }, main)).toBe(false);
  });

  it('nobody before the window is there', () => {
    expect(isTrustedSender({ sender: main, senderFrame: page }, undefined)).toBe(false);
  });

  it.each([
    'app://ellipsight.example.invalid/index.html',
    'app://ellipsight@example.invalid/index.html',
    'app://other/index.html',
    'app:index.html',
    'https://ellipsight/index.html',
    'file:///app://ellipsight/index.html',
    'about:blank',
    'about:srcdoc',
    'data:text/html,app://ellipsight/',
    'blob:app://ellipsight/0000',
    'not an address',
    '',
  ])('not a page at %j', (url) => {
    expect(isAppPage(url)).toBe(false);
    expect(isTrustedSender({ sender: main, senderFrame: { url, parent: null } }, main)).toBe(false);
  });
});
