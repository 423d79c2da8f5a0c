import { arch, cpus, release, totalmem, type } from 'node:os';
import type { RunEnvironment } from '../../src-shared/ipc/run-page-views';
import { appVersion } from '../app-version';

/** What a run is started on here and now. */
export function runEnvironment(device: string): RunEnvironment {
  const { electron, node } = process.versions;
  const processors = cpus();
  return {
    version: appVersion(__dirname),
    device,
    runtime: electron === undefined ? `Node ${node}` : `Electron ${electron}`,
    system: `${type()} ${release()} ${arch()}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
  };
}
