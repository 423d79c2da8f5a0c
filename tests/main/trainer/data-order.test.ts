import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataOrder } from '../../../src-main/trainer-process/data-order';

const patches = Array.from({ length: 5 }, (_, image) => ({ image, x: 0, y: 0 }));
const choices = { seed: 1, trial: 1, batchSize: 3, eightForms: true, formsPerPatch: 8 };

test('every epoch draws every patch once, batches run on across epochs', () => {
  const order = new DataOrder(patches, choices);
  const drawn = Array.from({ length: 5 }, (_, iteration) => order.batch(iteration)).flat();
  for (const epoch of [0, 1, 2]) {
    const images = drawn.slice(5 * epoch, 5 * epoch + 5).map(({ image }) => image);
    expect(images.sort()).toEqual([0, 1, 2, 3, 4]);
  }
});

test('an iteration is drawn the same whatever was drawn before it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 20 }), (iterations) => {
      const one = new DataOrder(patches, choices);
      for (const iteration of iterations) {
        expect(one.batch(iteration)).toEqual(new DataOrder(patches, choices).batch(iteration));
      }
    }),
  );
});

test('seeds and trials have orders of their own', () => {
  const draw = (changed: Partial<typeof choices>) =>
    JSON.stringify(
      Array.from({ length: 10 }, (_, at) =>
        new DataOrder(patches, { ...choices, ...changed }).batch(at),
      ),
    );
  expect(new Set([draw({}), draw({ seed: 2 }), draw({ trial: 2 })]).size).toBe(3);
});

test('all eight forms are drawn, and only the first without them', () => {
  const forms = (eightForms: boolean) => {
    const order = new DataOrder(patches, { ...choices, eightForms });
    const drawn = Array.from({ length: 60 }, (_, at) => order.batch(at)).flat();
    return [...new Set(drawn.map(({ form }) => form))].sort();
  };
  expect(forms(true)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(forms(false)).toEqual([0]);
});

test('with two forms a patch, each is drawn in two of the eight, the first of which it has alone with one', () => {
  const formsOf = (formsPerPatch: number) => {
    const order = new DataOrder(patches, { ...choices, formsPerPatch });
    return patches.map(({ image, x, y }) => [
      ...new Set(
        order
          .distinct(1000)
          .filter((patch) => patch.image === image && patch.x === x && patch.y === y)
          .map(({ form }) => form),
      ),
    ]);
  };
  const [one, two] = [formsOf(1), formsOf(2)];
  expect(one.every((forms) => forms.length === 1)).toBe(true);
  expect(two.every((forms) => forms.length === 2)).toBe(true);
  one.forEach(([only], at) => expect(two[at]).toContain(only));
  expect(new Set(two.flat()).size).toBeGreaterThan(2);
});

test('the distinct draws are exactly those of the batches', () => {
  const order = new DataOrder(patches, choices);
  const drawn = Array.from({ length: 7 }, (_, at) => order.batch(at)).flat();
  const keys = (list: readonly unknown[]) => new Set(list.map((patch) => JSON.stringify(patch)));
  expect(keys(order.distinct(7))).toEqual(keys(drawn));
  expect(order.distinct(7).length).toBe(keys(drawn).size);
  expect(order.distinct(1_000_000).length).toBe(40);
});
