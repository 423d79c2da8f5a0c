import { basename } from 'node:path';
import { decideByRule } from '../../src-shared/deployment/ruled-decision';
import { decidingPatch } from '../../src-shared/evaluation/image-decision';
import {
  inspectFilters,
  type InspectedDecision,
  type InspectedRow,
  type InspectFilter,
} from '../../src-shared/ipc/inspect-views';
import type { DecidedFile } from '../decoder-process/deployment/decide-image-file';
import { imagePatches } from '../services/decided-patches';
import type { NamedFile } from '../services/image-files';
import type { InspectingModel } from './inspecting-model';

/** One inspected file; as little as its row and its picture need, since there may be 100,000. */
interface Kept {
  readonly file: NamedFile;
  readonly decided: {
    readonly sha256: string;
    readonly width: number;
    readonly height: number;
    readonly verdict: InspectedDecision['verdict'];
    readonly texture: number;
    readonly score: number;
    /** Class of each patch of the grid. */
    readonly classes: readonly number[];
    readonly deciding: number;
  } | null;
  readonly reason: string;
}

/** Inspected images in the order of their files, and where the rows of each filter are. */
export class InspectedList {
  private readonly kept: Kept[] = [];
  private readonly byHash = new Map<string, number>();
  private readonly places: Record<InspectFilter, number[]> = {
    all: [],
    defective: [],
    inspect: [],
    ok: [],
    unreadable: [],
  };

  get size(): number {
    return this.kept.length;
  }

  add(file: NamedFile, found: DecidedFile, { rule }: InspectingModel): void {
    const { sha256, width, height, logits } = found;
    const { verdict, texture, score, patchClasses: classes } = decideByRule(logits, rule);
    const deciding = decidingPatch(logits);
    const decided = { sha256, width, height, verdict, texture, score, classes, deciding };
    if (!this.byHash.has(sha256)) this.byHash.set(sha256, this.kept.length);
    this.keep({ file, decided, reason: '' }, verdict);
  }

  /** @param reason why the file could not be decided */
  addUnreadable(file: NamedFile, reason: string): void {
    this.keep({ file, decided: null, reason }, 'unreadable');
  }

  counts(): Readonly<Record<InspectFilter, number>> {
    const counts: Record<InspectFilter, number> = {
      all: 0,
      defective: 0,
      inspect: 0,
      ok: 0,
      unreadable: 0,
    };
    for (const filter of inspectFilters) counts[filter] = this.places[filter].length;
    return counts;
  }

  page(
    filter: InspectFilter,
    offset: number,
    limit: number,
    { textures }: Pick<InspectingModel, 'textures'>,
  ): { readonly rows: readonly InspectedRow[]; readonly total: number } {
    const places = this.places[filter];
    const rows = places.slice(offset, offset + limit).flatMap((id): InspectedRow[] => {
      const one = this.kept[id];
      if (one === undefined) return [];
      const { file, decided, reason } = one;
      return [
        {
          id,
          name: basename(file.file),
          file: file.given,
          decided:
            decided === null
              ? null
              : {
                  sha256: decided.sha256,
                  verdict: decided.verdict,
                  texture: textures[decided.texture] ?? '',
                  score: decided.score,
                },
          reason,
        },
      ];
    });
    return { rows, total: places.length };
  }

  /** The file of a decided image, to be asked about again; null for one that is not there or could not be decided. */
  fileOf(id: number): string | null {
    const one = this.kept[id];
    return one === undefined || one.decided === null ? null : one.file.file;
  }

  /** A file with these bytes, when it was decided; null where there is none. */
  fileOfHash(sha256: string): string | null {
    const id = this.byHash.get(sha256);
    return id === undefined ? null : this.fileOf(id);
  }

  /** Null for an image that is not there or could not be decided. */
  decision(id: number, by: InspectingModel): InspectedDecision | null {
    const one = this.kept[id];
    if (one === undefined || one.decided === null) return null;
    const { classes, ...decided } = one.decided;
    return decisionView(one.file.file, decided, classes, by);
  }

  private keep(one: Kept, filter: InspectFilter): void {
    const id = this.kept.push(one) - 1;
    this.places.all.push(id);
    this.places[filter].push(id);
  }
}

/** What a model says of a file, as the window draws it. */
export function decisionOf(
  file: string,
  { sha256, width, height, logits }: DecidedFile,
  by: InspectingModel,
): InspectedDecision {
  const { verdict, texture, score, patchClasses } = decideByRule(logits, by.rule);
  const deciding = decidingPatch(logits);
  const decided = { sha256, width, height, verdict, texture, score, deciding };
  return decisionView(file, decided, patchClasses, by);
}

function decisionView(
  file: string,
  decided: Omit<NonNullable<Kept['decided']>, 'classes'>,
  classes: readonly number[],
  { model, imageScale, textures }: InspectingModel,
): InspectedDecision {
  return {
    ...decided,
    name: basename(file),
    texture: textures[decided.texture] ?? '',
    patches: imagePatches(decided, { imageScale, patchSize: model.patchSize }, classes),
    textures,
  };
}
