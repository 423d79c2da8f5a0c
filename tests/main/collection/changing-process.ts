import { writeSync } from 'node:fs';
import { forkLauncher } from '../../../src-main/children/fork-launcher';
import { readNativeParts } from '../../../src-main/native-parts';
import { changeImages } from '../../../src-main/services/many-images-service';
import { openProject } from '../../../src-main/services/project-service';
import { redoWhole, undoWhole } from '../../../src-main/services/undo-service';

// A process that changes all images of a project, or undoes or redoes that, to be killed: a line a bite that it did.

async function work(folder: string, what: string): Promise<void> {
  const project = await openProject(folder, {
    launcher: forkLauncher(__dirname),
    sqliteBinding: readNativeParts().sqliteBinding,
    author: 'changer',
  });
  const hooks = {
    onProgress: (done: number) => writeSync(1, `${done}\n`),
    signal: { cancelled: false },
  };
  const filter = { textureId: null, verdict: null, text: '' };
  if (what === 'change') {
    const all = { kind: 'filter', filter, except: [] } as const;
    await changeImages(
      project,
      all,
      { kind: 'verdict', verdict: 'ok', deleteEllipses: false },
      hooks,
    );
  } else {
    await (what === 'undo' ? undoWhole(project, hooks) : redoWhole(project, hooks));
  }
  await project.close();
}

const [, , folder = '', what = ''] = process.argv;
void work(folder, what);
