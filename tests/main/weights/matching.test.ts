import { describe, expect, test } from 'vitest';
import { recognisedArchitecture } from '../../../src-main/decoder-process/weights/choose-architecture';
import { expectedLayers } from '../../../src-main/decoder-process/weights/expected-layers';
import type { FoundLayer } from '../../../src-main/decoder-process/weights/found-layer';
import { matchLayers } from '../../../src-main/decoder-process/weights/match-layers';
import { suggestedName } from '../../../src-main/services/weight-name';

/** A layer with a kernel of a shape, none of whose numbers is asked for. */
function layer(name: string, shape: readonly number[], layout: FoundLayer['layout']): FoundLayer {
  const tensor = (of: readonly number[]) => ({
    shape: of,
    type: 'float32',
    read: () => Promise.reject(new Error('nothing is to be read')),
  });
  return { name, kernel: tensor(shape), bias: tensor(shape.slice(-1)), layout };
}

const dense = (name: string): FoundLayer => layer(name, [25088, 4096], 'hwio');

/** torchvision's indices of the convolutions in `features`, as its documentation prints the networks. */
const torchvision = {
  vgg16: [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28],
  vgg11: [0, 3, 6, 8, 11, 13, 16, 18],
} as const;

function torchLayers(name: keyof typeof torchvision): readonly FoundLayer[] {
  return expectedLayers(name).map(({ kernel }, at) => {
    const [rows = 0, columns = 0, inputs = 0, filters = 0] = kernel;
    const index = torchvision[name][at] ?? NaN;
    return layer(`features.${index}`, [filters, inputs, rows, columns], 'oihw');
  });
}

function kerasLayers(name: string): readonly FoundLayer[] {
  return expectedLayers(name).map((one) => layer(`vgg/${one.name}`, one.kernel, 'hwio'));
}

describe.each(['vgg16', 'vgg11'] as const)('%s', (name) => {
  test('is recognised by the names of torchvision, of Keras, and by the order of its convolutions', () => {
    const nameless = expectedLayers(name).map(({ kernel }, at) =>
      layer(`conv2d_${at}`, kernel, 'hwio'),
    );
    for (const layers of [torchLayers(name), kerasLayers(name), nameless]) {
      expect(recognisedArchitecture([...layers, dense('fc1')])).toBe(name);
      const { matches, unused } = matchLayers(expectedLayers(name), [...layers, dense('fc1')]);
      expect(matches.map(({ found }) => found)).toEqual(layers);
      expect(unused.map((one) => one.name)).toEqual(['fc1']);
    }
  });
});

test('a VGG16 without its last convolution is a damaged VGG16, not a shortened one', () => {
  const layers = [...torchLayers('vgg16').slice(0, -1), dense('classifier.0')];
  expect(recognisedArchitecture(layers)).toBe('vgg16');
  const missing = matchLayers(expectedLayers('vgg16'), layers).matches.filter(
    ({ found }) => found === null,
  );
  expect(missing.map(({ expected }) => expected.name)).toEqual(['block5_conv3']);
});

test('a network that ends with its second block is VGG16 cut off there', () => {
  expect(recognisedArchitecture(kerasLayers('vgg16-two-blocks'))).toBe('vgg16-two-blocks');
});

test('a set is called by its file, a TensorFlow.js model by its folder', () => {
  expect(suggestedName('/a/VGG16 (ImageNet).weights.h5')).toBe('vgg16-imagenet');
  expect(suggestedName('/a/Mein Modell/model.json')).toBe('mein-modell');
  expect(suggestedName('/a/___.onnx')).toBe('weights');
});
