import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isAppPage } from '../ipc/trusted-sender';
import { contentSecurityPolicy } from './content-security-policy';
import type { SchemeResponse } from './electron-capabilities';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Answers one request for a page, script, style or picture of the app. */
export type PageServer = (address: string, method: string) => Promise<SchemeResponse>;

/**
 * Serves the files that lie in `folder` now, and nothing else: a request is looked up in their list, so that no path
 * is ever made from an address.
 *
 * @param folder The built renderer, `out/renderer`.
 */
export async function pageServer(folder: string): Promise<PageServer> {
  const files = new Map<string, string>();
  await list(folder, '', files);

  return async (address, method) => {
    if (method !== 'GET' || !isAppPage(address)) {
      return refusal(400);
    }
    const file = files.get(new URL(address).pathname);
    if (file === undefined) {
      return refusal(404);
    }
    const contentType = contentTypes[extname(file)];
    if (contentType === undefined) {
      return refusal(404);
    }
    return {
      status: 200,
      headers: {
        'content-type': contentType,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      },
      body: await readFile(file),
    };
  };
}

/** Adds every file below `folder` under its address path, `/assets/index.js`. */
async function list(folder: string, below: string, files: Map<string, string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      await list(join(folder, entry.name), path, files);
    } else if (entry.isFile()) {
      files.set(path, join(folder, entry.name));
    }
  }
}

function refusal(status: 400 | 404): SchemeResponse {
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    },
    body: Buffer.alloc(0),
  };
}
