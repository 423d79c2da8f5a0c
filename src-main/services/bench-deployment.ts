import { cpus } from 'node:os';
import { join } from 'node:path';
import { timeOf, type BenchPlace, type DataBench } from './bench-timing';
import { createDecoderClient, type DecoderClient } from './decoder-client';

const decisions = 50;

/** The published student on 512 × 512 decoded gray pixels, all cores for the one image. */
export const benchDecide: DataBench = async (place, runs) => {
  const { times } = await withDecoder(place, (decoder) =>
    decoder.call('time-decisions', timing(place, runs * decisions)),
  );
  return { times };
};

/** From the start of the process that decides to its first decision of an image file: what comes after is in `bundle-decide-512`. */
export const benchFirstDecision: DataBench = async (place, runs) => {
  const imagesFolder = join(place.folder, 'first-images');
  const [model, sha256] = await withDecoder(place, async (decoder) => {
    const timed = await decoder.call('time-decisions', timing(place, 1));
    const { image } = await decoder.call('generate-sample', {
      ...{ seed: 1, texture: 0, index: 0, defective: false, size: 512, imagesFolder },
    });
    return [timed.model, image.sha256] as const;
  });
  const file = join(imagesFolder, sha256.slice(0, 2), `${sha256}.png`);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    times.push(
      await timeOf(() =>
        withDecoder(place, (decoder) => decoder.call('decide', { model, imageScale: 1, file })),
      ),
    );
  }
  return { times };
};

function timing({ folder }: BenchPlace, repeats: number) {
  return { out: join(folder, 'decide.onnx'), threads: Math.max(1, cpus().length), repeats };
}

async function withDecoder<T>(
  { launcher }: BenchPlace,
  work: (decoder: DecoderClient) => Promise<T>,
): Promise<T> {
  const decoder = createDecoderClient({ launcher, processes: 1 });
  try {
    return await work(decoder);
  } finally {
    await decoder.close();
  }
}
