import { labellers } from '../database/image-queries';
import type { ReviewRequests } from '../../src-shared/ipc/review-requests';
import { doubtQueue, ruleOnDoubt, rulingViews } from '../services/doubt-service';
import { removeFilter, savedFilters, saveFilter } from '../services/saved-filter-service';
import { addNote, removeNote, reviewImage } from '../services/review-service';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

/** Reviews by a second person, notes, saved filters, and the label-doubt queue. */
export function reviewHandlers(project: CurrentProject): Pick<Handlers, keyof ReviewRequests> {
  return {
    'labels.review': ({ imageId, review, note }) =>
      reviewImage(project.require(), imageId, review, note),
    'notes.add': ({ imageId, note }) => addNote(project.require(), imageId, note),
    'images.labellers': () => ({ names: labellers(project.require().database) }),
    'filters.list': async () => ({ filters: await savedFilters(project.require()) }),
    'filters.save': ({ name, filter, replace }) =>
      saveFilter(project.require(), name, filter, replace),
    'filters.remove': ({ name }) => removeFilter(project.require(), name),
    'doubts.list': (question) => doubtQueue(project.require(), question),
    'doubts.rule': (ruling) => ruleOnDoubt(project.require(), ruling),
    'rulings.list': ({ offset, limit }) => rulingViews(project.require(), offset, limit),
    'notes.remove': ({ noteId }) => removeNote(project.require(), noteId),
  };
}
