import type { Verdict } from '../../src-shared/dataset/label';
import type { ImportSummary, ListedImage, SkippedFile } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { setPerceptualHash } from '../database/duplicate-queries';
import { appendEvent } from '../database/event-queries';
import { putIntoGroup } from '../database/exchange-queries';
import { imageByHash, insertImage } from '../database/image-queries';
import {
  nextEllipseId,
  writeLabel,
  type EllipseOrigin,
  type EllipseProposal,
  type ImageLabel,
  type StoredEllipse,
} from '../database/label-queries';
import { insertMask, type MaskLengths } from '../database/mask-queries';
import { insertSource, insertTexture, textureId } from '../database/project-queries';
import { inTransaction } from '../database/sqlite-failure';
import type { StoredImage } from '../decoder-process/decoder-calls';
import { keepLateMask } from './imported-mask';
import { heldLabel, labelDifference } from './label-difference';
import type { OpenProject } from './project-service';

/** An image that lies in the store and is to become a row. */
export interface PreparedImage {
  readonly stored: StoredImage;
  readonly name: string;
  readonly texture: string;
  /** Its group; null or left out for none. */
  readonly group?: string | null;
  readonly verdict: Verdict;
  readonly ellipses: readonly {
    readonly shape: Ellipse;
    readonly origin: EllipseOrigin;
    readonly fitIou: number | null;
    readonly proposal?: EllipseProposal | undefined;
  }[];
  /** The mask that its ellipses were fitted to; null or left out for none. */
  readonly mask?: MaskLengths | null;
}

/** What became of one item of a source: an image or none, and whatever is to be listed. */
export interface PreparedItem {
  /** What was stored for it, also where it does not become a row. */
  readonly stored: StoredImage | null;
  readonly image: PreparedImage | null;
  readonly skipped: readonly SkippedFile[];
  /** Ellipses of the image that fit badly; none where left out. */
  readonly poorFits?: readonly SkippedFile[];
}

/** Adds images to a project batch by batch, and counts what became of each. */
export class ImageIntake {
  private added = 0;
  private known = 0;
  private ellipses = 0;
  private readonly skipped: SkippedFile[] = [];
  private readonly conflicts: ListedImage[] = [];
  private readonly poorFits: ListedImage[] = [];
  private sourceId: number | null = null;

  constructor(
    private readonly project: OpenProject,
    private readonly source: { readonly path: string; readonly format: string },
  ) {}

  /** One transaction: the images, their labels, their textures, their events. */
  commit(items: readonly PreparedItem[]): void {
    const { database, now, author } = this.project;
    const counts = inTransaction(database, () => {
      const at = now().toISOString();
      const batch = {
        ...{ added: 0, known: 0, ellipses: 0 },
        conflicts: [] as ListedImage[],
        poorFits: [] as ListedImage[],
      };
      let gesture: number | null = null;
      for (const { image, poorFits = [] } of items) {
        if (image === null) {
          continue;
        }
        const known = imageByHash(database, image.stored.sha256);
        if (known !== null) {
          batch.known += 1;
          const reason = labelDifference(heldLabel(database, known.id), image);
          if (reason !== null) {
            batch.conflicts.push({ file: image.name, reason, imageId: known.id });
          }
          gesture ??= keepLateMask(this.project, known.id, image.mask, { at, gesture });
          continue;
        }
        const { imageId, label, textureId: texture } = this.insert(image, at);
        const mask = image.mask == null ? {} : { mask: insertMask(database, imageId, image.mask) };
        gesture = appendEvent(database, {
          at,
          who: author,
          gesture,
          kind: 'image.added',
          imageId,
          old: null,
          new: {
            ...{ sha256: image.stored.sha256, name: image.name, texture },
            ...(image.group == null ? {} : { group: image.group }),
            ...mask,
            label,
          },
        });
        batch.poorFits.push(...poorFits.map((fit) => ({ ...fit, imageId })));
        batch.added += 1;
        batch.ellipses += label.ellipses.length;
      }
      return batch;
    });
    // Counted once the transaction holds.
    this.added += counts.added;
    this.known += counts.known;
    this.ellipses += counts.ellipses;
    this.conflicts.push(...counts.conflicts);
    this.poorFits.push(...counts.poorFits);
    for (const { skipped } of items) {
      this.skipped.push(...skipped);
    }
  }

  summary(cancelled: boolean): ImportSummary {
    return {
      added: this.added,
      known: this.known,
      skipped: this.skipped,
      ellipses: this.ellipses,
      ...(this.poorFits.length === 0 ? {} : { poorFits: this.poorFits }),
      conflicts: this.conflicts,
      cancelled,
    };
  }

  private insert(
    image: PreparedImage,
    at: string,
  ): { readonly imageId: number; readonly label: ImageLabel; readonly textureId: number } {
    const { database } = this.project;
    const { sha256, format, bytes, width, height, channels, bitDepth } = image.stored;
    this.sourceId ??= insertSource(database, { ...this.source, at });
    const texture = textureId(database, image.texture) ?? insertTexture(database, image.texture);
    const { name, verdict } = image;
    const imageId = insertImage(database, {
      ...{ sha256, format, bytes, width, height, channels, bitDepth, name, verdict },
      textureId: texture,
      review: 'labelled',
      sourceId: this.sourceId,
      addedAt: at,
    });
    if (image.group != null) putIntoGroup(database, imageId, image.group);
    const { perceptualHash } = image.stored;
    if (perceptualHash !== undefined) setPerceptualHash(database, imageId, perceptualHash);
    const firstId = nextEllipseId(database);
    const ellipses = image.ellipses.map(
      ({ shape: { x, y, a, b, angle }, origin, fitIou, proposal }, index): StoredEllipse => ({
        id: firstId + index,
        ...{ x, y, a, b, angle, origin, fitIou },
        ...(proposal === undefined ? {} : { proposal }),
      }),
    );
    const bare: ImageLabel = { verdict, review: 'labelled', ellipses: [] };
    const label: ImageLabel = { ...bare, ellipses };
    writeLabel(database, imageId, bare, label);
    return { imageId, label, textureId: texture };
  }
}
