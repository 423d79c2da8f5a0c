import { modelFormats, type ModelFormat } from '../deployment/model-export';
import { z } from '../jitless-zod';

/** What the window asks of main about models that leave. */
export interface DeploymentRequests {
  /** Writes one trial's model for other programs; progress comes as `job.progress`, in test images. */
  'models.export': {
    argument: { run: string; trial: number; format: ModelFormat; out: string };
    result: { job: string };
  };
}

export const modelFormatSchema = z.enum(modelFormats);
