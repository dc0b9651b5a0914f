import { useEffect, useState } from 'preact/hooks';

/** The theme's colours under these names, as a canvas understands them; read again whenever the theme changes. */
export function useThemeColours<Name extends string>(variables: Readonly<Record<Name, string>>): Record<Name, string> {
  const [colours, setColours] = useState(() => read(variables));
  useEffect(() => {
    const update = (): void => setColours(read(variables));
    const observer = new MutationObserver(update);
    // VS Code switches the body's class and sets new variables on the root element's style.
    observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', update);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', update);
    };
  }, [variables]);
  return colours;
}

/** A variable may hold other variables or color-mix(); only a computed `color` is plain. */
function read<Name extends string>(variables: Readonly<Record<Name, string>>): Record<Name, string> {
  const probe = document.body.appendChild(document.createElement('span'));
  const entries = Object.entries<string>(variables).map(([name, variable]) => {
    probe.style.color = `var(${variable})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  // The keys are those of `variables`.
  return Object.fromEntries(entries) as Record<Name, string>;
}
