import type { NewNote } from '../../src-shared/ipc/review-views';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { request } from '../api';
import { useLabellingStore } from '../stores/labelling-store';
import { useMessageStore } from '../stores/message-store';

/** What a second person does with the label on the table; each returns whether it is stored. */
export interface ReviewActions {
  /** Reviewed, or no longer. */
  toggleReviewed(image: ImageDetail): Promise<boolean>;
  dispute(note: NewNote | null): Promise<boolean>;
  withdraw(): Promise<boolean>;
  addNote(note: NewNote): Promise<boolean>;
  removeNote(noteId: number): Promise<boolean>;
}

export function useReview(): ReviewActions {
  const store = useLabellingStore();
  const messages = useMessageStore();

  async function send(work: (imageId: number) => Promise<ImageDetail>): Promise<boolean> {
    return (await messages.attempt(() => store.send(work))).ok;
  }

  return {
    toggleReviewed: ({ review }) =>
      send((imageId) =>
        request('labels.review', {
          imageId,
          review: review === 'reviewed' ? 'labelled' : 'reviewed',
          note: null,
        }),
      ),
    dispute: (note) =>
      send((imageId) => request('labels.review', { imageId, review: 'disputed', note })),
    withdraw: () =>
      send((imageId) => request('labels.review', { imageId, review: 'labelled', note: null })),
    addNote: (note) => send((imageId) => request('notes.add', { imageId, note })),
    removeNote: (noteId) => send(() => request('notes.remove', { noteId })),
  };
}
