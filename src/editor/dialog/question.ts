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

/** A question below another one, to which back returns. */
export function besides({ title }: Place, what: string): Place {
  return { title: `${title}: ${what}`, step: null, canGoBack: true };
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

/** A group of those among which several are chosen. */
export interface ChoiceGroup<T> {
  /** Empty for no heading. */
  readonly name: string;
  readonly choices: readonly Choice<T>[];
}

/** What stands in a question's title beside back: something else instead of an answer. */
export interface TitleButton<T> {
  /** Of VS Code's icons. */
  readonly icon: string;
  readonly tooltip: string;
  readonly value: T;
}

/** One or more of several, `picked` in advance; in the order in which they are shown. */
export function chooseMany<T, B = never>(
  place: Place,
  groups: readonly ChoiceGroup<T>[],
  {
    prompt,
    picked,
    button,
  }: { readonly prompt: string; readonly picked: (value: T) => boolean; readonly button?: TitleButton<B> },
): Promise<Answer<readonly T[] | B>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value?: T }>();
  const choices = groups.flatMap((group) => group.choices);
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = groups.flatMap(({ name, choices: members }) => [
    ...(name === '' ? [] : [{ label: name, kind: vscode.QuickPickItemKind.Separator }]),
    ...members,
  ]);
  pick.selectedItems = choices.filter(({ value }) => picked(value));
  pick.placeholder = prompt;
  return answered<readonly T[] | B>(
    pick,
    place,
    () => {
      const chosen = choices.filter((choice) => pick.selectedItems.includes(choice));
      return chosen.length === 0 ? null : { value: chosen.map(({ value }) => value) };
    },
    button,
  );
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
  beside?: TitleButton<T>,
): Promise<Answer<T>> {
  question.title = title;
  question.step = step?.number;
  question.totalSteps = step?.of;
  // A click elsewhere, or a dialog of the system, must not lose what was chosen so far.
  question.ignoreFocusOut = true;
  const { Back } = vscode.QuickInputButtons;
  const other = beside && { iconPath: new vscode.ThemeIcon(beside.icon), tooltip: beside.tooltip };
  question.buttons = [...(canGoBack ? [Back] : []), ...(other === undefined ? [] : [other])];
  return new Promise<Answer<T>>((resolve) => {
    question.onDidAccept(() => {
      const answer = chosen();
      if (answer !== null) resolve({ kind: 'chosen', value: answer.value });
    });
    question.onDidTriggerButton((button) =>
      resolve(button === other && beside ? { kind: 'chosen', value: beside.value } : { kind: 'back' }),
    );
    question.onDidHide(() => resolve({ kind: 'cancelled' }));
    question.show();
  }).finally(() => question.dispose());
}
