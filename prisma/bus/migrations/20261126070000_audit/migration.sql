-- What all modules put on record, on its way to the sequencer, in gapless positions. The sequencer takes it away as it chains it.

CREATE TABLE audit (
  position bigint PRIMARY KEY,
  module text NOT NULL,
  id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  occurred_at timestamptz(3),
  actor_id uuid,
  credential text NOT NULL,
  address text,
  agent text,
  request_id text NOT NULL,
  action text NOT NULL,
  subject_type text,
  subject_id text,
  reads text[],
  client_ids uuid[] NOT NULL,
  changes bytea
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0);

CREATE TABLE audit_head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  position bigint NOT NULL
);
INSERT INTO audit_head (position) VALUES (0);
