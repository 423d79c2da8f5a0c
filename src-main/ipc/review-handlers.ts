import { labellers } from '../database/image-queries';
import { addNote, removeNote, reviewImage } from '../services/review-service';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

type ReviewRequest = 'labels.review' | 'notes.add' | 'notes.remove' | 'images.labellers';

/** Reviews by a second person, and notes. */
export function reviewHandlers(project: CurrentProject): Pick<Handlers, ReviewRequest> {
  return {
    'labels.review': ({ imageId, review, note }) =>
      reviewImage(project.require(), imageId, review, note),
    'notes.add': ({ imageId, note }) => addNote(project.require(), imageId, note),
    'images.labellers': () => ({ names: labellers(project.require().database) }),
    'notes.remove': ({ noteId }) => removeNote(project.require(), noteId),
  };
}
