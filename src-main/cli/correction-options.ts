import {
  importCorrectionsSchema,
  type ImportCorrections,
} from '../../src-shared/dataset/import-corrections';
import { verdicts } from '../../src-shared/dataset/label';
import { ExpectedFailure } from '../../src-shared/ipc/failure';

/** Options of `import` by which the user says something otherwise than the source. */
export interface CorrectionOptions {
  /** `OLD=NEW` each. */
  readonly rename: readonly string[];
  /** `FOLDER=VERDICT` each. */
  readonly verdict: readonly string[];
  readonly groupPattern?: string;
  readonly groups?: string;
}

/** @throws ExpectedFailure `wrong-use` with the option that cannot be used. */
export function correctionsOf(options: CorrectionOptions): ImportCorrections {
  const { groupPattern, groups } = options;
  if (groupPattern !== undefined && groups !== undefined) {
    throw new ExpectedFailure(
      'wrong-use',
      'Groups come from --group-pattern or from --groups, not from both.',
    );
  }
  const parsed = importCorrectionsSchema.safeParse({
    renames: options.rename.map((text) => {
      const [from, to] = halves('--rename', text);
      return { from, to };
    }),
    verdicts: options.verdict.map((text) => {
      const [name, verdict] = halves('--verdict', text);
      return { name, verdict };
    }),
    groups:
      groupPattern !== undefined
        ? { kind: 'pattern', pattern: groupPattern }
        : groups !== undefined
          ? { kind: 'csv', file: groups }
          : { kind: 'none' },
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ExpectedFailure(
      'wrong-use',
      `The corrections cannot be used: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
      `A verdict is one of ${verdicts.join(', ')}; names have 1 to 200 characters.`,
    );
  }
  return parsed.data;
}

/** A name may hold `=` itself; what stands behind the last one cannot. */
function halves(option: string, text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw new ExpectedFailure(
      'wrong-use',
      `${option} takes two names with = between them, not ${JSON.stringify(text)}.`,
    );
  }
  return [text.slice(0, at), text.slice(at + 1)];
}
