import type { DecisionRule, RuledDecision } from '../deployment/ruled-decision';
import type { Ellipse } from '../labelling/ellipse';
import type { Failure } from './failure';
import type { DecidedImage } from './run-views';
import type { Progress } from './views';

/** What images are inspected with: a trial of a run of the open project, or a bundle. */
export type InspectChoice =
  | { readonly kind: 'run'; readonly run: string; readonly trial: number }
  | { readonly kind: 'bundle'; readonly path: string };

/** Which of the inspected images a list shows. */
export const inspectFilters = ['all', 'defective', 'inspect', 'ok', 'unreadable'] as const;
export type InspectFilter = (typeof inspectFilters)[number];

/** Files and folders that one drop may hold; a folder may hold any number of images. */
export const mostDropped = 10_000;

/** Images that one inspection holds; what lies beyond is left out, and said. */
export const mostInspected = 100_000;

/** An inspected image in the list: decided, or a file that could not be. */
export interface InspectedRow {
  /** Place in the inspection, from 0. */
  readonly id: number;
  /** Name of the file, without its folder. */
  readonly name: string;
  /** As it was found. */
  readonly file: string;
  /** Null for a file that could not be decided. */
  readonly decided: {
    /** Of the file's bytes. */
    readonly sha256: string;
    readonly verdict: RuledDecision['verdict'];
    readonly texture: string;
    /** Maximum over patches of the summed softmax of the defective classes, 0–1. */
    readonly score: number;
  } | null;
  /** Why it could not be decided; empty where it was. */
  readonly reason: string;
}

/** What one model says of one image, with the grid's patches. */
export interface InspectedDecision {
  readonly sha256: string;
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly verdict: RuledDecision['verdict'];
  readonly texture: string;
  readonly score: number;
  readonly patches: DecidedImage['patches'];
  /** Index into `patches` of the one with the highest score: it made the decision. */
  readonly deciding: number;
  /** In class order. */
  readonly textures: readonly string[];
}

/** What the teacher of the inspecting student says. */
export type TeacherWord =
  | {
      readonly kind: 'decided';
      readonly run: string;
      readonly trial: number;
      readonly decision: InspectedDecision;
      /** A teacher may carry thresholds of its own. */
      readonly rule: DecisionRule;
    }
  | { readonly kind: 'none'; readonly why: 'is-teacher' | 'foreign-bundle' | 'teacher-gone' };

/** A training image that the network takes for most like an inspected one. */
export interface NearestImage {
  readonly sha256: string;
  readonly name: string;
  /** In the project; null where it is there no more. */
  readonly imageId: number | null;
  readonly width: number;
  readonly height: number;
  readonly texture: string;
  readonly defective: boolean;
  readonly ellipses: readonly Ellipse[];
  /** Cosine of the angle between the features of both deciding patches, −1 … 1. */
  readonly similarity: number;
  /** The training image's own deciding patch, image pixels. */
  readonly patch: { readonly x: number; readonly y: number; readonly size: number };
}

export type NearestAnswer =
  | { readonly kind: 'found'; readonly nearest: readonly NearestImage[]; readonly among: number }
  /** Training images are to be read first; `seconds` is null where their pace is not known. */
  | { readonly kind: 'unread'; readonly images: number; readonly seconds: number | null }
  | { readonly kind: 'none'; readonly why: 'foreign-bundle' };

/** Where an inspection stands. */
export interface InspectionView {
  /** Counts up where all is decided anew: rows of another number are gone. */
  readonly session: number;
  readonly choice: InspectChoice | null;
  /** What inspects, and how it decides; null before the first. */
  readonly by: {
    readonly run: string;
    readonly trial: number;
    readonly kind: 'teacher' | 'student';
    readonly rule: DecisionRule;
    readonly textures: readonly string[];
  } | null;
  readonly state: 'empty' | 'listing' | 'working' | 'done' | 'stopped' | 'failed';
  /** Of images; null until they are counted. */
  readonly progress: Progress | null;
  readonly counts: Readonly<Record<InspectFilter, number>>;
  /** Images beyond `mostInspected`. */
  readonly leftOut: number;
  /** What stopped all of it. */
  readonly failure: Failure | null;
  /** How far the training images are read; null while they are not. */
  readonly training: Progress | null;
}

/** What the window asks of main about images that are only looked at. Nothing of it is stored in the project. */
export interface InspectRequests {
  /** Shows the system's dialog for image files; none when the user gives up. */
  'inspect.choose-images': {
    argument: Record<string, never>;
    result: { paths: readonly string[] };
  };
  'inspect.view': { argument: Record<string, never>; result: InspectionView };
  /** Adds files and folders; with another model than before, all are decided anew. */
  'inspect.start': {
    argument: { choice: InspectChoice; paths: string[] };
    result: InspectionView;
  };
  /** Stops after the images under way; those decided stay. */
  'inspect.stop': { argument: Record<string, never>; result: InspectionView };
  'inspect.clear': { argument: Record<string, never>; result: InspectionView };
  'inspect.page': {
    argument: { filter: InspectFilter; offset: number; limit: number };
    result: { rows: readonly InspectedRow[]; total: number };
  };
  'inspect.image': { argument: { id: number }; result: InspectedDecision };
  /** May take seconds: a teacher is large. */
  'inspect.teacher': { argument: { id: number }; result: TeacherWord };
  'inspect.nearest': { argument: { id: number }; result: NearestAnswer };
  /** Reads the training images of the inspecting trial, until `inspect.stop`; answers when it is done. */
  'inspect.read-training': { argument: Record<string, never>; result: InspectionView };
}
