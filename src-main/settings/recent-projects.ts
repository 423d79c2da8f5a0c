import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RecentProject } from '../../src-shared/ipc/views';
import type { Settings } from './settings';

const longest = 12;

type Recent = Settings['recent'];

/** The list with this project in front, with the view it was left at; each path once. */
export function withRecent(recent: Recent, path: string, openedAt: Date): Recent {
  const known = recent.find((other) => other.path === path);
  const entry = { ...known, path, name: projectName(path), openedAt: openedAt.toISOString() };
  return [entry, ...recent.filter((other) => other.path !== path)].slice(0, longest);
}

/** The list as the first screen shows it, with what has gone from the disk marked. */
export function recentProjects(recent: Recent): readonly RecentProject[] {
  return recent.map(({ view = null, ...entry }) => ({
    ...entry,
    exists: existsSync(join(entry.path, 'project.db')),
    view,
  }));
}

/** The list with the view that a project was left at. */
export function withView(recent: Recent, path: string, view: string): Recent {
  return recent.map((entry) => (entry.path === path ? { ...entry, view } : entry));
}

/** `Steel.ellipsight` is called "Steel". */
export function projectName(path: string): string {
  return basename(path).replace(/\.ellipsight$/, '');
}
