import { onBeforeUnmount, onMounted } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ManyChange } from '../../src-shared/ipc/collection';
import { useFormat } from '../format/use-format';
import { commandOfKey, keysRest } from '../labelling/label-keys';
import { useImageListStore } from '../stores/image-list-store';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';
import { useSelectionStore } from '../stores/selection-store';
import { textureOfKey } from './texture-key';

/** Keys of the images' grid: what is chosen gets a verdict or texture; Escape lets go of it; undo and redo. */
export function useCollectionKeys(actions: { change(what: ManyChange): void }): void {
  const { t } = useI18n();
  const project = useProjectStore();
  const list = useImageListStore();
  const selection = useSelectionStore();
  const messages = useMessageStore();
  const format = useFormat();

  async function walk(direction: 'undo' | 'redo'): Promise<void> {
    if (selection.working || project.readOnly) return;
    const done = await messages.attempt(() => selection.walkHistory(direction));
    if (!done.ok) return;
    const { found, images } = done.value;
    messages.succeed(
      found
        ? t(`many.${direction}`, { count: format.count(images) }, images)
        : t(`many.no-${direction}`),
    );
  }

  function down(event: KeyboardEvent): void {
    if (keysRest(event)) return;
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA') {
      event.preventDefault();
      if ((list.total ?? 0) > 0) selection.chooseAll();
      return;
    }
    const command = commandOfKey(event);
    if (command?.kind === 'undo' || command?.kind === 'redo') {
      event.preventDefault();
      void walk(command.kind);
      return;
    }
    if (selection.count === 0 || event.repeat) return;
    const texture = textureOfKey(event, project.textures);
    if (command?.kind === 'cancel') selection.clear();
    else if (command?.kind === 'delete') actions.change({ kind: 'exclude', excluded: true });
    else if (command?.kind === 'verdict') {
      actions.change({ kind: 'verdict', verdict: command.verdict, deleteEllipses: false });
    } else if (command?.kind === 'toggle-reviewed') {
      actions.change({ kind: 'review', review: 'reviewed' });
    } else if (texture !== null) actions.change({ kind: 'texture', textureId: texture.id });
    else return;
    event.preventDefault();
  }

  onMounted(() => window.addEventListener('keydown', down));
  onBeforeUnmount(() => window.removeEventListener('keydown', down));
}
