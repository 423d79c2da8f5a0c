import { z } from 'zod';
import { imageNetMeans, type InputMeans } from '../../../src-shared/training/weight-input';
import { SafetensorsError } from './safetensors-header';

const mean = z.number().min(0).max(255);
const meansSchema = z.object({ colour: z.tuple([mean, mean, mean]), gray: mean });

/** The entry of a weight file's or a model's metadata that says what is subtracted from its input; none for ImageNet's. */
export function weightsMetadata(means: InputMeans): Readonly<Record<string, string>> {
  return means === imageNetMeans ? {} : { input: JSON.stringify(means) };
}

/**
 * What is subtracted from the input of weights or a model with this metadata.
 *
 * @throws SafetensorsError where the entry cannot be understood
 */
export function meansOf(metadata: ReadonlyMap<string, string>): InputMeans {
  const text = metadata.get('input');
  if (text === undefined) return imageNetMeans;
  const parsed = meansSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new SafetensorsError('What it says of the means of its input cannot be understood.');
  }
  return parsed.data;
}

/** Undefined, which no schema accepts, where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
