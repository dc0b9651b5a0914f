interface SampleDataProps {
  readonly name: string | null;
  readonly provider: { attachData(): void; removeData(): void };
}

/** The attached sample data by name, with what can be done about it. */
export function SampleData({ name, provider }: SampleDataProps) {
  if (name === null) {
    return (
      <button type="button" onClick={() => provider.attachData()} data-testid="attach-data">
        Attach sample data
      </button>
    );
  }
  return (
    <span class="sample-data" role="group" aria-label="Sample data">
      <span class="name" title={`Sample data: ${name}`} data-testid="data-name">
        {name}
      </span>
      <button type="button" class="quiet" onClick={() => provider.attachData()} data-testid="attach-data">
        Change
      </button>
      <button type="button" class="quiet" onClick={() => provider.removeData()} data-testid="remove-data">
        Remove
      </button>
    </span>
  );
}
