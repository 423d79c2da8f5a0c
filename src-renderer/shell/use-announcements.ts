import { watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { assertNever } from '../../src-shared/assert-never';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { JobResult } from '../../src-shared/ipc/job-result';
import { useFormat } from '../format/use-format';
import { told } from '../shown-failure';
import { useJobStore } from '../stores/job-store';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';
import { useRunStore } from '../stores/run-store';
import { runTitle } from '../training/run-title';

/** Tells the end of long work to a user who is looking at something else; to be used once, by the root. */
export function useAnnouncements(): void {
  const { t } = useI18n();
  const route = useRoute();
  const format = useFormat();
  const messages = useMessageStore();
  const project = useProjectStore();
  const jobs = useJobStore();
  const runs = useRunStore();

  /** What a job came to, in a sentence; null where nobody needs to know. */
  function sentence(result: JobResult): string | null {
    switch (result.kind) {
      case 'import': {
        const { added, skipped } = result.summary;
        return t('job.done', {
          added: format.count(added),
          skipped: format.count(skipped.length),
        });
      }
      case 'label-export':
        return t('export.done', {
          images: format.count(result.summary.images),
          place: result.summary.folder,
        });
      case 'archive-export':
        return t('export.done', {
          images: format.count(result.summary.images),
          place: result.summary.file,
        });
      case 'model-export':
        return t('deployment.done', { place: result.summary.out });
      case 'archive-import':
        return t('archive.done', { added: format.count(result.summary.added) });
      case 'verify': {
        const { images, findings } = result.summary;
        return findings.length === 0
          ? t('backups.well', { images: format.count(images) })
          : t('backups.ill', {
              images: format.count(images),
              count: format.count(findings.length),
            });
      }
      case 'restore':
        return t('backups.restored', {
          images: format.count(result.summary.images),
          folder: result.summary.project,
        });
      case 'proposals': {
        const { proposals, images } = result.summary;
        return t('proposals.done', {
          count: format.count(proposals),
          images: format.count(images),
        });
      }
      case 'weights-import':
        return t('weights.kept', { name: result.summary.name });
      case 'weights-check':
      case 'import-check':
      case 'archive-check':
        return null;
      default:
        return assertNever(result);
    }
  }

  watch(
    () => jobs.lastEnded,
    (job) => {
      // Counts of textures and verdicts are asked for again, since a job has changed them.
      void messages.attempt(() => project.refresh());
      if (job === null || jobs.watched.has(job.id)) return;
      const { state } = job;
      if (state.kind === 'done') {
        const told = sentence(state.result);
        if (told !== null) messages.succeed(told);
      } else if (state.kind === 'failed') {
        messages.report(ExpectedFailure.of(state.failure));
      }
    },
  );

  watch(
    () => runs.lastEnded,
    (run) => {
      if (run === null || route.params['run'] === run.id) return;
      const title = `${t(`run.kinds.${run.kind}`)} ${runTitle(run, t)}`;
      switch (run.state) {
        case 'done':
          return messages.succeed(t('run.finished', { title }));
        case 'failed':
          return messages.fail(run.message === null ? title : told(run.message));
        case 'interrupted':
          return messages.fail(
            run.message === null ? title : told(run.message),
            t('run.resumeHint'),
          );
        case 'cancelled':
        case 'paused':
        case 'waiting':
        case 'preparing':
        case 'running':
          return;
        default:
          return assertNever(run.state);
      }
    },
  );
}
