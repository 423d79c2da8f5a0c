import { eventsAfter } from '../../src-main/database/event-queries';
import type { OpenProject } from '../../src-main/services/project-service';

// What a process says of the changes that it has been told are kept: a line an event, "number hash".

type Readable = Pick<OpenProject, 'database'>;

/** The lines of the events after number `after`; call it once their change has been acknowledged. */
export function linesAfter(project: Readable, after: number): readonly string[] {
  return eventsAfter(project.database, after, 1_000_000).map(({ seq, hash }) => `${seq} ${hash}`);
}

/** The event number that a line begins with; 0 for none. */
export function numberOf(line: string | undefined): number {
  return Number(line?.split(' ')[0] ?? 0);
}

/** The lines that a project does not bear out: empty where nothing that was acknowledged is lost. */
export function lostLines(project: Readable, lines: readonly string[]): readonly string[] {
  const kept = new Set(linesAfter(project, 0));
  return lines.filter((line) => !kept.has(line));
}
