import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { weightsFolder } from '../settings/weights-folder';
import { writeFileDurably } from '../settings/write-file-durably';
import { deviceVariable } from './trainer-environment';

/** Figures that were measured on this computer. */
export interface MeasuredFigures<Figure> {
  /** What was measured before; null where nothing was. */
  known(key: string): Figure | null;
  /** Keeps a measurement in the place of an earlier one. */
  keep(key: string, figure: Figure): void;
}

/**
 * One kind of figures in the user's data, which window and command line share.
 *
 * @param name of the file
 */
export function measuredFigures<Figure>(
  name: string,
  schema: z.ZodType<Figure>,
): MeasuredFigures<Figure> {
  const file = (): string => join(dirname(weightsFolder()), name);
  // A file that cannot be understood is as good as none: what it held can be measured again.
  const read = (): Readonly<Record<string, Figure>> => {
    try {
      const parsed = z
        .record(z.string(), schema)
        .safeParse(JSON.parse(readFileSync(file(), 'utf8')));
      return parsed.success ? parsed.data : {};
    } catch (error) {
      if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return {};
      throw error;
    }
  };
  return {
    known: (key) => read()[key] ?? null,
    keep: (key, figure) => {
      mkdirSync(dirname(file()), { recursive: true });
      writeFileDurably(file(), `${JSON.stringify({ ...read(), [key]: figure }, null, 2)}\n`);
    },
  };
}

/** Equal for the same work on the same processor and device. */
export function figureKey(work: readonly unknown[]): string {
  const processors = cpus();
  const parts = [
    ...[...work, arch(), processors[0]?.model ?? '', processors.length],
    process.env[deviceVariable] ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
