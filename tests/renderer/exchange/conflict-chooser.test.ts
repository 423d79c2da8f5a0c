// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import ConflictChooser from '../../../src-renderer/exchange/ConflictChooser.vue';
import ConflictPicture from '../../../src-renderer/exchange/ConflictPicture.vue';
import { i18n } from '../../../src-renderer/i18n';
import type { ArchiveConflict } from '../../../src-shared/ipc/export-views';

function conflict(id: number): ArchiveConflict {
  return {
    sha256: String(id).padStart(64, '0'),
    imageId: id,
    image: `felt/${id}.png`,
    width: 100,
    height: 80,
    mine: 'felt, ok, labelled, 0 ellipses',
    theirs: 'felt, defective, reviewed, 1 ellipse',
    labels: {
      mine: { texture: 'felt', verdict: 'ok', review: 'labelled', ellipses: [] },
      theirs: {
        ...{ texture: 'felt', verdict: 'defective', review: 'reviewed' },
        ellipses: [{ x: 30, y: 40, a: 12, b: 5, angle: Math.PI / 2 }],
      },
    },
    kept: null,
  };
}

const conflicts = [1, 2, 3].map(conflict);
const global = { plugins: [i18n, createPinia()] };
let chooser: VueWrapper;

beforeEach(() => {
  i18n.global.locale.value = 'en';
  chooser = mount(ConflictChooser, {
    props: {
      conflicts,
      modelValue: new Set<string>(),
      'onUpdate:modelValue': (modelValue: ReadonlySet<string>) => chooser.setProps({ modelValue }),
    },
    global,
  });
});

function chosen(): readonly string[] {
  return [...(chooser.props() as { modelValue: ReadonlySet<string> }).modelValue];
}

function button(id: string): ReturnType<VueWrapper['get']> {
  return chooser.get(`[data-testid="${id}"]`);
}

describe('images that both sides label differently', () => {
  it('keep the project’s labels unless told otherwise', () => {
    expect(chosen()).toEqual([]);
    expect(button('keep-mine').attributes('aria-checked')).toBe('true');
    expect(button('keep-theirs').text()).toContain('defective');
    expect(button('keep-theirs').text()).toContain('one ellipse');
  });

  it('are decided one by one, by buttons and by arrow keys', async () => {
    await chooser.findAll('[data-testid="conflict"]')[1]?.trigger('click');
    await button('keep-theirs').trigger('click');
    expect(chosen()).toEqual([conflicts[1]?.sha256]);
    const list = chooser.get('[role="listbox"]');
    await list.trigger('keydown', { key: 'ArrowDown' });
    await list.trigger('keydown', { key: 'ArrowRight' });
    expect(chosen()).toEqual([conflicts[1]?.sha256, conflicts[2]?.sha256]);
    await list.trigger('keydown', { key: 'ArrowUp' });
    await list.trigger('keydown', { key: 'ArrowLeft' });
    expect(chosen()).toEqual([conflicts[2]?.sha256]);
  });

  it('are decided all at once', async () => {
    await button('all-theirs').trigger('click');
    expect(chosen()).toEqual(conflicts.map(({ sha256 }) => sha256));
    await button('all-mine').trigger('click');
    expect(chosen()).toEqual([]);
  });
});

it('a picture of a conflict has the ellipses of both sides, told apart', () => {
  const both = { ...conflict(1) };
  const labels = { mine: both.labels.theirs, theirs: both.labels.theirs };
  const picture = mount(ConflictPicture, { props: { conflict: { ...both, labels } }, global });
  expect(picture.findAll('.mine ellipse.line')).toHaveLength(1);
  expect(picture.findAll('.theirs ellipse.line')).toHaveLength(1);
  expect(picture.get('.theirs > g').attributes('transform')).toBe('rotate(90 30 40)');
});
