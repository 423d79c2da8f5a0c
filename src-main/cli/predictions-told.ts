import type { SkippedFile } from '../../src-shared/ipc/views';
import { percentText } from '../reports/rate-text';
import type { Prediction } from '../services/prediction';
import type { CommandContext } from './command-context';
import { exitCodes, type ExitCode } from './exit-code';

/** Tells decisions as they come, and keeps what the exit code depends on. */
export interface PredictionsTold {
  readonly onPrediction: (prediction: Prediction) => void;
  readonly onFailure: (failure: SkippedFile) => void;
  /** @param failOnDefective whether one found defective, or left to a person, counts */
  exitCode(failOnDefective: boolean): ExitCode;
}

export function tellPredictions(context: CommandContext, json: boolean): PredictionsTold {
  let failures = 0;
  let found = false;
  return {
    onPrediction(prediction) {
      found ||= prediction.verdict !== 'ok';
      context.out(json ? `${JSON.stringify(prediction)}\n` : predictionText(prediction));
    },
    onFailure({ file, reason }) {
      failures += 1;
      context.screen.write(`${file}: ${reason}\n`);
    },
    exitCode(failOnDefective) {
      // An image that could not be decided counts more than one that was found defective.
      if (failures > 0) return exitCodes.badInput;
      return failOnDefective && found ? exitCodes.foundDefective : exitCodes.done;
    },
  };
}

function predictionText({ image, texture, verdict, score }: Prediction): string {
  return `${verdict.padEnd(9)}  ${texture}  defect score ${percentText(score)}  ${image}\n`;
}
