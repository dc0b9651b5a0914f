import type { SimulationSettings } from '../../src/protocol/simulation.js';
import { faultOf, hasField, NUMBER_FIELDS, withKind, type Draft, type NumberField } from './draft.js';

const LABELS: Readonly<Record<NumberField, string>> = {
  nodes: 'Nodes in a layer',
  layers: 'Layers',
  runs: 'Runs',
  time: 'Time',
  steps: 'Steps',
  c: 'Largest c',
  seed: 'Seed',
};

const KINDS: Readonly<Record<SimulationSettings['kind'], string>> = {
  intralayer: 'Within a layer (Eq. 3)',
  interlayer: 'Between layers (Eq. 110)',
};
const STARTS: Readonly<Record<SimulationSettings['r0'], string>> = {
  simplex: 'Roots sum to 1',
  weights: 'Of random weights',
  uniform: 'Uniform from 0 to 1',
};
const BOUNDARIES: Readonly<Record<SimulationSettings['boundary'], string>> = {
  periodic: 'Periodic',
  clamped: 'Clamped',
  free: 'Free',
};

interface SettingsFormProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** What is simulated; every change is taken as soon as all of it can be. */
export function SettingsForm({ draft, onChange }: SettingsFormProps) {
  const { kind } = draft;
  return (
    <form class="simulation-form" aria-label="Settings of the simulation" onSubmit={(event) => event.preventDefault()}>
      <Choice
        id="kind"
        label="Equation"
        words={KINDS}
        value={kind}
        onChange={(value) => onChange(withKind(draft, value))}
      />
      <Choice
        id="r0"
        label="Start r(0)"
        words={STARTS}
        value={draft.r0}
        onChange={(r0) => onChange({ ...draft, r0 })}
      />
      {hasField(kind, 'boundary') && (
        <Choice
          id="boundary"
          label="Boundary"
          words={BOUNDARIES}
          value={draft.boundary}
          onChange={(boundary) => onChange({ ...draft, boundary })}
        />
      )}
      {NUMBER_FIELDS.filter((field) => hasField(kind, field)).map((field) => (
        <NumberInput
          key={field}
          field={field}
          value={draft[field]}
          fault={faultOf(draft, field)}
          onChange={(value) => onChange({ ...draft, [field]: value })}
        />
      ))}
    </form>
  );
}

interface ChoiceProps<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ id, label, words, value, onChange }: ChoiceProps<Value>) {
  return (
    <label>
      {label}
      <select
        data-testid={`simulation-${id}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        {Object.entries<string>(words).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberInputProps {
  readonly field: NumberField;
  readonly value: string;
  readonly fault: string | null;
  readonly onChange: (value: string) => void;
}

function NumberInput({ field, value, fault, onChange }: NumberInputProps) {
  return (
    <label>
      {LABELS[field]}
      <input
        type="text"
        inputMode="decimal"
        value={value}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : `fault-${field}`}
        data-testid={`simulation-${field}`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {fault !== null && (
        <span class="fault" role="alert" id={`fault-${field}`} data-testid={`fault-${field}`}>
          {fault}
        </span>
      )}
    </label>
  );
}
