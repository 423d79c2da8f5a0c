import { createHash } from 'node:crypto';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { tensorOf, valuesOf } from './kernels/tensorflow';
import type { Network } from './network';
import type { PatchInput } from './patch-input';
import type { DrawnPatch } from './patch-pixels';
import { readWhole, writeWhole } from './weights/whole-transfers';
import { elementCount } from '../../src-shared/training/element-count';
import { outputsHeadLength, outputsKeyLength } from '../../src-shared/training/trainer-bounds';

/**
 * What networks that do not learn any more say of each patch, computed when first asked for and kept in a file:
 * the output of frozen blocks, or a teacher's logits.
 *
 * A patch asked for is computed as a batch of its own, so that the bits do not depend on what was asked for together with
 * it, and a resumed run finds the same. A record that a power cut left torn, and all after it, are computed anew.
 */
export class PatchOutputs implements PatchInput {
  /** Patches computed, not read, so far. */
  computed = 0;
  private readonly file: number;
  /** Byte position of a patch's numbers. */
  private readonly places = new Map<string, number>();
  private readonly scratch: Float32Array;
  private size = 0;
  private closed = false;

  /**
   * @param path made where missing; its name must follow from all that decides the outputs
   * @param networks applied one after the other
   * @param shape of one patch's output
   * @param largest bytes that the file may take; outputs beyond it are computed each time
   */
  constructor(
    private readonly path: string,
    private readonly networks: readonly Network[],
    private readonly input: PatchInput,
    readonly shape: readonly number[],
    private readonly largest: number,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.file = openSync(path, 'a+');
    this.scratch = new Float32Array(elementCount(shape));
    this.takeWholeRecords();
  }

  get networkShape(): readonly number[] {
    return this.shape;
  }

  write(patches: readonly DrawnPatch[], target: Float32Array): void {
    const length = elementCount(this.shape);
    patches.forEach((patch, at) => {
      this.writeOne(patch, target.subarray(at * length, (at + 1) * length));
    });
  }

  /**
   * Makes sure that a patch's output lies in the file.
   *
   * @returns false where the file has no room for it
   */
  keep(patch: DrawnPatch): boolean {
    const key = keyOf(patch).toString('latin1');
    if (!this.places.has(key)) {
      this.writeOne(patch, this.scratch);
    }
    return this.places.has(key);
  }

  /**
   * Computes patches that are not in the file yet as one batch, and keeps them as far as there is room. The bits may
   * depend on what is batched together: for lists that are always made whole.
   */
  keepTogether(patches: readonly DrawnPatch[]): void {
    const length = elementCount(this.shape);
    const outputs = this.compute(patches);
    patches.forEach((patch, at) => {
      this.append(keyOf(patch), bytesOf(outputs.subarray(at * length, (at + 1) * length)));
    });
  }

  close(): void {
    if (!this.closed) {
      closeSync(this.file);
      this.closed = true;
    }
  }

  /** Closes, and deletes what was kept. */
  remove(): void {
    this.close();
    rmSync(this.path, { force: true });
  }

  private writeOne(patch: DrawnPatch, target: Float32Array): void {
    const key = keyOf(patch);
    const bytes = bytesOf(target);
    const place = this.places.get(key.toString('latin1'));
    if (place !== undefined) {
      readWhole(this.file, bytes, place);
      return;
    }
    target.set(this.compute([patch]));
    this.append(key, bytes);
  }

  private append(key: Buffer, bytes: Uint8Array): void {
    if (this.size + outputsHeadLength + bytes.length <= this.largest) {
      writeWhole(this.file, Buffer.concat([key, digest(key, bytes), bytes]));
      this.places.set(key.toString('latin1'), this.size + outputsHeadLength);
      this.size += outputsHeadLength + bytes.length;
    }
  }

  private compute(patches: readonly DrawnPatch[]): Float32Array {
    const values = new Float32Array(patches.length * elementCount(this.input.shape));
    this.input.write(patches, values);
    let current = tensorOf(values, [patches.length, ...this.input.shape]);
    for (const network of this.networks) {
      const output = network.forward(current);
      current.dispose();
      current = output;
    }
    const outputs = valuesOf(current);
    current.dispose();
    this.computed += patches.length;
    return outputs;
  }

  private takeWholeRecords(): void {
    const found = fstatSync(this.file).size;
    const head = Buffer.alloc(outputsHeadLength);
    const bytes = Buffer.alloc(4 * elementCount(this.shape));
    while (this.size + outputsHeadLength + bytes.length <= found) {
      readWhole(this.file, head, this.size);
      readWhole(this.file, bytes, this.size + outputsHeadLength);
      const key = head.subarray(0, outputsKeyLength);
      if (!digest(key, bytes).equals(head.subarray(outputsKeyLength))) {
        break;
      }
      this.places.set(key.toString('latin1'), this.size + outputsHeadLength);
      this.size += outputsHeadLength + bytes.length;
    }
    ftruncateSync(this.file, this.size);
  }
}

function keyOf({ image, x, y, form }: DrawnPatch): Buffer {
  const key = Buffer.alloc(outputsKeyLength);
  [image, x, y, form].forEach((value, at) => key.writeUInt32LE(value, 4 * at));
  return key;
}

function digest(key: Uint8Array, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(key).update(bytes).digest();
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
