import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A graphics card as NVIDIA's own tool tells of it. */
export interface GraphicsCard {
  /** As `--device gpu:INDEX` names it. */
  readonly index: number;
  readonly name: string;
  /** MiB. */
  readonly memory: number;
  readonly memoryUsed: number;
  readonly driver: string;
}

const fields = 'index,memory.total,memory.used,driver_version,name';
/** A driver that hangs must not hold up a look at the computer, ms. */
const patience = 5000;

/** NVIDIA's cards in this computer; none where its tool is missing, fails or hangs. */
export async function graphicsCards(): Promise<readonly GraphicsCard[]> {
  let text: string;
  try {
    const options = { timeout: patience, encoding: 'utf8' } as const;
    const asked = [`--query-gpu=${fields}`, '--format=csv,noheader,nounits'];
    text = (await promisify(execFile)('nvidia-smi', asked, options)).stdout;
  } catch {
    // Without a card there is no such tool; with a broken driver it fails, and TensorFlow finds no card either.
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [index, memory, memoryUsed, driver, ...name] = line.split(',').map((part) => part.trim());
    if (driver === undefined) return [];
    return {
      index: Number(index),
      name: name.join(', '),
      memory: Number(memory),
      memoryUsed: Number(memoryUsed),
      driver,
    };
  });
}
