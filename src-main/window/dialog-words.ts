import type { Language } from '../../src-shared/ipc/language';
import type { Purpose } from '../../src-shared/ipc/requests';

/** What the system's dialogs say. */
export interface DialogWords {
  /** Title and button of each place that is asked for. */
  readonly purposes: {
    readonly [P in Purpose]: { readonly title: string; readonly button: string };
  };
  /** Kinds of files. */
  readonly kinds: {
    readonly archive: string;
    readonly weights: string;
    readonly table: string;
    readonly page: string;
    readonly paper: string;
    readonly decisions: string;
    readonly evaluation: string;
    readonly plan: string;
  };
  readonly quit: {
    /** @param waiting runs behind it */
    readonly question: (run: string, waiting: number) => string;
    readonly detail: string;
    readonly stay: string;
    readonly stop: string;
  };
  /** What a desktop notice says of the end of a run. */
  readonly end: {
    readonly done: (run: string) => string;
    readonly failed: (run: string) => string;
    readonly interrupted: (run: string) => string;
    readonly accuracy: (percent: string) => string;
  };
  readonly close: string;
  readonly notStarted: string;
}

function waitingBehind(waiting: number): string {
  if (waiting === 0) return '';
  return waiting === 1 ? ', and one more waits' : `, and ${waiting} more wait`;
}

const en: DialogWords = {
  purposes: {
    'new-project': { title: 'New project', button: 'Create' },
    'open-project': { title: 'Open a project', button: 'Open' },
    'import-source': { title: 'Import images from a folder', button: 'Choose' },
    'group-table': { title: 'Groups of images', button: 'Choose' },
    'save-report': { title: 'Save the report', button: 'Save' },
    'export-labels': { title: 'Export labels into a new folder', button: 'Choose' },
    'export-bundle': { title: 'Export a bundle into a new folder', button: 'Choose' },
    'export-onnx': { title: 'Export the model as ONNX', button: 'Choose' },
    'export-safetensors': { title: 'Export the model as safetensors', button: 'Choose' },
    'export-saved-model': { title: 'Export a SavedModel into a new folder', button: 'Choose' },
    'save-archive': { title: 'Export an archive', button: 'Choose' },
    'open-archive': { title: 'Import an archive', button: 'Choose' },
    'weights-file': { title: 'Pretrained weights', button: 'Choose' },
    'restore-into': { title: 'Restore into a new folder', button: 'Choose' },
    'save-plan': { title: 'Save the plan as a file', button: 'Save' },
    'open-plan': { title: 'Open a plan', button: 'Open' },
  },
  kinds: {
    archive: 'Archives of Ellipsight',
    weights: 'Weights of a network',
    table: 'CSV',
    page: 'Web page',
    paper: 'PDF',
    decisions: 'Table of decisions',
    evaluation: 'Evaluation',
    plan: 'Plans of Ellipsight',
  },
  quit: {
    question: (run, waiting) => `Training run ${run} is under way${waitingBehind(waiting)}.`,
    detail:
      'Closing stops it at a checkpoint. The queue can go on when the project is open again; you are asked then.',
    stay: 'Keep training',
    stop: 'Stop and close',
  },
  end: {
    done: (run) => `Run ${run} is done`,
    failed: (run) => `Run ${run} failed`,
    interrupted: (run) => `Run ${run} was interrupted`,
    accuracy: (percent) => `Accuracy ${percent} on the test images.`,
  },
  close: 'Close',
  notStarted: 'Ellipsight could not start.',
};

const ko: DialogWords = {
  purposes: {
    'new-project': { title: '새 프로젝트', button: '만들기' },
    'open-project': { title: '프로젝트 열기', button: '열기' },
    'import-source': { title: '폴더에서 이미지 가져오기', button: '선택' },
    'group-table': { title: '이미지 그룹', button: '선택' },
    'save-report': { title: '보고서 저장', button: '저장' },
    'export-labels': { title: '새 폴더로 라벨 내보내기', button: '선택' },
    'export-bundle': { title: '새 폴더로 번들 내보내기', button: '선택' },
    'export-onnx': { title: 'ONNX로 모델 내보내기', button: '선택' },
    'export-safetensors': { title: 'safetensors로 모델 내보내기', button: '선택' },
    'export-saved-model': { title: '새 폴더로 SavedModel 내보내기', button: '선택' },
    'save-archive': { title: '보관 파일 내보내기', button: '선택' },
    'open-archive': { title: '보관 파일 가져오기', button: '선택' },
    'weights-file': { title: '사전 학습 가중치', button: '선택' },
    'restore-into': { title: '새 폴더로 복원', button: '선택' },
    'save-plan': { title: '계획을 파일로 저장', button: '저장' },
    'open-plan': { title: '계획 열기', button: '열기' },
  },
  kinds: {
    archive: 'Ellipsight 보관 파일',
    weights: '신경망 가중치',
    table: 'CSV',
    page: '웹 페이지',
    paper: 'PDF',
    decisions: '판정 표',
    evaluation: '평가',
    plan: 'Ellipsight 계획',
  },
  quit: {
    question: (run, waiting) =>
      waiting === 0
        ? `학습 ${run}이(가) 진행 중입니다.`
        : `학습 ${run}이(가) 진행 중이고, ${waiting}개가 대기 중입니다.`,
    detail: '닫으면 체크포인트에서 멈춥니다. 프로젝트를 다시 열 때 대기열을 계속할지 묻습니다.',
    stay: '계속 학습',
    stop: '멈추고 닫기',
  },
  end: {
    done: (run) => `학습 ${run} 완료`,
    failed: (run) => `학습 ${run} 실패`,
    interrupted: (run) => `학습 ${run} 중단됨`,
    accuracy: (percent) => `테스트 이미지 정확도 ${percent}.`,
  },
  close: '닫기',
  notStarted: 'Ellipsight를 시작할 수 없습니다.',
};

export const dialogWords: Readonly<Record<Language, DialogWords>> = { en, ko };
