import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate/node';
import { describe, expect, test } from 'vitest';
import { importSource } from '../../../src-main/services/import-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { promote } from '../../../src-main/services/release-service';
import { saveReport } from '../../../src-main/services/report-service';
import { storeDecidedRun, type MadeImage } from '../runs/decided-run';
import { grayImage, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { temporaryFolder, temporaryProject } from '../temporary-project';

const noPrinter = (): Promise<Buffer> => Promise.reject(new Error('Only a PDF is printed.'));

/** Twenty images of Steel and ten of Wood; one defect of Wood escapes. */
const images: readonly MadeImage[] = [
  ...Array.from({ length: 20 }, (_, at): MadeImage => {
    const defective = at % 2 === 1;
    return { name: `s${at}.png`, texture: 0, defective, patches: [[defective ? 1 : 0, 0, 0, 0]] };
  }),
  ...Array.from({ length: 10 }, (_, at): MadeImage => {
    const defective = at % 2 === 1;
    const seen = defective && at !== 9;
    return { name: `w${at}.png`, texture: 1, defective, patches: [[seen ? 3 : 2, 2, 2, 2]] };
  }),
];

async function written(project: OpenProject, run: string, language: string): Promise<string> {
  const path = join(temporaryFolder(), `${language}.html`);
  await saveReport(project, run, path, noPrinter, language);
  return readFileSync(path, 'utf8').replace(/\s+/g, ' ');
}

/** What an HTML validator finds wrong with a page, a line each. */
async function faults(page: string): Promise<readonly string[]> {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, column }) => `${ruleId} ${column}: ${message}`),
  );
}

describe('the page of a report', () => {
  test('answers a supervisor’s questions first, before and after a release', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    const before = await written(project, run, 'en');
    expect(before).toContain('Not yet: nobody has released it. No floor is set for any texture');
    // Of 15 defects one: the upper end of the exact interval is 31.95 %.
    expect(before).toContain(
      '1 of 15 defects escaped. So few images leave a share of escapes of up to 31.9 % possible.',
    );
    expect(before).toContain('Wood: its TPR is 80.0 % (4 of 5). Least is known of Wood');
    expect(before).toContain('No label was reviewed by a second person.');
    expect(before).toMatch(/<main> <h1>The teacher decides 96\.7 % of the test images right/);

    await promote(project, { run, trial: 1 }, 'Checked by hand on line 3.');
    const after = await written(project, run, 'en');
    expect(after).toContain('Yes: the model of trial 1 was released by tester on ');
    expect(after).toContain('Reason given: Checked by hand on line 3.');
  });

  test('is valid HTML in every language, and speaks it', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    for (const [language, question] of [
      ['en', 'May it go to the line?'],
      ['ko', '라인에 투입해도 됩니까?'],
    ] as const) {
      const page = await written(project, run, language);
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).toContain(question);
      expect(await faults(page)).toEqual([]);
    }
  });

  test('weighs under 5 MB with 50 wrong decisions whose pictures are noise', async () => {
    const project = await temporaryProject();
    const source = temporaryFolder();
    for (let at = 0; at < 50; at += 1) {
      writeTo(join(source, `${at}.png`), await noise(at));
    }
    await importSource(project, { source, format: 'auto', texture: null }, quietly);
    const run = await storeDecidedRun(
      project,
      ['Steel', 'Wood'],
      Array.from({ length: 50 }, (_, at) => ({
        ...{ name: `${at}.png`, texture: 0, defective: true, patches: [[0, 0, 0, 0]] },
      })),
    );
    project.database
      .prepare('UPDATE run_images SET sha256 = (SELECT sha256 FROM images WHERE id = position + 1)')
      .run();
    const path = join(temporaryFolder(), 'heavy.html');
    await saveReport(project, run, path, noPrinter, 'en');
    expect(readFileSync(path, 'utf8').match(/<image href="data:/g)).toHaveLength(50);
    expect(statSync(path).size).toBeLessThan(5e6);
  });
});

/** A picture that no compression makes small. */
async function noise(seed: number): Promise<Buffer> {
  let state = seed + 1;
  const pixels = Uint8Array.from({ length: 512 * 512 }, () => {
    // Numerical Recipes' generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return grayImage(pixels, 512, 512);
}
