/** What a patch's predicted class says about it. */
export type PatchLook = 'defective' | 'ok' | 'other-texture';

/**
 * How a patch is coloured: class index = 2·texture + (defective ? 1 : 0).
 * @param texture index of the image's labelled texture, −1 where it is not in the run
 */
export function patchLook(classIndex: number, texture: number): PatchLook {
  if (classIndex % 2 === 1) return 'defective';
  return Math.floor(classIndex / 2) === texture ? 'ok' : 'other-texture';
}
