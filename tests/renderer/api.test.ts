// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { reactive } from 'vue';
import { onNotice, request } from '../../src-renderer/api';
import { shownFailure } from '../../src-renderer/shown-failure';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { project } from './image-examples';
import { recordedBridge, type RecordedBridge } from './recorded-bridge';

let bridge: RecordedBridge;
beforeEach(() => {
  bridge = recordedBridge();
});

describe('asking main', () => {
  it('gives back the value of an answer', async () => {
    bridge.answer('project.summary', () => project);
    expect(await request('project.summary', {})).toEqual(project);
  });

  it('throws an expected failure with its sentence and next step', async () => {
    const failure = { kind: 'not-found', message: 'No such folder.', next: 'Choose one.' } as const;
    bridge.refuse('project.open', failure);
    const thrown = await request('project.open', { path: '/nowhere' }).catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(ExpectedFailure);
    expect(shownFailure(thrown)).toEqual({
      message: 'No such folder.',
      next: 'Choose one.',
      bug: false,
    });
  });

  it('sends reactive values as plain copies, which can cross a process border', async () => {
    bridge.answer('images.page', () => ({ total: 0, offset: 0, rows: [] }));
    const filter = reactive({ textureId: 1, verdict: null, text: 'a' });
    await request('images.page', { filter, offset: 0, limit: 200 });
    expect(bridge.asked[0]?.argument).toEqual({
      filter: { textureId: 1, verdict: null, text: 'a' },
      offset: 0,
      limit: 200,
    });
  });

  it('never shows an object instead of a sentence', () => {
    expect(shownFailure({ odd: true }).message).not.toContain('[object Object]');
    expect(shownFailure(new Error('index out of range')).message).toContain('index out of range');
  });
});

describe('notices', () => {
  it('end when they are unsubscribed', () => {
    const heard: unknown[] = [];
    const stop = onNotice('project.changed', (notice) => heard.push(notice.project?.name));
    bridge.notify('project.changed', { project });
    stop();
    bridge.notify('project.changed', { project: null });
    expect(heard).toEqual(['plates']);
  });
});
