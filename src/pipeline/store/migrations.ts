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
   CREATE TABLE trash (id TEXT PRIMARY KEY, dataset TEXT NOT NULL, at TEXT NOT NULL) STRICT;`
]
