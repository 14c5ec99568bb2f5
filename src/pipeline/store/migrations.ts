import { backfillEnds } from '../contract'

/** Backfills that have not ended; a query finds them by the index only in these words. */
export const ACTIVE = `state NOT IN (${backfillEnds.map((state) => `'${state}'`).join(', ')})`

/** Each step raises `user_version` by one. Steps that have shipped are never edited. */
export const migrations: readonly string[] = [
  `CREATE TABLE jobs (
     id TEXT PRIMARY KEY, rev INTEGER NOT NULL, created_at TEXT NOT NULL, state TEXT NOT NULL, request_id TEXT UNIQUE,
     snapshot TEXT NOT NULL
   ) STRICT;
   CREATE INDEX jobs_by_rev ON jobs (rev);
   CREATE TABLE runs (
     id TEXT PRIMARY KEY, dataset TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, started_at TEXT NOT NULL,
     from_dt TEXT, to_dt TEXT, record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX runs_by_time ON runs (started_at, id);
   CREATE INDEX runs_by_dataset ON runs (dataset, started_at, id);
   CREATE TABLE run_partitions (
     dataset TEXT NOT NULL, dt TEXT NOT NULL, run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     PRIMARY KEY (dataset, dt, run_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX run_partitions_by_run ON run_partitions (run_id);
   CREATE TABLE requests (id TEXT PRIMARY KEY, method TEXT NOT NULL, result TEXT NOT NULL, at TEXT NOT NULL) STRICT;
   CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE trash (id TEXT PRIMARY KEY, dataset TEXT NOT NULL, at TEXT NOT NULL) STRICT;`,
  `ALTER TABLE runs ADD COLUMN summary TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE runs ADD COLUMN backfill TEXT;
   ALTER TABLE runs ADD COLUMN run_trigger TEXT NOT NULL DEFAULT 'person';
   ALTER TABLE runs ADD COLUMN started_by TEXT NOT NULL DEFAULT '';
   ALTER TABLE runs ADD COLUMN seconds REAL;
   ALTER TABLE runs ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE runs ADD COLUMN rows_written INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE runs ADD COLUMN search TEXT NOT NULL DEFAULT '';
   UPDATE runs SET
     started_by = json_extract(record, '$.startedBy'),
     seconds = (julianday(json_extract(record, '$.finishedAt')) - julianday(started_at)) * 86400,
     search = lower(id || ' ' || dataset || ' ' || json_extract(record, '$.startedBy') || ' ' ||
       coalesce(json_extract(record, '$.error.code'), '') || ' ' || coalesce(json_extract(record, '$.error.message'), '')),
     summary = json_set(json_remove(record, '$.log', '$.inputs', '$.partitions'), '$.from', from_dt, '$.to', to_dt,
       '$.touched', json_array_length(record, '$.partitions'),
       '$.changed', (SELECT count(*) FROM json_each(record, '$.partitions') WHERE json_extract(value, '$.change') <> 'unchanged'),
       '$.seconds', (julianday(json_extract(record, '$.finishedAt')) - julianday(started_at)) * 86400,
       '$.outlier', json('false'));
   UPDATE runs SET changed = summary ->> '$.changed', rows_written = summary ->> '$.rowsWritten';
   DROP INDEX runs_by_time;
   CREATE INDEX runs_by_time ON runs
     (started_at, id, dataset, kind, state, run_trigger, started_by, backfill, seconds, changed, rows_written, search);
   CREATE INDEX run_partitions_by_dt ON run_partitions (dt, run_id);
   CREATE TABLE successes (dataset TEXT NOT NULL, dt TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (dataset, dt)) STRICT, WITHOUT ROWID;
   INSERT INTO successes SELECT p.dataset, p.dt, max(r.started_at) FROM run_partitions p JOIN runs r ON r.id = p.run_id
     WHERE r.state IN ('done', 'unchanged') GROUP BY p.dataset, p.dt;
   CREATE INDEX runs_by_state ON runs (state, started_at, id);
   CREATE INDEX runs_by_backfill ON runs (backfill) WHERE backfill IS NOT NULL;
   CREATE INDEX runs_by_length ON runs (dataset, kind, started_at) WHERE seconds IS NOT NULL;
   CREATE TABLE backfills (
     id TEXT PRIMARY KEY, dataset TEXT NOT NULL, state TEXT NOT NULL, started_at TEXT NOT NULL, job TEXT, record TEXT NOT NULL, plan TEXT NOT NULL,
     files TEXT
   ) STRICT;
   CREATE INDEX backfills_by_time ON backfills (started_at, id);
   CREATE INDEX backfills_active ON backfills (started_at, id) WHERE ${ACTIVE};
   CREATE INDEX backfills_by_job ON backfills (job);
   CREATE TABLE backfill_items (
     backfill TEXT NOT NULL REFERENCES backfills (id) ON DELETE CASCADE, position INTEGER NOT NULL, item TEXT NOT NULL,
     PRIMARY KEY (backfill, position)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE ticks (
     dataset TEXT NOT NULL, interval TEXT NOT NULL, due_at TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, backfill TEXT, at TEXT NOT NULL,
     PRIMARY KEY (dataset, interval)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX ticks_by_due ON ticks (dataset, due_at, interval);
   CREATE INDEX ticks_by_time ON ticks (due_at);
   CREATE INDEX ticks_open ON ticks (due_at, dataset, interval) WHERE state = 'due';
   CREATE TABLE plans (hash TEXT PRIMARY KEY, plan TEXT NOT NULL, at TEXT NOT NULL) STRICT;
   CREATE TABLE notes (dataset TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT;
   CREATE TABLE proofs (run TEXT PRIMARY KEY, proof TEXT NOT NULL) STRICT;`,
  `CREATE TABLE incidents (
     id TEXT PRIMARY KEY, dataset TEXT NOT NULL, dt TEXT NOT NULL, kind TEXT NOT NULL, rank INTEGER NOT NULL, severity TEXT NOT NULL,
     last_seen TEXT NOT NULL, snoozed_until TEXT, search TEXT NOT NULL, summary TEXT NOT NULL, detail TEXT NOT NULL
   ) STRICT;
   CREATE INDEX incidents_by_time ON incidents (rank, last_seen DESC, id, dataset, dt, kind, search);
   CREATE INDEX incidents_by_dataset ON incidents (dataset, rank, last_seen DESC, id, dt, kind, severity, search);
   CREATE INDEX incidents_snoozed ON incidents (snoozed_until) WHERE rank = 2;
   CREATE TABLE measures (
     dataset TEXT NOT NULL, measure TEXT NOT NULL, dt TEXT NOT NULL, content TEXT NOT NULL, value REAL,
     PRIMARY KEY (dataset, measure, dt)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE shares (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, share TEXT NOT NULL) STRICT;
   CREATE TABLE deliveries (
     dataset TEXT NOT NULL, delivery TEXT NOT NULL, dt TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (dataset, delivery, dt)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE quotas (
     connection TEXT NOT NULL, day TEXT NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (connection, day)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE exhausted (connection TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;`
]
