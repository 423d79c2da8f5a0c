import { ExpectedFailure, type Failure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import type {
  DecoderArgument,
  DecoderCallName,
  DecoderMessage,
  DecoderReply,
  DecoderResult,
} from './decoder-calls';
import { inspectImage } from './decode-image';
import { hashImage } from './hash-image';
import { fitMask } from './fit-mask';
import { fitRegion } from './fit-region';
import { generateSample } from './generate-sample';
import { imageTone } from './image-tone';
import { parentChannel } from './parent-channel';
import { readImageFile } from './read-image-file';
import { storeImage } from './store-image';
import { windowPicture } from './window-picture';
import { writeMask } from './write-mask';
import { writePixelFile } from './write-pixel-file';
import { writeThumbnail } from './write-thumbnail';

// Entry of the decoder process: answers calls until main goes.

type Progress = (done: number, total: number) => void;

const calls: {
  readonly [N in DecoderCallName]: (
    argument: DecoderArgument<N>,
    onProgress: Progress,
  ) => Promise<DecoderResult<N>>;
} = {
  inspect: async ({ file }) => inspectImage(await readImageFile(file)),
  'store-image': ({ file, imagesFolder }) => storeImage(file, imagesFolder),
  'perceptual-hash': ({ file, sha256 }) => hashImage(file, sha256),
  thumbnail: ({ file, sha256, out, whole = false }) => writeThumbnail(file, sha256, out, whole),
  tone: ({ file, sha256 }) => imageTone(file, sha256),
  'window-picture': ({ file, sha256, window }) => windowPicture(file, sha256, window),
  'fit-mask': ({ file, width, height }) => fitMask(file, width, height),
  'fit-regions': ({ regions, width, height }) =>
    Promise.all(regions.map((region) => fitRegion(region, width, height))),
  'write-mask': ({ ellipses, width, height, out }) => writeMask(ellipses, width, height, out),
  'generate-sample': (argument) => generateSample(argument),
  'read-weights': async (argument, onProgress) => {
    const { readWeights } = await import('./weights/read-weights');
    return (await readWeights(argument, onProgress)).reading;
  },
  'store-weights': async (argument, onProgress) => {
    const { storeWeights } = await import('./weights/store-weights');
    return storeWeights(argument, onProgress);
  },
  'write-pixels': (argument, onProgress) => writePixelFile(argument, onProgress),
  'write-model': async (argument) => {
    const { writeModel } = await import('./deployment/write-model');
    return writeModel(argument);
  },
  decide: async (argument) => {
    const { decideImageFile } = await import('./deployment/decide-image-file');
    return decideImageFile(argument);
  },
  'deciding-features': async (argument) => {
    const { decidingFeatures } = await import('./deployment/decide-image-file');
    return decidingFeatures(argument);
  },
  'nearest-features': async (argument) => {
    const { nearestFeatures } = await import('./deployment/nearest-features');
    return nearestFeatures(argument);
  },
  'time-decisions': async (argument) => {
    const { timeDecisions } = await import('./deployment/time-decisions');
    return timeDecisions(argument);
  },
};

const channel = parentChannel();

function reply(message: DecoderReply): void {
  channel.send(message);
}

async function answer<N extends DecoderCallName>({
  id,
  name,
  argument,
}: DecoderMessage<N>): Promise<void> {
  try {
    const value = await calls[name](argument, (done, total) => {
      reply({ id, kind: 'progress', done, total });
    });
    reply({ id, kind: 'value', value });
  } catch (error) {
    const failure = expectedFailure(error);
    if (failure !== null) {
      reply({ id, kind: 'failure', failure });
    } else {
      reply({
        id,
        kind: 'bug',
        stack: error instanceof Error ? String(error.stack) : String(error),
      });
    }
  }
}

function expectedFailure(error: unknown): Failure | null {
  if (error instanceof ExpectedFailure) {
    return error.failure;
  }
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return saidFailure('disk-full', 'projectDiskFull').failure;
  }
  if (code === 'EROFS' || code === 'EACCES') {
    return saidFailure('read-only', 'projectNotWritten').failure;
  }
  return null;
}

channel.onMessage((message) => {
  // Sent by decoder-client.ts alone, from the same table of calls.
  void answer(message as DecoderMessage);
});
channel.onClose(() => {
  process.exit(0);
});
reply({ kind: 'ready' });
