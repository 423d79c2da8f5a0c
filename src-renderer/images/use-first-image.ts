import { watch } from 'vue';
import { useRouter } from 'vue-router';
import { request } from '../api';
import { everything, useImageListStore } from '../stores/image-list-store';
import { useFirstImageStore } from '../stores/first-image-store';
import { useJobStore } from '../stores/job-store';
import { useProjectStore } from '../stores/project-store';

/** Opens the first image without a label while an import that was begun for labelling goes on; none where all have one. */
export function useFirstImage(): void {
  const router = useRouter();
  const list = useImageListStore();
  const first = useFirstImageStore();
  const jobs = useJobStore();
  const project = useProjectStore();

  async function open(): Promise<void> {
    if (!first.waiting) return;
    const filter = { ...everything, verdict: 'unlabelled' } as const;
    const { rows } = await request('images.page', { filter, offset: 0, limit: 1 });
    const [row] = rows;
    if (row === undefined) {
      if (jobs.running.length === 0) first.waiting = false;
      return;
    }
    if (!first.take()) return;
    await list.setFilter(filter);
    await router.push({ name: 'image', params: { imageId: row.id } });
  }

  watch(
    () => [project.project?.images, jobs.lastEnded],
    () => void open(),
    { immediate: true },
  );
}
