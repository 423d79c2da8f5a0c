#!/usr/bin/env node
// Fetches, compiles and checks the native parts. Run by the other scripts; safe to run at any time.
import { parseArgs } from 'node:util';
import { setUp } from './setup/set-up.mjs';
import { SetupFailure } from './setup/setup-failure.mjs';

const USAGE = `usage: npm run setup -- [--retry] [--weights FILE] [--device cpu|gpu]
  --retry         try the current Electron again, after it could not be fetched
  --weights FILE  take the ImageNet weights from FILE (.safetensors, .onnx or .whl)
  --device        take TensorFlow for this device, instead of looking for a graphics card
`;

/** @returns {import('./setup/context.mjs').Options | undefined} */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        retry: { type: 'boolean', default: false },
        weights: { type: 'string' },
        device: { type: 'string' },
      },
    });
    const { retry, weights, device } = values;
    if (device !== undefined && device !== 'cpu' && device !== 'gpu') return undefined;
    return { retry, weights, device };
  } catch {
    // parseArgs throws for an unknown option; the usage says which there are.
    return undefined;
  }
}

const options = readOptions();
if (options === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const what = await setUp(options);
    process.stderr.write(what === 'done' ? 'Set-up is complete.\n' : 'Set-up: nothing to do.\n');
  } catch (problem) {
    if (!(problem instanceof SetupFailure)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    process.exitCode = 3;
  }
}
