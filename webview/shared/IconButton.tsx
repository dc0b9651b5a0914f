interface IconButtonProps {
  readonly label: string;
  /** Of the keyboard, named in the tooltip. */
  readonly shortcut: string;
  /** Of a picture of 16 by 16. */
  readonly path: string;
  readonly onClick: () => void;
  readonly id?: string;
  /** Why it cannot be pressed now. */
  readonly disabled?: string | null;
}

/** A picture to press, with its name and its key. */
export function IconButton({ label, shortcut, path, onClick, id, disabled = null }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon"
      data-testid={id}
      aria-label={label}
      title={disabled ?? `${label}  ${shortcut}`}
      disabled={disabled !== null}
      onClick={onClick}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={path} fill="currentColor" />
      </svg>
    </button>
  );
}
