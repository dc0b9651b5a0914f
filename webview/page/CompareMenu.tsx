import type { CompareWith, EpochView, RunView } from '../../src/protocol/panel.js';
import type { Provider } from '../provider/provider.js';
import { formatCount } from '../shared/format.js';
import { MenuButton, type MenuItem } from './MenuButton.js';
import type { EpochChoice } from './useEpoch.js';

interface CompareMenuProps {
  readonly run: RunView;
  readonly epoch: EpochChoice;
  readonly provider: Provider;
}

/** What the epoch on show can be compared with. */
export function CompareMenu({ run: { epochs }, epoch: { index }, provider }: CompareMenuProps) {
  const item = (id: string, label: string, to: CompareWith): MenuItem => ({
    id,
    label,
    act: () => provider.compare(index, to),
  });
  const places = [
    { id: 'first', words: 'first epoch', at: 0 },
    { id: 'before', words: 'epoch before', at: index - 1 },
    { id: 'last', words: 'last epoch', at: epochs.length - 1 },
  ];
  const others = places.filter(
    ({ at }, order) => at >= 0 && at !== index && places.findIndex((place) => place.at === at) === order,
  );
  const items = [
    ...(provider.hasCounterpart ? [item('counterpart', 'With the file on disk', 'counterpart')] : []),
    ...others.map(({ id, words, at }) => item(id, `With the ${words}${numberOf(epochs[at])}`, at)),
    item('other', 'With another checkpoint…', 'other'),
  ];
  return <MenuButton name="Compare" items={items} testId="compare" />;
}

function numberOf(epoch: EpochView | undefined): string {
  return epoch?.epoch == null ? '' : ` (${formatCount(epoch.epoch)})`;
}
