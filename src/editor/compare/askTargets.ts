import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { choose, type Choice, type Place } from '../dialog/question.js';
import { askAll, type Step } from '../dialog/steps.js';
import { resourceOf, type ComparedResource } from './comparedResource.js';

const TITLE = 'Compare checkpoints';

/** A checkpoint that is proposed by name. */
export interface Proposal {
  /** `epoch 350` */
  readonly label: string;
  /** The run or folder it belongs to. */
  readonly where: string;
  readonly resource: ComparedResource;
}

interface Asked {
  readonly a: ComparedResource | null;
  readonly b: ComparedResource | null;
}

/**
 * Asks for two checkpoints, or for the one that another is to be compared with.
 * @param proposals epochs of the run on show, first to last
 * @returns a and b; null when the user turned away
 */
export async function askTargets(
  proposals: readonly Proposal[],
  given: ComparedResource | null,
): Promise<readonly ComparedResource[] | null> {
  const first: Asked = { a: null, b: given };
  const asked = await askAll<Asked>(TITLE, first, () => [
    askSide('a', given === null ? 'The earlier checkpoint, a' : 'Compare with which checkpoint?', proposals),
    ...(given === null ? [askSide('b', 'The later checkpoint, b', proposals)] : []),
  ]);
  return asked === null || asked.a === null || asked.b === null ? null : [asked.a, asked.b];
}

type Source = ComparedResource | 'file' | 'folder';

function askSide(side: keyof Asked, prompt: string, proposals: readonly Proposal[]): Step<Asked> {
  return async (asked, place) => {
    const other = side === 'a' ? asked.b : asked.a;
    const offered = proposals.filter(({ resource }) => JSON.stringify(resource) !== JSON.stringify(other));
    // A training is compared from its beginning to its end, unless someone wants something else.
    const active = (side === 'a' ? offered[0] : offered.at(-1))?.resource;
    const items: Choice<Source>[] = [
      ...offered.map(({ label, where, resource }) => ({ label, description: where, value: resource })),
      { label: '$(file) Checkpoint file…', value: 'file' },
      { label: '$(folder) Folder of checkpoints…', description: 'at its newest epoch', value: 'folder' },
    ];
    const answer = await choose(place, items, { prompt, active });
    if (answer.kind !== 'chosen') return answer;
    const resource = typeof answer.value === 'string' ? await pick(answer.value, place, other) : answer.value;
    return resource === null ? { kind: 'cancelled' } : { kind: 'chosen', value: { ...asked, [side]: resource } };
  };
}

async function pick(
  kind: 'file' | 'folder',
  { title }: Place,
  beside: ComparedResource | null,
): Promise<ComparedResource | null> {
  const near = beside?.paths[0];
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: 'Compare',
    canSelectFiles: kind === 'file',
    canSelectFolders: kind === 'folder',
    ...(near === undefined ? {} : { defaultUri: vscode.Uri.file(dirname(near)) }),
  });
  const [uri] = picked ?? [];
  return uri === undefined ? null : resourceOf(uri);
}
