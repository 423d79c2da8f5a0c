import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imagesPage } from '../../../src-main/services/image-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { reportView, saveReport } from '../../../src-main/services/report-service';
import { storeDecidedRun, type MadeImage } from '../runs/decided-run';
import { addTinySample } from '../runs/tiny-run';
import { temporaryFolder, temporaryProject } from '../temporary-project';

const noPrinter = (): Promise<Buffer> => Promise.reject(new Error('Only a PDF is printed.'));

const evil = `<script>alert("x")</script>&'.png`;
const images: readonly MadeImage[] = [
  { name: 'fine.png', texture: 0, defective: false, patches: [[0, 0, 0, 0]] },
  { name: 'overkill.png', texture: 0, defective: false, patches: [[0, 0, 1, 0]] },
  { name: evil, texture: 1, defective: true, patches: [[2, 2, 2, 2]] },
];

async function withRun(textures: readonly [string, string]): Promise<{
  readonly project: OpenProject;
  readonly run: string;
}> {
  const project = await temporaryProject();
  return { project, run: await storeDecidedRun(project, textures, images) };
}

describe('the report of a run', () => {
  test('wrong decisions come escapes first, with ellipses, and the classes of the four patches', async () => {
    const { project, run } = await withRun(['Steel', 'Wood']);
    const view = await reportView(project, run);
    expect(view.wrongTotal).toBe(2);
    expect(view.testImages).toBe(3);
    expect(view.wrong.map(({ name }) => name)).toEqual([evil, 'overkill.png']);
    expect(view.wrong[0]).toMatchObject({
      texture: 'Wood',
      defective: true,
      predictedTexture: 'Wood',
      predictedDefective: false,
      ellipses: [{ x: 30, y: 40, a: 8, b: 5, angle: 0.5 }],
    });
    // A patch of 48 in an image of 96: two a side, at 0 and 48.
    expect(view.wrong[1]?.patches).toEqual([
      { x: 0, y: 0, size: 48, class: 0 },
      { x: 48, y: 0, size: 48, class: 0 },
      { x: 0, y: 48, size: 48, class: 1 },
      { x: 48, y: 48, size: 48, class: 0 },
    ]);
  });

  test('the HTML file stands alone: no script, nothing fetched, and every text of the user escaped', async () => {
    const { project, run } = await withRun(['Steel', '<img src=x onerror=alert(1)>']);
    const path = join(temporaryFolder(), 'report.html');
    await saveReport(project, run, path, noPrinter);
    const page = readFileSync(path, 'utf8');
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\//);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toContain('size: A4');
    expect(page).toMatch(/by Ellipsight \d+\.\d+\.\d+/);
    expect(page).toContain('f'.repeat(64));
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test('wrong decisions of images in the project show their small picture with the labelled ellipse', async () => {
    const project = await temporaryProject();
    await addTinySample(project);
    const [row] = imagesPage(
      project,
      { textureId: null, verdict: 'defective', text: '' },
      0,
      1,
    ).rows;
    if (row === undefined) throw new Error('The sample has no defective image.');
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    // The run's third image gets the bytes of one that the project holds.
    project.database.prepare('UPDATE run_images SET sha256 = ? WHERE position = 2').run(row.sha256);
    const path = join(temporaryFolder(), 'report.html');
    await saveReport(project, run, path, noPrinter);
    const page = readFileSync(path, 'utf8').replace(/\s+/g, ' ');
    expect(page.match(/<image href="data:image\/webp;base64,/g)).toHaveLength(1);
    expect(page).toContain('cx="30" cy="40" rx="8" ry="5" transform="rotate(28.648 30 40)"');
    expect(page).toContain('1 more are in the predictions as CSV');
  });

  test('the ending of the name says the form, and another ending is wrong use that writes nothing', async () => {
    const { project, run } = await withRun(['Steel', 'Wood']);
    const folder = temporaryFolder();
    await saveReport(project, run, join(folder, 'r.json'), noPrinter);
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'))).toMatchObject({ run });
    await saveReport(project, run, join(folder, 'r.csv'), noPrinter);
    expect(readFileSync(join(folder, 'r.csv'), 'utf8')).toMatch(/^trial,image,/);
    await expect(saveReport(project, run, join(folder, 'r.docx'), noPrinter)).rejects.toMatchObject(
      {
        failure: { kind: 'wrong-use' },
      },
    );
    await expect(
      saveReport(project, run, join(folder, 'missing', 'r.html'), noPrinter),
    ).rejects.toMatchObject({ failure: { kind: 'bad-input' } });
  });
});
