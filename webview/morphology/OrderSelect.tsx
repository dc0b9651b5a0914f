import type { ViewState } from '../page/viewState.js';

interface OrderSelectProps {
  readonly order: ViewState['order'];
  /** What "final connectivity" is of, where that is not plain. */
  readonly of?: string;
  readonly onOrder: (order: ViewState['order']) => void;
}

/** How the nodes of a layer are ordered in a drawing. */
export function OrderSelect({ order, of = '', onOrder }: OrderSelectProps) {
  return (
    <label>
      Order{' '}
      <select
        data-testid="order"
        value={order}
        onChange={({ currentTarget: { value } }) => onOrder(value === 'stored' ? 'stored' : 'connectivity')}
      >
        <option value="connectivity">final connectivity{of}</option>
        <option value="stored">as stored</option>
      </select>
    </label>
  );
}
