import type { RefusedFormat } from '../format.js';
import { startsWith } from '../head.js';

/** A Git LFS pointer: three lines of text where the file itself has not been fetched (git-lfs spec). */
export const gitLfs: RefusedFormat = {
  id: 'git-lfs',
  title: 'Git LFS pointer',
  extensions: [],
  reads: 'recognised, not read',
  match: ({ start }) => startsWith(start, 'version https://git-lfs.github.com/spec/'),
  refusal: 'is a Git LFS pointer, not the checkpoint itself; fetch it with git lfs pull.',
};
