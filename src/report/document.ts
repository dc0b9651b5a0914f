import type { CheckpointReport, FailedFile, Report } from '../protocol/report.js';

export interface ReportParts {
  /** As the user gave it. */
  readonly path: string;
  readonly format: string;
  readonly producer: string | null;
  readonly failed: readonly FailedFile[];
  /** In epoch order. */
  readonly checkpoints: readonly CheckpointReport[];
}

/** The document `morphoscope/report@1`. */
export function createReport({ path, format, producer, failed, checkpoints }: ReportParts): Report {
  return {
    schema: 'morphoscope/report@1',
    generator: { name: 'morphoscope', version: MORPHOSCOPE_VERSION },
    source: { path, format, producer, epochs: checkpoints.map(({ epoch }) => epoch) },
    failed,
    checkpoints,
  };
}
