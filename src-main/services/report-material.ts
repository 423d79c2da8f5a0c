import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ReportView } from '../../src-shared/ipc/run-views';
import { appVersion } from '../app-version';
import { labelPeople } from '../database/people-queries';
import { listEvaluations, listSteps, listTrials } from '../database/run-result-queries';
import { sideCounts } from '../database/snapshot-queries';
import type { ReportMaterial } from '../reports/report-page';
import type { DecidedRun } from './evaluation-service';
import { floorsOfRun } from './floor-service';
import { thumbnailFile } from './image-service';
import { networkSizes } from './network-size-service';
import { runWeights } from './run-weights';
import type { OpenProject } from './project-service';
import { ratesOf } from './rates-service';
import { releaseState } from './release-service';

/** Pictures embedded in a report at most: each is some ten kilobytes. */
const embeddedPictures = 60;

const mediaTypes: Readonly<Record<string, string>> = {
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** What the report's page shows beside the view: curves, pictures, and where it all comes from. */
export async function reportMaterial(
  project: OpenProject,
  decided: DecidedRun,
  view: ReportView,
): Promise<ReportMaterial> {
  const { run, textures } = decided;
  const { database } = project;
  const pictures = new Map<string, string>();
  for (const { sha256 } of view.wrong.slice(0, embeddedPictures)) {
    if (pictures.has(sha256)) continue;
    const picture = await pictureData(project, sha256);
    if (picture !== null) pictures.set(sha256, picture);
  }
  return {
    textures,
    steps: listSteps(database, run.seq),
    evaluations: listEvaluations(database, run.seq),
    models: listTrials(database, run.seq),
    sizes:
      run.teacherRun === null
        ? []
        : (await networkSizes(project, run.teacherRun)).filter(
            (size) => size.run.id === run.id || size.run.id === run.teacherRun,
          ),
    sideCounts: sideCounts(database, run.seq),
    snapshotHash: run.snapshotHash ?? '',
    weights: runWeights(project.folder, run.id),
    device: run.device,
    endedAt: run.endedAt,
    writtenAt: project.now().toISOString(),
    version: appVersion(__dirname),
    pictures,
    rates: await ratesOf(project, decided),
    floors: floorsOfRun(project, textures),
    release: releaseState(project),
    people: labelPeople(database, run.seq),
  };
}

/** The thumbnail as a data URL; null where the image is no longer in the project, or its file is spoilt. */
async function pictureData(project: OpenProject, sha256: string): Promise<string | null> {
  try {
    const file = await thumbnailFile(project, sha256);
    const mediaType = mediaTypes[extname(file).toLowerCase()];
    if (mediaType === undefined) return null;
    return `data:${mediaType};base64,${(await readFile(file)).toString('base64')}`;
  } catch (error) {
    // A report must come out without a picture that was purged since; the page says that it is missing.
    if (error instanceof ExpectedFailure) return null;
    throw error;
  }
}
