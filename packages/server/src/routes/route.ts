/** What every route is built from: the app with typed schemas, the counter, and who asks. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Actor } from '@yipan/kernel/policy';
import type { ChangeFeed } from '@yipan/store';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Counter } from '../counter.js';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface Desk {
  readonly counter: Counter;
  readonly feed: ChangeFeed;
  /** Who sends this request; throws not-allowed for a token that is none. */
  readonly identify: (request: FastifyRequest) => Actor;
}
