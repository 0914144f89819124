-- Imports. What a person wrote or a file holds is sealed; in clear stay codes, counts, instants and ids.

CREATE TABLE import (
  id uuid PRIMARY KEY,
  actor_id uuid NOT NULL,
  kind text NOT NULL,
  format text NOT NULL,
  dry_run boolean NOT NULL,
  status text NOT NULL,
  reach_all boolean NOT NULL,
  reach_owner_ids uuid[] NOT NULL,
  plan bytea NOT NULL,
  findings bytea,
  message bytea,
  file text,
  rejected_file text,
  batches integer NOT NULL DEFAULT 0,
  answered integer NOT NULL DEFAULT 0,
  rows integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  started_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE INDEX import_actor ON import (actor_id, id);

-- One batch of rows on its way to the module that takes them, until its import has ended.
CREATE TABLE import_batch (
  import_id uuid NOT NULL REFERENCES import (id),
  batch integer NOT NULL,
  -- Those that could not be read, and those that the other module refused: sealed [{ row, reason }].
  unread bytea,
  refused bytea,
  answered boolean NOT NULL,
  PRIMARY KEY (import_id, batch)
);

-- Which client other systems mean by a reference: keyed fingerprints, fed from the log.
CREATE TABLE client_reference (
  client_id uuid NOT NULL,
  source text NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (client_id, source, hash)
);
CREATE INDEX client_reference_hash ON client_reference (hash);
CREATE INDEX directory_client_reference ON directory_client (reference);

-- Which user has an email: a keyed fingerprint, fed from the log.
CREATE TABLE user_email (
  user_id uuid PRIMARY KEY,
  hash bytea NOT NULL
);
CREATE INDEX user_email_hash ON user_email (hash);
