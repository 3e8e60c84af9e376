/** Columns that line up with Chinese in them. */
import Table from 'cli-table3';

const BARE = {
  chars: Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((part) =>
      ['', '-mid', '-left', '-right'].map((end) => [part + end, '']),
    ),
  ),
  style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [] },
};

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({ ...BARE, head: [...head] } as Table.TableConstructorOptions);
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
