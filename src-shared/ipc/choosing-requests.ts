import { z } from '../jitless-zod';
import type { TextureFloors } from '../evaluation/rate-floors';
import { mostDisagreements } from './choosing-views';
import type { ChoosingView, Disagreements, RunChanges, SideFigures } from './choosing-views';
import type { ComparedRun } from './comparison-views';
import type { NetworkSize } from './network-size-views';
import { longestReason } from './release-views';
import type { ReleaseCheck, ReleaseState, TrialModel } from './release-views';

/** Comparing runs, choosing a student, and releasing a model. */
export interface ChoosingRequests {
  /** A teacher and its finished students with what each costs; times where they were measured here before. */
  'students.sizes': { argument: { teacher: string }; result: { networks: readonly NetworkSize[] } };
  /** The same once each has been timed; takes some seconds a network. */
  'students.time': { argument: { teacher: string }; result: { networks: readonly NetworkSize[] } };
  'runs.compare': { argument: { runs: string[] }; result: { runs: readonly ComparedRun[] } };
  'choosing.get': { argument: { teacher: string }; result: ChoosingView };
  /** All finished trials together; counts a look at the test side. */
  'choosing.test': { argument: { run: string }; result: SideFigures };
  'floors.set': {
    argument: { floors: readonly TextureFloors[] };
    result: { floors: readonly TextureFloors[] };
  };
  'releases.get': { argument: Record<string, never>; result: ReleaseState };
  /** Holds a model against floors and released model; counts a look at the test side. */
  'releases.check': { argument: TrialModel; result: ReleaseCheck };
  /** Fails with `not-ready` where the check objects and no reason is given, with `wrong-use` where nobody gave a name. */
  'releases.promote': { argument: TrialModel & { reason: string }; result: ReleaseState };
  /** To what was released before. */
  'releases.back': { argument: { reason: string }; result: ReleaseState };
  /** Of a student with its teacher. */
  'runs.disagreements': { argument: { run: string; limit: number }; result: Disagreements };
  /** Fails with `wrong-use` where the runs have no test image in common. */
  'runs.changes': { argument: { before: string; after: string }; result: RunChanges };
}

const share = z.number().min(0).max(1).nullable();

/** The floors of textures as the window sends them. */
export const textureFloorsSchema = z
  .array(z.strictObject({ texture: z.string().min(1).max(200), tpr: share, tnr: share }))
  .min(1)
  .max(10_000)
  .readonly();

export const reasonSchema = z.string().max(longestReason);

export const disagreementLimit = z.int().min(1).max(mostDisagreements);
