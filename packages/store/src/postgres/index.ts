// PostgreSQL at every size: the supervisor of the embedded one (real binaries from the registry),
// or a served one named by DATABASE_URL. Everything above sees two roles' connections and a stop.
export { holdDataFolder, whoHolds } from './hold.js';
export { openPostgres, type Postgres, type PostgresOptions } from './open-postgres.js';
