import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The element's inner size in CSS pixels; null until it is known. */
export function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = box;
      setSize((now) => (now?.width === width && now.height === height ? now : { width, height }));
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}
