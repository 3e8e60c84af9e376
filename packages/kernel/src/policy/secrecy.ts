/**
 * 密级标志 at a document's head (GB/T 9704—2012 §7.2.2): 绝密★一年, 机密, 秘密. This system is
 * unclassified: whatever carries one is stopped before anything is sent or stored.
 */

/** The head of a page; a mark deeper in is a word of the text. */
const HEAD_CHARACTERS = 2_000;
const MARK = /(绝密|机密|秘密)\s*[★☆]/;

/** The mark that a text's head carries; undefined when it carries none. */
export function secrecyMark(text: string): string | undefined {
  return MARK.exec(text.slice(0, HEAD_CHARACTERS).normalize('NFKC'))?.[1];
}
