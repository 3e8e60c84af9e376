import { distance } from 'fastest-levenshtein';

/** The option that was probably meant: within a third of the word's length, at least one edit. */
export function nearest(word: string, options: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const option of options) {
    const d = distance(word, option);
    if (d < bestDistance) [best, bestDistance] = [option, d];
  }
  return best;
}
