import * as vscode from 'vscode';

/** The settings of package.json and their types; a unit test compares the two. */
export interface Settings {
  /** Seconds a parser may be silent before it is stopped. */
  readonly parserTimeLimit: number;
  /** A path to analyse when the window opens; empty for none. */
  readonly analyzeOnStartup: string;
}

export const defaults: Settings = { parserTimeLimit: 30, analyzeOnStartup: '' };

export function setting<K extends keyof Settings>(name: K): Settings[K] {
  return vscode.workspace.getConfiguration('morphoscope').get<Settings[K]>(name) ?? defaults[name];
}
