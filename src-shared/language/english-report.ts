/** What a report's page says, in English; every other language says the same (its `report`). */
export const englishReport = {
  title: (run: string) => `Ellipsight report: ${run}`,
  made: ({ run, date, accuracy, decisions, trials }: MadeFacts) =>
    `Run ${run}, made ${date}; accuracy ${accuracy} on ${counted(decisions, 'decision')} of test images${
      trials > 1 ? ` over ${trials} trials` : ''
    }.`,
  answers: {
    title: 'In short',
    line: 'May it go to the line?',
    misses: 'What does it miss?',
    weak: 'On which texture is it weak?',
    who: 'Who decided?',
    released: (trial: number, who: string, date: string) =>
      `Yes: the model of trial ${trial} was released by ${who} on ${date}.`,
    releasedBy: (trial: number, who: string, date: string) =>
      `The model of trial ${trial} was released by ${who} on ${date}.`,
    nobody: 'Nobody has released it.',
    because: (reason: string) => `Reason given: ${reason}`,
    notReleased: 'Not yet: nobody has released it.',
    otherReleased: (run: string, trial: number) => `Released is trial ${trial} of run ${run}.`,
    noFloors: 'No floor is set for any texture, so nobody has said what is good enough.',
    floorsHeld: 'Every floor holds on the test images.',
    belowFloor: ({ texture, rate, right, all, share, floor }: FloorFact) =>
      all === 0
        ? `No test image shows the ${rate} of ${texture}, whose floor is ${floor}.`
        : `${rate} of ${texture} is ${share} (${right} of ${all}), below its floor of ${floor}.`,
    missed: (escapes: number, defective: number) =>
      `${escapes} of ${counted(defective, 'defect')} escaped.`,
    missedMore: (highest: string) =>
      `So few images leave a share of escapes of up to ${highest} possible.`,
    alarms: (overkills: number, good: number) =>
      `${overkills} of ${counted(good, 'good part')} ${overkills === 1 ? 'was' : 'were'} a false alarm.`,
    weakest: ({ texture, rate, share, right, all }: WeakFact) =>
      `${texture}: its ${rate} is ${share} (${right} of ${all}).`,
    noneWeak: 'None: every test image was decided right.',
    leastKnown: (texture: string, rate: string, all: number) =>
      `Least is known of ${texture}: its ${rate} rests on ${counted(all, 'image')} alone.`,
    labelled: (people: string) => `Labelled: ${people}.`,
    reviewed: (people: string) => `Reviewed: ${people}.`,
    notReviewed: 'No label was reviewed by a second person.',
    imported: (images: number) => `with the import (${counted(images, 'image')})`,
    person: (who: string, images: number) => `${who} (${counted(images, 'image')})`,
  },
  whole: {
    title: 'All textures',
    caption: (trials: number) =>
      `Means ± standard errors over ${counted(trials, 'trial')}; convergence is the first evaluation from which accuracy stays at its final level. Pooled: the decisions of all trials counted together.`,
    accuracy: 'Accuracy',
    convergence: 'Iterations to convergence',
    pooledAccuracy: 'Pooled accuracy',
    pooledTpr: 'Pooled TPR',
    pooledTnr: 'Pooled TNR',
    of: (share: string, images: number) => `${share} of ${images}`,
  },
  rates: {
    title: 'Rates per texture',
    caption: (trials: number) =>
      `TPR: share of the defective images decided right, texture and verdict. TNR: the same of the non-defective ones${
        trials > 1 ? `; mean ± standard error over ${trials} trials, counts of all together` : ''
      }. In brackets: where the true rate lies with 95 % certainty (Clopper and Pearson).`,
    texture: 'Texture',
    escapes: 'Escapes (missed defects)',
    overkills: 'Overkills (false alarms)',
    count: (count: number, all: number) => `${count} of ${all}`,
    tooFew: (rates: string) =>
      `Too few images to rely on: ${rates}. Even with all of them right, a true rate below 90 % would be possible.`,
    tooFewRate: (rate: string, texture: string, all: number) => `${rate} of ${texture} (${all})`,
    chart: 'Bars of TPR and TNR of each texture, as in the table above',
  },
  compression: {
    title: 'Compression',
    caption:
      'Accuracy on the test images, and the time to decide one image on the computer that wrote this report: all patches of its grid as one batch, median.',
    network: 'Network',
    accuracy: 'Accuracy',
    parameters: 'Parameters',
    operations: 'GFLOP an image',
    file: 'File',
    time: 'Time an image',
    teacher: 'Teacher',
    student: (filters: string) => `Student ${filters}`,
    unknown: 'unknown',
    missing: 'missing',
    notTimed: 'not timed',
  },
  wrong: {
    title: 'Wrong decisions',
    none: (decisions: number) =>
      decisions === 1 ? 'The one decision is right.' : `All ${decisions} decisions are right.`,
    some: (wrong: number, decisions: number) =>
      `${wrong} of ${counted(decisions, 'decision')} ${wrong === 1 ? 'is' : 'are'} wrong; escapes come first. Solid: labelled ellipses. Dashed: patches decided defective.`,
    more: (count: number) => `${count} more are in the predictions as CSV.`,
    escape: 'Escape',
    overkill: 'Overkill',
    wrongTexture: 'Wrong texture',
    className: (texture: string, defective: boolean) =>
      `${texture} ${defective ? 'defective' : 'ok'}`,
    decided: ({ labelled, decided, score, trial }: DecidedFact) =>
      `labelled ${labelled}, decided ${decided}; defect score ${score}, trial ${trial}`,
  },
  training: {
    title: 'Training',
    sides: { validation: 'validation', test: 'test' },
    accuracyChart: (side: string) =>
      `Accuracy on ${side} images against iterations, mean and standard error over the trials`,
    lossChart: 'Loss against iterations, a line a trial',
    iterations: 'iterations',
    accuracy: (side: string) => `accuracy, ${side} %`,
    loss: 'loss',
  },
  more: {
    summary: 'More: trials, thresholds, data, plan, versions, glossary',
    trials: 'Trials',
    trial: 'Trial',
    accuracy: 'Accuracy',
    iterations: 'Iterations',
    convergence: 'Convergence',
    taken: 'Model taken at',
    looks: (counts: string) =>
      `How often the test sides of this split were looked at, through any run and with this report: ${counts}. What is chosen after many looks was chosen with the test images’ help: rates on new images tend to be lower.`,
    look: (trial: number, looks: number) => `trial ${trial}: ${looks}`,
    decision: 'Decision',
    outcome: (side: string) => `Of 10,000 parts, by the ${side} images`,
    parts: (escapes: number, overkills: number, inspected: number) =>
      `${escapes} escape, ${overkills} are rejected for nothing, ${inspected} are inspected`,
    partsUnknown: 'not known: images of one kind are missing',
    releases: 'Release',
    people: 'People',
    data: 'Data',
    plan: 'Plan',
    facts: {
      textures: 'Textures in class order',
      images: 'Images (first trial)',
      snapshot: 'Data snapshot (SHA-256)',
      seeds: 'Split seed, seed',
      teacher: 'Teacher',
      weights: 'Pretrained weights',
      weightsHash: 'Pretrained weights (SHA-256)',
      licence: 'Licence of the pretrained weights',
      parameters: 'Parameters',
      device: 'Trained on',
      ended: 'Trained until',
      written: 'Report written',
    },
    sides: (training: number, validation: number, test: number, none: number) =>
      `${training} training, ${validation} validation, ${test} test, ${none} on no side`,
    from: (name: string, source: string) => `${name}, from ${source}`,
    notStated: 'not stated',
    unknown: 'unknown',
    notEnded: 'not ended',
    none: 'none',
    modelHash: (trial: number) => `Model of trial ${trial} (SHA-256)`,
    writtenBy: (at: string, version: string) => `${at} by Ellipsight ${version}`,
    labelled: 'Labelled',
    reviewed: 'Reviewed',
    glossaryTitle: 'Glossary',
    glossary: [
      ['Texture', 'One surface pattern; each has non-defective and defective images.'],
      [
        'TPR',
        'True-positive rate: share of the defective images whose texture and verdict are right.',
      ],
      ['TNR', 'True-negative rate: the same of the non-defective images.'],
      ['Escape', 'A defective image that was decided non-defective: a missed defect.'],
      ['Overkill', 'A non-defective image that was decided defective: a false alarm.'],
      [
        'Floor',
        'The lowest rate that somebody has said to be good enough for a texture; a release below it needs a written reason.',
      ],
      [
        'Teacher, student',
        'The large network that is trained first, and the tiny one that imitates it.',
      ],
      [
        'Trial',
        'One seeded split of the images into training and test; results are means over trials.',
      ],
    ] as readonly (readonly [term: string, meaning: string])[],
  },
};

export type ReportWords = typeof englishReport;

/** What a report's head says of its run. */
export interface MadeFacts {
  readonly run: string;
  /** Day, ISO 8601. */
  readonly date: string;
  readonly accuracy: string;
  readonly decisions: number;
  readonly trials: number;
}

/** A rate with what it rests on. */
export interface WeakFact {
  readonly texture: string;
  readonly rate: string;
  readonly share: string;
  readonly right: number;
  readonly all: number;
}

export interface FloorFact extends WeakFact {
  readonly floor: string;
}

/** Under a picture that was decided wrong; `labelled` and `decided` are names of classes. */
export interface DecidedFact {
  readonly labelled: string;
  readonly decided: string;
  readonly score: string;
  readonly trial: number;
}

/** "1 image", "12 images". */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
