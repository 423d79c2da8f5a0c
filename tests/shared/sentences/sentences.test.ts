import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-shared/ipc/failure';
import { failureKinds } from '../../../src-shared/ipc/failure';
import { allLanguages, localeOf } from '../../../src-shared/language/languages';
import { failureIn, textIn } from '../../../src-shared/language/told';
import { english, saidFailure, saidIn } from '../../../src-shared/sentences/english';
import { englishSentences } from '../../../src-shared/sentences/english-sentences';
import { failureSentences } from '../../../src-shared/sentences/failure-sentences';
import { fileSentences } from '../../../src-shared/sentences/file-sentences';
import { planSentences } from '../../../src-shared/sentences/plan-sentences';
import { projectSentences } from '../../../src-shared/sentences/project-sentences';
import { reportSentences } from '../../../src-shared/sentences/report-sentences';
import { runSentences } from '../../../src-shared/sentences/run-sentences';
import { said, speak } from '../../../src-shared/sentences/sentence';

const others = [...allLanguages].filter(([code]) => code !== 'en');
const korean = localeOf('ko');

describe('the sentences', () => {
  it('are so many: what a user meets most is among them', () => {
    const parts = [
      ...[projectSentences, failureSentences, fileSentences, planSentences],
      ...[reportSentences, runSentences],
    ];
    const counts = parts.map((part) => Object.keys(part).length);
    // Names in two parts would hide each other.
    expect(Object.keys(englishSentences)).toHaveLength(counts.reduce((sum, n) => sum + n, 0));
    const [ofProjects = 0, ofWork = 0, ofFiles = 0, ofPlans = 0] = counts;
    expect(ofProjects + ofWork).toBeGreaterThanOrEqual(50);
    expect(ofFiles).toBeGreaterThanOrEqual(10);
    expect(ofPlans).toBeGreaterThanOrEqual(25);
  });

  it.each(others)('are all there in %s, and none is another’s', (_code, { sentences }) => {
    expect(Object.keys(sentences).sort()).toEqual(Object.keys(englishSentences).sort());
    for (const [name, sentence] of Object.entries(sentences)) {
      expect(sentence, name).not.toBe(Reflect.get(englishSentences, name));
    }
  });

  it.each(others)('that take nothing are neither empty nor English in %s', (_code, locale) => {
    for (const [name, sentence] of Object.entries(englishSentences)) {
      if (sentence.length > 0) continue;
      const text = english({ name, values: [] } as never);
      const spoken = textIn(locale, text);
      expect(spoken.trim(), name).not.toBe('');
      expect(spoken, name).not.toContain(text);
    }
  });

  it('carry their values', () => {
    const gone = said('noImportFolder', { folder: '/data/line 4' });
    expect(speak(englishSentences, gone)).toEqual({
      message: 'There is no folder /data/line 4; nothing was imported.',
      next: 'Give the folder that holds the images.',
    });
    expect(speak(korean.sentences, gone)).toEqual({
      message: '폴더가 없어 아무것도 가져오지 않았습니다: /data/line 4',
      next: '이미지가 있는 폴더를 고르세요.',
    });
  });

  it('survive a process border', () => {
    const { failure } = saidFailure('disk-full', 'databaseDiskFull', { file: 'D:/a.db' });
    const arrived: Failure = JSON.parse(JSON.stringify(failure));
    expect(failureIn(korean, arrived)).toEqual({
      message: '디스크가 가득 차서 바꾸지 않았습니다: D:/a.db',
      next: '디스크 공간을 비운 뒤 다시 해 주세요.',
    });
    expect(failureIn(localeOf('en'), arrived)).toEqual({
      message: 'The disk that holds D:/a.db is full; the change was not made.',
      next: 'Free some space, then do it again.',
    });
  });

  it('count and name a list as each language does', () => {
    const names = { shown: ['a.png', 'b.png', 'c.png'], more: 9 };
    const left = said('planLeftOut', { names, because: 'unsure' });
    expect(english(left)).toBe(
      '12 images are left out, marked unsure: a.png, b.png, c.png and 9 more.',
    );
    expect(speak(korean.sentences, left).message).toBe(
      '이미지 12장이 빠집니다(보류): a.png, b.png, c.png 외 9개',
    );
  });
});

describe('a failure that only English has words for', () => {
  it('is named by its kind, and its English stands whole beside that', () => {
    const failure: Failure = { kind: 'not-ready', message: 'It is not yet.', next: 'Wait a bit.' };
    expect(failureIn(korean, failure)).toEqual({
      message: '아직 할 수 없습니다.',
      next: '자세한 내용(영어): It is not yet. Wait a bit.',
    });
    expect(failureIn(localeOf('en'), failure)).toEqual({
      message: 'It is not yet.',
      next: 'Wait a bit.',
    });
  });

  it.each(others)('has a heading in %s for every kind', (_code, { untold }) => {
    expect(Object.keys(untold?.kinds ?? {}).sort()).toEqual([...failureKinds].sort());
  });
});

describe('a text that was stored in English', () => {
  it('is known again where it is a whole sentence without values', () => {
    expect(saidIn('is empty')?.name).toBe('fileEmpty');
    expect(textIn(korean, 'is empty')).toBe('빈 파일입니다');
    expect(textIn(korean, english(said('runLost')))).toBe(
      '이 실행이 진행 중일 때 Ellipsight가 끝났습니다.',
    );
  });

  it('is marked as English otherwise, and left alone in English', () => {
    const text = 'is empty, or nearly';
    expect(saidIn(text)).toBeNull();
    expect(textIn(korean, text)).toBe('자세한 내용(영어): is empty, or nearly');
    expect(textIn(localeOf('en'), text)).toBe(text);
  });
});
