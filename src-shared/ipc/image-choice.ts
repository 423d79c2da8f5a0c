import type { ImageSelection } from './collection';

/** Which images of a project something is done with; excluded ones are never among them. */
export type ImageChoice = { readonly kind: 'all' } | ImageSelection;

export const everyImage: ImageChoice = { kind: 'all' };
