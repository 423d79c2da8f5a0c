import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PlanPace } from '../../src-shared/training/plan-time';
import type { TeacherPlan } from '../../src-shared/training/training-plan';
import { weightsFolder } from '../settings/weights-folder';
import { writeFileDurably } from '../settings/write-file-durably';
import { deviceVariable } from './trainer-environment';

const paceSchema = z.strictObject({
  step: z.number(),
  frozenPatch: z.number(),
  decidedPatch: z.number(),
});
const fileSchema = z.record(z.string(), paceSchema);

/** Measured paces of this computer, in the user's data: window and command line share them. */
function paceFile(): string {
  return join(dirname(weightsFolder()), 'paces.json');
}

/** Equal for plans whose steps take the same time on the same computer. */
export function paceKey(plan: TeacherPlan, textures: number, channels: 1 | 3): string {
  const { architecture, patchSize, batchSize, frozenBlocks, optimiser, momentum, weightDecay } =
    plan;
  const processors = cpus();
  const parts = [
    ...[architecture, patchSize, batchSize, frozenBlocks, optimiser, momentum > 0, weightDecay > 0],
    ...[textures, channels, arch(), processors[0]?.model ?? '', processors.length],
    process.env[deviceVariable] ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** What was measured before; null where nothing was. */
export function knownPace(key: string): PlanPace | null {
  return readPaces()[key] ?? null;
}

/** Keeps a measurement in the place of an earlier one. */
export function keepPace(key: string, pace: PlanPace): void {
  const file = paceFile();
  mkdirSync(dirname(file), { recursive: true });
  writeFileDurably(file, `${JSON.stringify({ ...readPaces(), [key]: pace }, null, 2)}\n`);
}

/** A file that cannot be understood is as good as none: what it held can be measured again. */
function readPaces(): Readonly<Record<string, PlanPace>> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(readFileSync(paceFile(), 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return {};
    throw error;
  }
}
