/** esbuild bundles plain style files that the entry imports. */
declare module '*.css';
