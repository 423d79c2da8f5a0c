import type { TextureSummary } from '../../src-shared/ipc/views';

/** Colours of textures that have none of their own, told apart also by most colour-blind users (Okabe and Ito). */
const palette = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#999999',
] as const;

/** The colour that a texture is shown in: its own, or one by its id, so that a new order leaves it. */
export function textureColour(texture: Pick<TextureSummary, 'id' | 'colour'>): string {
  return texture.colour ?? palette[(texture.id - 1) % palette.length] ?? palette[0];
}
