import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface ScrollFrameProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A box whose content may be wider than itself: it scrolls sideways, and shows where there is more. */
export function ScrollFrame({ label, children }: ScrollFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState({ left: false, right: false });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => {
      const left = element.scrollLeft > 0;
      const right = element.scrollLeft + element.clientWidth < element.scrollWidth - 1;
      setMore((now) => (now.left === left && now.right === right ? now : { left, right }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const scrolls = more.left || more.right;
  return (
    <div class={`table-frame${more.left ? ' more-left' : ''}${more.right ? ' more-right' : ''}`}>
      {scrolls && <p class="scroll-hint">scroll sideways for more columns {more.right ? '→' : '←'}</p>}
      {/* The keyboard stops where it can scroll. */}
      <div ref={box} class="table-scroll" tabIndex={scrolls ? 0 : -1} role="region" aria-label={label}>
        {children}
      </div>
    </div>
  );
}
