import { importedMask } from '../services/imported-mask';
import { imageTone, looks, setLook } from '../services/look-service';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

type LookRequest = 'looks.list' | 'looks.set' | 'images.tone' | 'images.mask';

/** How pictures are shown. */
export function lookHandlers(project: CurrentProject): Pick<Handlers, LookRequest> {
  return {
    'looks.list': () => ({ looks: looks(project.require()) }),
    'looks.set': ({ textureId, look }) => {
      setLook(project.require(), textureId, look);
      return null;
    },
    'images.tone': ({ imageId }) => imageTone(project.require(), imageId),
    'images.mask': ({ imageId }) => ({ lengths: importedMask(project.require(), imageId) }),
  };
}
