import type { FigureDocument, FigureId } from '../../src/protocol/figure.js';
import { settingText, spelled } from './settingText.js';

interface SettingsProps {
  readonly document: FigureDocument;
  readonly isOpen: boolean;
  readonly onOpen: (figure: FigureId, isOpen: boolean) => void;
}

/** What the paper leaves open and was chosen here, and everything else that decides the numbers. */
export function Settings({ document: { figure, choices, settings }, isOpen, onOpen }: SettingsProps) {
  return (
    <details
      class="settings"
      open={isOpen}
      data-testid={`settings-${figure}`}
      onToggle={(event) => onOpen(figure, event.currentTarget.open)}
    >
      <summary>{choices.length === 0 ? 'Settings' : 'Choices and settings'}</summary>
      {choices.length > 0 && (
        <dl class="reasons" aria-label="What the paper leaves open">
          {choices.map(({ name, chosen, why }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {chosen} <span class="muted">{why}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <dl class="reasons" aria-label="Settings">
        {Object.entries(settings).map(([name, value]) => (
          <div key={name}>
            <dt>{spelled(name)}</dt>
            <dd>{settingText(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
