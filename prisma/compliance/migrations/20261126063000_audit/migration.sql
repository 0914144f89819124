-- The audit trail of all modules: one hash chain. docs/audit-log.md says how an entry is hashed.

CREATE TABLE audit_entry (
  number bigint PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  module text NOT NULL,
  at timestamptz(3) NOT NULL,
  occurred_at timestamptz(3),
  recorded_at timestamptz(3) NOT NULL,
  late boolean NOT NULL,
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
  changes bytea,
  changes_hash bytea,
  previous bytea NOT NULL,
  hash bytea NOT NULL
);
CREATE INDEX audit_entry_at ON audit_entry (at, number);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at, number);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, at, number);
CREATE INDEX audit_entry_action ON audit_entry (action, at, number);
CREATE INDEX audit_entry_request ON audit_entry (request_id);

CREATE TABLE audit_client (
  client_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  number bigint NOT NULL REFERENCES audit_entry,
  PRIMARY KEY (client_id, at, number)
);

-- Where the chain ends, and how far its input was taken; its row is what only one sequencer can move.
CREATE TABLE audit_head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  number bigint NOT NULL,
  hash bytea NOT NULL,
  position bigint NOT NULL,
  recorded_at timestamptz(3)
);
INSERT INTO audit_head (number, hash, position) VALUES (0, decode(repeat('00', 32), 'hex'), 0);
