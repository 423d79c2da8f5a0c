import type { Writable } from 'node:stream';

/** What TensorFlow says at every start, whatever its log level, and no user can do anything about. */
const routine = [
  /^WARNING: All log messages before absl::InitializeLog/,
  /oneDNN custom operations are on/,
];

/** Passes a child's lines on, apart from TensorFlow's routine ones. */
export function passWithoutRoutine(from: NodeJS.ReadableStream, to: Writable): void {
  let rest = '';
  from.setEncoding('utf8');
  from.on('data', (text: Buffer | string) => {
    const lines = (rest + text.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!routine.some((pattern) => pattern.test(line))) to.write(`${line}\n`);
    }
  });
  from.on('end', () => {
    if (rest !== '') to.write(rest);
  });
}
