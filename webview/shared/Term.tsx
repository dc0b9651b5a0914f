import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { GLOSSARY, type TermName } from '../glossary.js';

interface TermProps {
  readonly name: TermName;
  readonly children: ComponentChildren;
  /** False around a control, which has the focus itself. */
  readonly focusable?: boolean;
}

/** A word with its definition and source on hover and focus; Escape closes it. */
export function Term({ name, children, focusable = true }: TermProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const word = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const { text, source } = GLOSSARY[name];

  useLayoutEffect(() => {
    if (!open || word.current === null || tip.current === null) return;
    const anchor = word.current.getBoundingClientRect();
    const { offsetWidth, offsetHeight, style } = tip.current;
    const left = Math.max(8, Math.min(anchor.left, document.documentElement.clientWidth - offsetWidth - 8));
    const below = anchor.bottom + 6;
    const above = anchor.top - offsetHeight - 6;
    style.left = `${left}px`;
    style.top = `${below + offsetHeight < window.innerHeight || above < 0 ? below : above}px`;
  }, [open]);

  return (
    <span
      ref={word}
      class="term"
      tabIndex={focusable ? 0 : undefined}
      aria-describedby={open ? id : undefined}
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onFocusIn={() => setOpen(true)}
      onFocusOut={() => setOpen(false)}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    >
      {children}
      {open && (
        <span ref={tip} id={id} role="tooltip" class="tip">
          {text}
          <span class="tip-source">{source}</span>
        </span>
      )}
    </span>
  );
}
