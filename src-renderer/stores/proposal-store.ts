import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { EvidenceView, ModelChoice, ProposalView } from '../../src-shared/ipc/proposal-views';
import type { ImageSelection } from '../../src-shared/ipc/collection';
import type { ImageDetail, LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { HeatGrid } from '../../src-shared/labelling/heat-grid';
import { request } from '../api';
import { loadable } from '../load-state';

/** What of a model's evidence lies over the picture. */
export const heatKinds = ['off', 'activation', 'patches'] as const;
export type HeatKind = (typeof heatKinds)[number];

/**
 * What models propose for the image on the table. Proposals are drawn and dragged like ellipses, under numbers below 0,
 * so that neither can be taken for the other.
 */
export const useProposalStore = defineStore('proposals', () => {
  const runs = loadable(async () => (await request('proposals.runs', {})).runs);
  const chosen = ref<ModelChoice | null>(null);
  const imageId = ref<number | null>(null);
  const proposals = shallowRef<readonly ProposalView[]>([]);
  const selected = ref<number | null>(null);
  const evidence = shallowRef<EvidenceView | null>(null);
  const heat = ref<HeatKind>('off');
  const opacity = ref(0.55);

  /** The model that is asked: the chosen one, else the first trial of the newest run. */
  const model = computed<ModelChoice | null>(() => {
    const list = runs.value.value ?? [];
    const mine = list.find(({ run, trials }) => {
      return run === chosen.value?.run && trials.includes(chosen.value.trial);
    });
    if (mine !== undefined) return chosen.value;
    const [newest] = list;
    const [trial] = newest?.trials ?? [];
    return newest === undefined || trial === undefined ? null : { run: newest.run, trial };
  });
  /** As the stage draws them. */
  const drawn = computed<readonly LabelledEllipse[]>(() =>
    proposals.value.map(({ id, shape }) => ({ id: -id, shape })),
  );
  const current = computed(
    () => proposals.value.find(({ id }) => id === selected.value) ?? proposals.value[0] ?? null,
  );
  const layer = computed<{ readonly grid: HeatGrid; readonly opacity: number } | null>(() => {
    if (evidence.value === null || heat.value === 'off') return null;
    return { grid: evidence.value[heat.value], opacity: opacity.value };
  });

  /** Takes up an image: what waits on it, and what the model sees in it. */
  async function open(id: number): Promise<void> {
    if (imageId.value !== id) {
      imageId.value = id;
      proposals.value = [];
      selected.value = null;
      evidence.value = null;
    }
    const [answer] = await Promise.all([
      request('proposals.list', { imageId: id }),
      runs.value.value === null ? runs.load() : Promise.resolve(),
    ]);
    if (imageId.value !== id) return;
    proposals.value = answer.proposals;
    if (!answer.proposals.some((proposal) => proposal.id === selected.value)) selected.value = null;
    if (evidence.value === null) await loadEvidence();
  }

  /** Takes up an image that a model has just looked at. */
  async function openAnew(id: number): Promise<void> {
    await open(id);
    await loadEvidence();
  }

  async function loadEvidence(): Promise<void> {
    const id = imageId.value;
    const asked = model.value;
    if (id === null || asked === null) return;
    const answer = await request('proposals.evidence', { imageId: id, model: asked });
    if (imageId.value === id) evidence.value = answer.evidence;
  }

  /** Starts asking the model; gives the job. */
  async function make(selection: ImageSelection): Promise<{ job: string }> {
    if (model.value === null) throw new Error('There is no model to ask.');
    return request('proposals.make', { selection, model: { ...model.value } });
  }

  async function accept(
    accepted: readonly { readonly id: number; readonly shape: Ellipse | null }[],
  ): Promise<ImageDetail> {
    const id = openId();
    const detail = await request('proposals.accept', {
      imageId: id,
      accepted: accepted.map(({ id: proposalId, shape }) => ({ proposalId, shape })),
    });
    await open(id);
    return detail;
  }

  async function reject(ids: readonly number[]): Promise<ImageDetail> {
    const id = openId();
    const detail = await request('proposals.reject', { imageId: id, proposalIds: [...ids] });
    await open(id);
    return detail;
  }

  function openId(): number {
    if (imageId.value === null) throw new Error('No image is open.');
    return imageId.value;
  }

  watch(
    () => [model.value?.run, model.value?.trial],
    () => void loadEvidence(),
  );

  return {
    runs,
    chosen,
    model,
    proposals,
    drawn,
    selected,
    current,
    evidence,
    heat,
    opacity,
    layer,
    open,
    openAnew,
    make,
    accept,
    reject,
  };
});
