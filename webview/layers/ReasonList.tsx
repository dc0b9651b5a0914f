interface ReasonListProps {
  readonly id: string;
  readonly title: string;
  readonly items: readonly { readonly name: string; readonly reason: string }[];
}

/** Names, each with why it is on this list; nothing where there are none. */
export function ReasonList({ id, title, items }: ReasonListProps) {
  if (items.length === 0) return null;
  return (
    <section class="table-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title} <span class="muted">{items.length}</span>
      </h2>
      <dl class="reasons" data-testid={id}>
        {items.map(({ name, reason }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
