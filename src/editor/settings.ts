import * as vscode from 'vscode';
import { settingDefaults, type Settings } from './contributions.js';

export function setting<K extends keyof Settings>(name: K): Settings[K] {
  return vscode.workspace.getConfiguration('morphoscope').get<Settings[K]>(name) ?? settingDefaults[name];
}
