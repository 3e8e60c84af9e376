/** What stood at a seq: the one condition by which every read of entries travels in time. */
import { type RawBuilder, sql } from 'kysely';

/** Rows of `alias` that were current at `seq`. */
export function standing(alias: string, seq: number): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql<boolean>`(${column('seq')} <= ${seq} and not ${column('removed')}
    and (${column('superseded_seq')} is null or ${column('superseded_seq')} > ${seq}))`;
}
