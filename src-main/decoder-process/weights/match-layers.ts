import type { Preprocessing } from '../../../src-shared/training/weight-input';
import type { ExpectedLayer } from './expected-layers';
import type { FoundLayer } from './found-layer';

/** A convolution of a network, and what of a file is meant to be it. */
export interface LayerMatch {
  readonly expected: ExpectedLayer;
  readonly found: FoundLayer | null;
}

/** How a file's layers were told apart. */
export type Naming = 'keras' | 'torchvision' | 'order';

export interface Matching {
  readonly naming: Naming;
  readonly matches: readonly LayerMatch[];
  /** Of the file, in its order: what is no convolution of the network. */
  readonly unused: readonly FoundLayer[];
}

/** Keras may put a number behind a name that it has given before. */
const kerasName = /(?:^|[/.:])(block\d_conv\d)(?:_\d+)?(?=$|[/.:])/;
const torchName = /(?:^|\.)features\.(\d+)$/;

/** Tells which layers of a file are which of a network: by Keras' names, by torchvision's, else by their order. */
export function matchLayers(
  expected: readonly ExpectedLayer[],
  layers: readonly FoundLayer[],
): Matching {
  const naming = namingOf(layers);
  const matches = expected.map((one, at): LayerMatch => ({
    expected: one,
    found: find(naming, one, at, layers) ?? null,
  }));
  const taken = new Set(matches.map(({ found }) => found));
  return { naming, matches, unused: layers.filter((layer) => !taken.has(layer)) };
}

/** What networks with such names were trained on; null where names say nothing. */
export function usualPreprocessing(naming: Naming): Preprocessing | null {
  switch (naming) {
    case 'keras':
      return 'caffe';
    case 'torchvision':
      return 'torch';
    case 'order':
      return null;
  }
}

/** Convolutions of a file, in its order. */
export function convolutionsOf(layers: readonly FoundLayer[]): readonly FoundLayer[] {
  return layers.filter(({ kernel }) => kernel?.shape.length === 4);
}

/** Rows, columns, inputs, filters of a kernel, whatever its layout. */
export function kernelShape({ kernel, layout }: FoundLayer): readonly number[] {
  const [first, second, third, fourth] = kernel?.shape ?? [];
  if (
    layout === 'hwio' ||
    first === undefined ||
    second === undefined ||
    third === undefined ||
    fourth === undefined
  ) {
    return kernel?.shape ?? [];
  }
  return [third, fourth, second, first];
}

function namingOf(layers: readonly FoundLayer[]): Naming {
  if (layers.some(({ name }) => kerasName.test(name))) return 'keras';
  return layers.some(({ name }) => torchName.test(name)) ? 'torchvision' : 'order';
}

function find(
  naming: Naming,
  expected: ExpectedLayer,
  at: number,
  layers: readonly FoundLayer[],
): FoundLayer | undefined {
  switch (naming) {
    case 'keras':
      return layers.find(({ name }) => lastKerasName(name) === expected.name);
    case 'torchvision':
      return layers.find(({ name }) => torchName.exec(name)?.[1] === String(expected.torchIndex));
    case 'order':
      return convolutionsOf(layers)[at];
  }
}

/** A path may name the layer more than once: `block1_conv1/model/block1_conv1`. */
function lastKerasName(name: string): string | null {
  return kerasName.exec(name)?.[1] ?? null;
}
