import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DecoderClient } from '../../../src-main/services/decoder-client';

/**
 * The real decoder, asked once for the same bytes: most files of a mutant are those of the one before. What it says of a
 * file that cannot be read is not kept.
 */
export function rememberingDecoder(decoder: DecoderClient): DecoderClient {
  const answers = new Map<string, Promise<unknown>>();
  const call: DecoderClient['call'] = async (name, argument, onProgress) => {
    const file = 'file' in argument ? argument.file : null;
    const bytes = file === null ? Buffer.alloc(0) : await readFile(file).catch(() => null);
    if (bytes === null) return decoder.call(name, argument, onProgress);
    const question = JSON.stringify([name, { ...argument, file: '' }]);
    const key = createHash('sha256').update(question).update(bytes).digest('hex');
    const known = answers.get(key) ?? decoder.call(name, argument, onProgress);
    answers.set(key, known);
    // The question was the same, and so is the answer's type.
    return known as ReturnType<typeof decoder.call<typeof name>>;
  };
  return {
    ...decoder,
    call,
    inspect: (file) => call('inspect', { file }),
  };
}
