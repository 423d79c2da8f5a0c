import { mix, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Soft, slightly lying tufts under uneven light, with a trace of threads (like DAGM's class 3). */
export const felt: SampleTexture = {
  name: 'felt',
  mean: 129,
  contrast: 31,
  relief: 34,
  defects: ['bright-spots', 'smeared'],
  render(random, size) {
    const lean = between(random, 1.3, 2);
    const field = mix(
      [0.75, smoothNoise(random, size, 70, 55)],
      [0.65, smoothNoise(random, size, 9 * lean, 7)],
      [0.55, smoothNoise(random, size, 2.6 * lean, 2.2)],
      [0.22, smoothNoise(random, size, 0.7, 0.7)],
      [0.14, smoothNoise(random, size, 0.7, 30)],
      [0.12, smoothNoise(random, size, 30, 0.7)],
    );
    const fall = between(random, 0.4, 1);
    for (let i = 0; i < field.length; i += 1) {
      const across = (i % size) / size - 0.5;
      field[i] = (field[i] ?? 0) - fall * across;
    }
    return standardise(field);
  },
};
