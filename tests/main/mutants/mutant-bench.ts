import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { checkSource, importSource } from '../../../src-main/services/import-service';
import { createProject, type OpenProject } from '../../../src-main/services/project-service';
import type { DecoderClient } from '../../../src-main/services/decoder-client';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { ImportSummary } from '../../../src-shared/ipc/views';
import { grayPng } from '../made-images';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { testDeps } from '../temporary-project';
import { writeMutant, type Mutant } from './mutate-source';
import { rememberingDecoder } from './remembering-decoder';
import { watchedDecoders, type WatchedDecoders } from './watched-decoders';

/** A project that has taken so many imports is left for a new one. */
const projectImports = 200;

const tables = ['textures', 'sources', 'images', 'ellipses', 'events', 'gestures', 'tallies'];

export interface MutantOutcome {
  /** Null where the import was refused as bad input. */
  readonly summary: ImportSummary | null;
  /** Computing of this process and of the decoders. */
  readonly seconds: number;
  readonly wallSeconds: number;
  /** Memory of this process at its highest beyond what it had before; 0 where others have had more. */
  readonly mb: number;
}

/** A project beside a source and a file that no import may reach, for one mutant after the other. */
export class MutantBench {
  private imports = 0;
  private hash: string;

  private constructor(
    readonly decoders: WatchedDecoders,
    private readonly root: string,
    private readonly secret: string,
    private project: OpenProject,
    private decoder: DecoderClient,
  ) {
    this.hash = this.logicalHash();
  }

  static async open(): Promise<MutantBench> {
    const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const root = realpathSync(mkdtempSync(join(place, 'ellipsight-mutants-')));
    const image = await grayPng(99_999);
    writeFileSync(join(root, 'secret.png'), image);
    const secret = createHash('sha256').update(image).digest('hex');
    const decoders = watchedDecoders();
    const deps = { ...testDeps(), launcher: decoders.launcher };
    const project = await createProject(join(root, '0.ellipsight'), deps);
    return new MutantBench(decoders, root, secret, project, rememberingDecoder(project.decoder));
  }

  /**
   * Lets one importer recognise, read and prepare a mutant, and where `real` take it in, whatever
   * it is recognised as; then looks whether everything is
   * as it should be.
   *
   * @throws whatever is no expected failure, with what is needed to have it again.
   */
  async try(mutant: Mutant, format: string, title: string, real: boolean): Promise<MutantOutcome> {
    const source = join(this.root, 'source');
    writeMutant(mutant.files, source);
    const request = { source, format: real ? 'auto' : format, texture: null };
    const outcome = await this.measured(
      () =>
        real
          ? importSource(this.project, request, quietly)
          : checkSource({ ...this.project, decoder: this.decoder }, request, quietly),
      title,
    );
    if (real) {
      const after = this.logicalHash();
      if (outcome.summary === null) expect(after, title).toBe(this.hash);
      this.hash = after;
      this.expectWhole(title);
      this.imports += 1;
    }
    const name = this.project.folder.slice(this.root.length + 1);
    expect(readdirSync(this.root).sort(), title).toEqual([name, 'secret.png', 'source'].sort());
    rmSync(source, { recursive: true, force: true });
    if (real && this.imports % projectImports === 0) await this.renew();
    return outcome;
  }

  async close(): Promise<void> {
    await this.project.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  private async renew(): Promise<void> {
    await this.project.close();
    rmSync(this.project.folder, { recursive: true, force: true });
    const deps = { ...testDeps(), launcher: this.decoders.launcher };
    const name = `${this.imports / projectImports}.ellipsight`;
    this.project = await createProject(join(this.root, name), deps);
    this.decoder = rememberingDecoder(this.project.decoder);
    this.hash = this.logicalHash();
  }

  private async measured(
    work: () => Promise<ImportSummary>,
    title: string,
  ): Promise<MutantOutcome> {
    const before = this.decoders.cpuSeconds() ?? 0;
    const highest = process.resourceUsage().maxRSS;
    const held = process.memoryUsage().rss / 1024;
    const cpu = process.cpuUsage();
    const started = performance.now();
    let summary: ImportSummary | null = null;
    try {
      summary = await work();
    } catch (error) {
      if (!(error instanceof ExpectedFailure) || error.failure.kind !== 'bad-input') {
        throw new Error(title, { cause: error });
      }
    }
    const { user, system } = process.cpuUsage(cpu);
    // A decoder that was ended by a file is gone from the accounts.
    const decoding = Math.max(0, (this.decoders.cpuSeconds() ?? 0) - before);
    const seconds = (user + system) / 1e6 + decoding;
    const wallSeconds = (performance.now() - started) / 1000;
    const now = process.resourceUsage().maxRSS;
    return { summary, seconds, wallSeconds, mb: now > highest ? (now - held) / 1024 : 0 };
  }

  /** Of everything that the project's database says. */
  private logicalHash(): string {
    const hash = createHash('sha256');
    for (const table of tables) {
      for (const row of this.project.database.prepare(`SELECT * FROM ${table}`).raw().iterate()) {
        hash.update(JSON.stringify(row));
      }
    }
    return hash.digest('hex');
  }

  /** The store holds the files of the rows and no other, and the secret is not among them. */
  private expectWhole(title: string): void {
    const hashes = this.project.database
      .prepare<[], string>('SELECT sha256 FROM images ORDER BY sha256')
      .pluck()
      .all();
    const files = storedFiles(this.project).map((name) => name.replace(/\.[^.]*$/, ''));
    expect([...files].sort(), title).toEqual(hashes);
    expect(hashes, title).not.toContain(this.secret);
    expect(this.project.database.pragma('foreign_key_check'), title).toEqual([]);
  }
}
