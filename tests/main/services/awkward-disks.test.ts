import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { listBackups } from '../../../src-main/services/backup-list';
import { backUp, checkBackup } from '../../../src-main/services/backup-service';
import {
  imageDetail,
  imageFile,
  thumbnailFile,
  viewableFile,
} from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { addEllipse, setVerdict } from '../../../src-main/services/labelling-service';
import { assignSides } from '../../../src-main/services/split-service';
import {
  createProject,
  openProject,
  projectSummary,
  type OpenProject,
} from '../../../src-main/services/project-service';
import { CheckpointFolder } from '../../../src-main/trainer-process/checkpoint';
import { randomStream } from '../../../src-shared/dataset/random';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';

import { grayImage, grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { seedImages } from '../seeded-images';
import { storedFiles } from '../stored-files';
import { sqliteBinding, temporaryFolder, testDeps } from '../temporary-project';

// Real file systems of a few megabytes, which only root can make.
const probe = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
const why = probe.status === 0 ? '' : ' (skipped: no file system can be mounted here)';
const withMount = test.skipIf(why !== '');

const mounts: string[] = [];
const open: OpenProject[] = [];
afterEach(async () => {
  for (const project of open.splice(0)) await project.close();
  for (const mount of mounts.splice(0)) execFileSync('umount', ['-l', mount]);
});

function smallDisk(megabytes: number): string {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  mounts.push(folder);
  return folder;
}

async function opened(folder: string): Promise<OpenProject> {
  const project = await openProject(folder, testDeps());
  open.push(project);
  return project;
}

async function kindOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.kind;
    throw error;
  }
  return 'none';
}

const request = (source: string) => ({ source, format: 'auto', texture: null });
const shape = { x: 10, y: 10, a: 5, b: 4, angle: 0 };

describe(`a medium that can only be read${why}`, () => {
  withMount('opens to look at, and says read-only to every change', async () => {
    const disk = smallDisk(16);
    const source = temporaryFolder();
    writeTo(join(source, 'a.png'), await grayPng(1));
    const path = join(disk, 'p.ellipsight');
    const tiff = await sharp(await grayPng(2))
      .tiff()
      .toBuffer();
    writeTo(join(source, 'b.tif'), tiff);
    const writable = await createProject(path, testDeps());
    await importSource(writable, request(source), quietly);
    await writable.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);

    const project = await opened(path);
    expect(projectSummary(project)).toMatchObject({ readOnly: true, images: 2 });
    const { sha256 } = imageDetail(project, 1);
    expect(await thumbnailFile(project, sha256)).toBe(imageFile(project, sha256));
    // No page shows TIFF: its pictures lie elsewhere while the project is open.
    const other = imageDetail(project, 2).sha256;
    const pictures = [await thumbnailFile(project, other), await viewableFile(project, other)];
    expect(pictures.map((file) => file?.startsWith(project.pictures))).toEqual([true, true]);
    expect((await sharp(pictures[1] ?? '').metadata()).format).toBe('png');
    expect(await kindOf(() => setVerdict(project, 1, 'ok', false))).toBe('read-only');
    expect(await kindOf(() => addEllipse(project, 1, shape))).toBe('read-only');
    expect(await kindOf(() => importSource(project, request(source), quietly))).toBe('read-only');
    const sides = await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0 });
    expect([...sides.values()]).toEqual(['none', 'none']);
    expect(imageDetail(project, 1).verdict).toBe('unlabelled');
    await project.close();
    open.pop();
    expect(existsSync(project.pictures)).toBe(false);
  });
});

describe(`a disk that is full${why}`, () => {
  withMount(
    'refuses what does not fit, keeps what was acknowledged, and goes on when there is space',
    async () => {
      const disk = smallDisk(4);
      const source = temporaryFolder();
      for (let i = 0; i < 64; i += 1) {
        // Noise does not shrink: 64 files of more than 65 kB do not fit on 4 MB.
        const random = randomStream(1, 'noise', i);
        const noise = Uint8Array.from({ length: 256 * 256 }, () => random.uint32() & 255);
        writeTo(join(source, `${i}.png`), await grayImage(noise, 256, 256));
      }
      const project = await createProject(join(disk, 'p.ellipsight'), testDeps());
      open.push(project);
      expect(await kindOf(() => importSource(project, request(source), quietly))).toBe('disk-full');
      const { images } = projectSummary(project);
      expect(images % 16).toBe(0);
      expect(storedFiles(project)).toHaveLength(images);

      const filler = join(disk, 'filler');
      fill(filler);
      let kept = 0;
      let failure = 'none';
      while (failure === 'none') {
        failure = await kindOf(() => addEllipse(project, 1, { ...shape, x: 1 + kept / 10 }));
        kept += failure === 'none' ? 1 : 0;
      }
      expect(failure).toBe('disk-full');
      expect(imageDetail(project, 1).ellipses).toHaveLength(kept);
      rmSync(filler);
      expect(addEllipse(project, 1, shape).ellipses).toHaveLength(kept + 1);
      await project.close();
      open.pop();

      const again = await opened(project.folder);
      expect(imageDetail(again, 1).ellipses).toHaveLength(kept + 1);
      expect(again.database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(await verifyEventChain(again.database)).toBe(null);
    },
  );
});

describe(`a backup and a checkpoint on a disk that is full${why}`, () => {
  withMount(
    'fail with a sentence, leave what is there, and go on when there is space',
    async () => {
      const disk = smallDisk(8);
      const project = await createProject(join(disk, 'p.ellipsight'), testDeps());
      open.push(project);
      seedImages(project, new Array(50).fill({ texture: 'felt', verdict: 'unlabelled' }));
      const { folder, database, now } = project;
      const backUpNow = () => backUp({ folder, database, now, sqliteBinding: sqliteBinding() });
      await backUpNow();
      const checkpoints = new CheckpointFolder(join(folder, 'runs/r1/trial-1/checkpoints'), 'job');
      const write = (iteration: number) =>
        checkpoints.write({ iteration, points: [], models: [] }, [
          {
            name: 'kernel',
            shape: [20_000],
            values: () => new Float32Array(20_000).fill(iteration),
          },
        ]);
      write(1);
      const before = listBackups(folder);

      // Space for neither, and then for nothing at all.
      for (const left of [40_000, 0]) {
        const filler = join(disk, 'filler');
        fill(filler);
        truncateSync(filler, statSync(filler).size - left);
        expect(await kindOf(backUpNow)).toBe('disk-full');
        expect(listBackups(folder)).toEqual(before);
        expect(await kindOf(() => write(2))).toBe('disk-full');
        expect(checkpoints.newest(() => undefined)?.iteration).toBe(1);
        rmSync(filler);
      }
      await backUpNow();
      expect(listBackups(folder)).toHaveLength(2);
      write(2);
      expect(checkpoints.newest(() => undefined)?.iteration).toBe(2);
      expect(checkBackup(listBackups(folder)[0]?.file ?? '', sqliteBinding()).kind).toBe('good');
    },
  );
});

/** Fills a disk to the last byte. */
function fill(file: string): void {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') break;
        throw error;
      }
    }
  }
}
