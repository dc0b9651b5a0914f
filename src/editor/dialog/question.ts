import * as vscode from 'vscode';

export type Answer<T> =
  | { readonly kind: 'chosen'; readonly value: T }
  /** To the question before. */
  | { readonly kind: 'back' }
  | { readonly kind: 'cancelled' };

/** Where a question stands in its dialog. */
export interface Place {
  readonly title: string;
  /** From 1; null for a question besides. */
  readonly step: { readonly number: number; readonly of: number } | null;
  readonly canGoBack: boolean;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
  /** Shown, and not to be chosen. */
  readonly isBlocked?: boolean;
}

/** One of a few, the first or `active` in advance. */
export function choose<T>(
  place: Place,
  choices: readonly Choice<T>[],
  { prompt, active }: { readonly prompt: string; readonly active?: T | undefined },
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<Choice<T> & vscode.QuickPickItem>();
  pick.items = [...choices];
  pick.placeholder = prompt;
  pick.matchOnDetail = true;
  pick.activeItems = pick.items.filter(({ value }) => value === active).slice(0, 1);
  return answered(pick, place, () => {
    const [chosen] = pick.activeItems;
    return chosen === undefined || chosen.isBlocked === true ? null : { value: chosen.value };
  });
}

/** A text that `objection` has nothing against. */
export function write(
  place: Place,
  text: string,
  { prompt, objection }: { readonly prompt: string; readonly objection: (text: string) => string | null },
): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.value = text;
  input.prompt = prompt;
  const check = (): void => void (input.validationMessage = objection(input.value) ?? undefined);
  const listening = input.onDidChangeValue(check);
  check();
  return answered(input, place, () => (objection(input.value) === null ? { value: input.value.trim() } : null)).finally(
    () => void listening.dispose(),
  );
}

function answered<T>(
  question: (vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox) & { onDidAccept: vscode.Event<void> },
  { title, step, canGoBack }: Place,
  chosen: () => { readonly value: T } | null,
): Promise<Answer<T>> {
  question.title = title;
  question.step = step?.number;
  question.totalSteps = step?.of;
  // A click elsewhere, or a dialog of the system, must not lose what was chosen so far.
  question.ignoreFocusOut = true;
  question.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<Answer<T>>((resolve) => {
    question.onDidAccept(() => {
      const answer = chosen();
      if (answer !== null) resolve({ kind: 'chosen', value: answer.value });
    });
    question.onDidTriggerButton(() => resolve({ kind: 'back' }));
    question.onDidHide(() => resolve({ kind: 'cancelled' }));
    question.show();
  }).finally(() => question.dispose());
}
