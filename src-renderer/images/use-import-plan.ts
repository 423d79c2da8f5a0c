import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { ImportCorrections } from '../../src-shared/dataset/import-corrections';
import type { Verdict } from '../../src-shared/dataset/label';
import type { ImportPreview } from '../../src-shared/ipc/import-views';
import { request } from '../api';
import { loadable, type Loadable } from '../load-state';
import { useFollowedJob, type FollowedJob } from '../stores/use-followed-job';

/** What the user typed and chose, as the fields hold it. */
export interface CorrectionFields {
  /** By the source's name; an empty text leaves it. */
  readonly names: Record<string, string>;
  /** By a folder's name; undefined leaves them as found. */
  readonly verdicts: Record<string, Verdict | undefined>;
  groups: ImportCorrections['groups']['kind'];
  pattern: string;
  table: string;
}

export interface ImportPlan {
  readonly source: Ref<string>;
  /** `auto`, or the format that the user chose instead of what was recognised. */
  readonly format: Ref<string>;
  readonly fields: CorrectionFields;
  readonly corrections: ComputedRef<ImportCorrections>;
  readonly preview: Loadable<ImportPreview>;
  readonly check: FollowedJob<'import-check'>;
  /** True from a change of a field until the preview shows it. */
  readonly outdated: Ref<boolean>;
  /** Looks at another source; an empty one forgets. */
  look(source: string): Promise<void>;
  /** Reads the source as another format; corrections of the earlier one are forgotten. */
  chooseFormat(name: string): Promise<void>;
  /** Opens the source's images once more, to see what would happen. */
  checkAgain(): Promise<void>;
}

/** Milliseconds without a change before the source is looked at again. */
const restMs = 400;

/**
 * A source, the user's corrections, the preview of both and the check of every image, which follow each change.
 *
 * @param onScreen whether the dialog shows it.
 */
export function useImportPlan(onScreen: () => boolean): ImportPlan {
  const source = ref('');
  const format = ref('auto');
  const fields: CorrectionFields = reactive({
    names: {},
    verdicts: {},
    groups: 'none',
    pattern: '',
    table: '',
  });
  const outdated = ref(false);
  const corrections = computed(() => correctionsOf(fields));
  const preview = loadable(() =>
    request('import.preview', {
      source: source.value,
      format: format.value,
      corrections: corrections.value,
    }),
  );
  const check = useFollowedJob('import-check', onScreen);
  let newest = 0;
  let timer = 0;

  async function refresh(): Promise<void> {
    const mine = ++newest;
    await check.stop();
    if (mine !== newest) return;
    check.forget();
    await preview.load();
    if (mine !== newest) return;
    outdated.value = false;
    if (preview.failure.value === null) await begin(mine);
  }

  async function begin(mine: number): Promise<void> {
    const found = preview.value.value;
    if (found === null || mine !== newest) return;
    await check.start(() =>
      request('import.check', {
        source: source.value,
        format: found.format,
        corrections: corrections.value,
      }),
    );
  }

  function look(path: string): Promise<void> {
    return readAs(path, 'auto');
  }

  async function readAs(path: string, name: string): Promise<void> {
    window.clearTimeout(timer);
    newest += 1;
    await check.stop();
    check.forget();
    preview.clear();
    source.value = path;
    format.value = name;
    Object.assign(fields, { names: {}, verdicts: {}, groups: 'none', pattern: '', table: '' });
    outdated.value = false;
    if (path !== '') await refresh();
  }

  watch(corrections, (now, before) => {
    if (source.value === '' || JSON.stringify(now) === JSON.stringify(before)) return;
    outdated.value = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(), restMs);
  });

  return {
    source,
    format,
    fields,
    corrections,
    preview,
    check,
    outdated,
    look,
    chooseFormat: (name) => readAs(source.value, name),
    checkAgain: async () => {
      await check.stop();
      check.forget();
      await begin(newest);
    },
  };
}

/** Fields that are empty, or say what the source says already, correct nothing. */
export function correctionsOf(fields: CorrectionFields): ImportCorrections {
  const { names, verdicts, groups, pattern, table } = fields;
  return {
    renames: Object.entries(names)
      .map(([from, to]) => ({ from, to: to.trim() }))
      .filter(({ from, to }) => to !== '' && to !== from),
    verdicts: Object.entries(verdicts).flatMap(([name, verdict]) =>
      verdict === undefined ? [] : [{ name, verdict }],
    ),
    groups:
      groups === 'pattern' && pattern !== ''
        ? { kind: 'pattern', pattern }
        : groups === 'csv' && table !== ''
          ? { kind: 'csv', file: table }
          : { kind: 'none' },
  };
}
