import { writeSync } from 'node:fs';
import { forkLauncher } from '../../../src-main/children/fork-launcher';
import { readNativeParts } from '../../../src-main/native-parts';
import { importSource } from '../../../src-main/services/import-service';
import { openProject } from '../../../src-main/services/project-service';
import { linesAfter, numberOf } from '../acknowledgements';

// A process that imports a folder, to be killed: each line of its output is an event that it has been told is kept.

async function importAll(folder: string, source: string): Promise<void> {
  const project = await openProject(folder, {
    launcher: forkLauncher(__dirname),
    sqliteBinding: readNativeParts().sqliteBinding,
    author: 'importer',
  });
  let seq = numberOf(linesAfter(project, 0).at(-1));
  const request = { source, format: 'auto', texture: null };
  await importSource(project, request, {
    // Told once the batch is committed.
    onProgress: () => {
      for (const line of linesAfter(project, seq)) {
        seq = numberOf(line);
        writeSync(1, `${line}\n`);
      }
    },
    signal: { cancelled: false },
  });
  await project.close();
}

const [, , folder = '', source = ''] = process.argv;
void importAll(folder, source);
