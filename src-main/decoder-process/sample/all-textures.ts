import type { SampleTexture } from './sample-texture';
import { brushed } from './textures/brushed.texture';
import { cloud } from './textures/cloud.texture';
import { felt } from './textures/felt.texture';
import { labyrinth } from './textures/labyrinth.texture';
import { leather } from './textures/leather.texture';
import { moire } from './textures/moire.texture';
import { speckle } from './textures/speckle.texture';
import { stripes } from './textures/stripes.texture';
import { weave } from './textures/weave.texture';
import { wrinkles } from './textures/wrinkles.texture';

/** Every texture of `textures/`; `sample --textures N` takes the first N, of which six resemble DAGM's six. */
export const allTextures: readonly SampleTexture[] = [
  moire,
  brushed,
  felt,
  wrinkles,
  cloud,
  speckle,
  stripes,
  leather,
  weave,
  labyrinth,
];
