import type { KernelMode, ModeOption } from '../protocol/training.js';

const WORDS: Readonly<Record<KernelMode, string>> = {
  reproducible: 'The same bits on every processor',
  fast: 'A quarter faster by fused products, whose last bits differ between processors',
};

/** The kernel's modes as a list shows them: one that cannot be had here stands there with its reason, not to be chosen. */
export function modeChoices(modes: readonly ModeOption[]): readonly {
  readonly label: string;
  readonly description?: string;
  readonly detail: string;
  readonly value: KernelMode;
  readonly isBlocked: boolean;
}[] {
  return modes.map(({ mode, obstacle }) => {
    if (obstacle === null) return { label: mode, detail: WORDS[mode], value: mode, isBlocked: false };
    return {
      label: `$(circle-slash) ${mode}`,
      description: 'not here',
      detail: obstacle,
      value: mode,
      isBlocked: true,
    };
  });
}
