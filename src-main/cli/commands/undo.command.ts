import { replayEntry } from '../replay-entry';

export const undoEntry = replayEntry(
  'undo',
  44,
  'take back the newest change of labels, images or textures',
);
