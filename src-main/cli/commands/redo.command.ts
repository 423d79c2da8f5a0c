import { replayEntry } from '../replay-entry';

export const redoEntry = replayEntry('redo', 45, 'do again what was taken back last');
