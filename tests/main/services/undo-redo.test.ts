import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { readLabel, type ImageLabel } from '../../../src-main/database/label-queries';
import { imageDetail } from '../../../src-main/services/image-service';
import {
  addEllipse,
  changeEllipse,
  deleteEllipses,
  redo,
  setVerdict,
  undo,
} from '../../../src-main/services/labelling-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import { verdicts, type Verdict } from '../../../src-shared/dataset/label';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { seedImages } from '../seeded-images';
import { reopened, temporaryProject } from '../temporary-project';

const shape: Ellipse = { x: 100, y: 120, a: 30, b: 12, angle: 0.4 };

async function projectWith(...given: Verdict[]): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(
    project,
    given.map((verdict) => ({ texture: 'felt', verdict })),
  );
  return project;
}

describe('undo and redo of random gestures', () => {
  const images = 3;
  const number = fc.double({ min: 1, max: 500, noNaN: true });
  const anyShape = fc.record({
    x: number,
    y: number,
    a: fc.double({ min: 0.5, max: 80, noNaN: true }),
    b: fc.double({ min: 0.5, max: 80, noNaN: true }),
    angle: fc.double({ min: -4, max: 4, noNaN: true }),
  });
  const imageId = fc.integer({ min: 1, max: images });
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('add' as const), imageId, shape: anyShape }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        imageId,
        pick: fc.nat(),
        shape: anyShape,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('delete' as const), imageId, pick: fc.nat() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('verdict' as const),
        imageId,
        verdict: fc.constantFrom(...verdicts),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('undo' as const, 'redo' as const, 'reopen' as const),
      }),
    },
  );

  function labels(project: OpenProject): readonly (ImageLabel | null)[] {
    return Array.from({ length: images }, (_, index) => readLabel(project.database, index + 1));
  }

  function tallied(project: OpenProject): unknown {
    const { ok, defective, unlabelled, unsure, ellipses } =
      projectSummary(project).textures[0] ?? {};
    return { ok, defective, unlabelled, unsure, ellipses };
  }

  function counted(project: OpenProject): unknown {
    const all = labels(project);
    const of = (verdict: Verdict): number =>
      all.filter((label) => label?.verdict === verdict).length;
    return {
      ok: of('ok'),
      defective: of('defective'),
      unlabelled: of('unlabelled'),
      unsure: of('unsure'),
      ellipses: all.reduce((sum, label) => sum + (label?.ellipses.length ?? 0), 0),
    };
  }

  /** What the window would do: gestures that are refused are not made. */
  function gesture(
    project: OpenProject,
    action: { do: string; imageId?: number; shape?: Ellipse; pick?: number; verdict?: Verdict },
  ): void {
    const { imageId: image = 1, shape: drawn = shape, pick = 0, verdict = 'ok' } = action;
    const ellipses = imageDetail(project, image).ellipses;
    const picked = ellipses[pick % Math.max(1, ellipses.length)];
    if (action.do === 'add') addEllipse(project, image, drawn);
    if (action.do === 'change' && picked !== undefined)
      changeEllipse(project, image, picked.id, drawn);
    if (action.do === 'delete' && picked !== undefined) deleteEllipses(project, image, [picked.id]);
    if (action.do === 'verdict') setVerdict(project, image, verdict, true);
  }

  test('follow a plain stack of states, survive reopening, and lead back to the start and to the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        let project = await projectWith('unlabelled', 'ok', 'defective');
        const start = labels(project);
        let done: (readonly (ImageLabel | null)[])[] = [start];
        let undone: (readonly (ImageLabel | null)[])[] = [];
        for (const action of steps) {
          if (action.do === 'reopen') {
            project = await reopened(project);
          } else if (action.do === 'undo') {
            undo(project);
            const top = done.length > 1 ? done.pop() : undefined;
            if (top !== undefined) undone.push(top);
          } else if (action.do === 'redo') {
            redo(project);
            const top = undone.pop();
            if (top !== undefined) done.push(top);
          } else {
            const before = JSON.stringify(labels(project));
            gesture(project, action);
            if (JSON.stringify(labels(project)) !== before) {
              done = [...done, labels(project)];
              undone = [];
            }
          }
          expect(labels(project)).toEqual(done.at(-1));
          expect(tallied(project)).toEqual(counted(project));
        }
        const end = undone[0] ?? labels(project);
        project = await reopened(project);
        while (redo(project).imageId !== null);
        expect(labels(project)).toEqual(end);
        while (undo(project).imageId !== null);
        expect(labels(project)).toEqual(start);
        project = await reopened(project);
        while (redo(project).imageId !== null);
        expect(labels(project)).toEqual(end);
        expect(await verifyEventChain(project.database)).toBe(null);
      }),
      { numRuns: 25, seed: 20260101 },
    );
  });
});
