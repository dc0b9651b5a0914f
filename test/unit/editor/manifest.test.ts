import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandIds, editorTypes, panelTypes, settingDefaults } from '../../../src/editor/contributions.js';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: boolean } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly priority: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown; readonly scope: string }>>;
    };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { commands, customEditors, menus, configuration } = manifest.contributes;

test('every contributed command, editor and setting is one the code knows, and the other way round', () => {
  expect(commands.map(({ command }) => command).sort()).toEqual(Object.values(commandIds).sort());
  expect(customEditors.map(({ viewType }) => viewType).sort()).toEqual([...editorTypes].sort());
  const defaults = Object.fromEntries(
    Object.entries(configuration.properties).map(([name, property]) => [
      name.replace('morphoscope.', ''),
      property.default,
    ]),
  );
  expect(defaults).toEqual(settingDefaults);
  for (const type of panelTypes) {
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${type}`);
  }
});

test('menus only name contributed commands', () => {
  const known = new Set<string>(Object.values(commandIds));
  const used = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
  expect(used.filter((command) => !known.has(command))).toEqual([]);
});

test('titles are the exact ones of the contract, and untrusted folders are supported', () => {
  const titles = Object.fromEntries(commands.map(({ command, title }) => [command, title]));
  expect(titles[commandIds.analyze]).toBe('Analyze weight morphology');
  expect(titles[commandIds.attachSampleData]).toBe('Attach sample data');
  expect(titles[commandIds.exportReport]).toBe('Export report');
  expect(titles[commandIds.train]).toBe('Train reference network');
  expect(titles[commandIds.compare]).toBe('Compare checkpoints');
  expect(titles[commandIds.reproduce]).toBe('Reproduce paper figure');
  expect(titles[commandIds.simulate]).toBe('Simulate connectivity dynamics');
  expect(titles[commandIds.selectForCompare]).toBe('Select for compare');
  expect(titles[commandIds.compareWithSelected]).toBe('Compare with selected');
  expect(titles[commandIds.compareWithHead]).toBe('Compare with HEAD');
  expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Morphoscope']));
  expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
});

test('settings that name programs or paths cannot come from a workspace', () => {
  for (const property of Object.values(configuration.properties)) expect(property.scope).toBe('machine');
});

test.each([
  ['model.json', true],
  ['encoder.model.json', true],
  ['datamodel.json', false],
  ['weights.hdf5', true],
  ['net.keras', true],
])('%s can be opened as a checkpoint: %s', (name, expected) => {
  const patterns = customEditors.flatMap(({ selector }) => selector.map(({ filenamePattern }) => filenamePattern));
  const matches = (pattern: string): boolean =>
    new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`).test(name);
  expect(patterns.some(matches)).toBe(expected);
});

test('what asks Git is only offered in a trusted workspace', () => {
  const items = Object.values(menus).flatMap((entries) =>
    entries.filter(({ command }) => command === commandIds.compareWithHead),
  );
  expect(items).toHaveLength(3);
  for (const { when } of items) expect(when).toContain('isWorkspaceTrusted');
});

test('no condition uses an operator that VS Code does not know, which would make the item show everywhere', () => {
  for (const { when } of Object.values(menus).flat()) expect(when).not.toContain('!~');
});
