import { readFile } from 'node:fs/promises';
import * as files from 'node:fs/promises';
import { freemem } from 'node:os';
import { memoryAtHand } from '../trainer-process/memory-cap';

/** What this computer has room for, bytes. */
export interface ComputerRoom {
  /** Beyond this TensorFlow's allocator gives up: four fifths of the memory, of the container's where there is one. */
  readonly memoryLimit: number;
  /** Memory that other programs leave now. */
  readonly memoryNow: number;
  /** Free on the disk of a folder; null where the system does not say. */
  readonly disk: number | null;
}

/** Share of the memory that a trainer's allocator takes at most (`tensorflow-environment.ts`). */
const allocatorShare = 0.8;

/** @param folder on the disk that is asked about */
export async function computerRoom(folder: string): Promise<ComputerRoom> {
  return {
    memoryLimit: allocatorShare * memoryAtHand(),
    memoryNow: await availableMemory(),
    disk: await freeDisk(folder),
  };
}

/** Linux counts what it could give back; elsewhere what is free has to do. */
async function availableMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const found = /^MemAvailable:\s*(\d+) kB$/m.exec(text)?.[1];
  return found === undefined ? freemem() : Number(found) * 1024;
}

async function freeDisk(folder: string): Promise<number | null> {
  // Node 16 inside the older Electron has no statfs.
  if (typeof files.statfs !== 'function') return null;
  try {
    const { bavail, bsize } = await files.statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
