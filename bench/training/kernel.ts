import { kernelModes } from '../../src/training/kernel/kernelModule.js';
import { createKernelTrainer } from '../../src/training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../../src/training/referenceTrainer.js';
import { measure, readJob } from './job.js';

const { variant, ...job } = readJob();
const missing = kernelModes().find(({ mode, available }) => mode === variant && !available);
if (missing !== undefined) {
  console.log(JSON.stringify({ unavailable: missing.available ? '' : missing.reason }));
} else {
  const trainer =
    variant === 'reference'
      ? await createReferenceTrainer(job.settings, job.samples, job.features)
      : await createKernelTrainer(job.settings, job.samples, job.features, {
          mode: variant === 'fast' ? 'fast' : 'reproducible',
        });
  await measure(job, (epochs) => {
    let loss = NaN;
    for (let epoch = 0; epoch < epochs; epoch++) loss = trainer.step() ?? NaN;
    return loss;
  });
}
