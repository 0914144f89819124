-- Who the client is. In clear stand codes, numbers, instants and ids; what names a person or was written by one is sealed.

CREATE SEQUENCE reference_number;

CREATE TABLE client (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE,
  kind text NOT NULL,
  status text NOT NULL,
  lifecycle_stage text NOT NULL,
  owner_id uuid,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- Preferences and risk: codes and numbers only.
  codes jsonb NOT NULL,
  -- Keyed fingerprints of the tags, to filter by.
  tag_marks bytea[] NOT NULL,
  -- Sealed: display name, tags, contact, goals, external references.
  identity bytea NOT NULL,
  -- Sealed: tax id, date of birth, identity document.
  sensitive bytea
);
CREATE INDEX client_owner ON client (owner_id, id);
CREATE INDEX client_created ON client (created_at, id);
CREATE INDEX client_updated ON client (updated_at, id);
CREATE INDEX client_tags ON client USING gin (tag_marks);

-- Blind indexes: emails, phones, tax ids and external references are found by a keyed fingerprint.
CREATE TABLE client_mark (
  kind text NOT NULL,
  mark bytea NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (kind, mark, client_id)
);
CREATE INDEX client_mark_client ON client_mark (client_id);
-- One client a reference in one source system.
CREATE UNIQUE INDEX client_mark_reference ON client_mark (mark) WHERE kind = 'reference';

-- Which segments a client is in, as the segments module tells: to filter by.
CREATE TABLE segment_member (
  segment_id uuid NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (segment_id, client_id)
);

-- Names in clear, for sorting and prefix search. UNLOGGED: in no WAL, replica or base backup; empty after a crash of
-- Postgres, and then refilled from the sealed rows. Only while `client_name_ready` has its row is the index whole.
CREATE TABLE client_name (
  client_id uuid NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  PRIMARY KEY (client_id)
) PARTITION BY HASH (client_id);
CREATE UNLOGGED TABLE client_name_0 PARTITION OF client_name FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE UNLOGGED TABLE client_name_1 PARTITION OF client_name FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE UNLOGGED TABLE client_name_2 PARTITION OF client_name FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE UNLOGGED TABLE client_name_3 PARTITION OF client_name FOR VALUES WITH (MODULUS 4, REMAINDER 3);
CREATE INDEX client_name_sort ON client_name (sort_name, client_id);

CREATE TABLE client_word (
  word text COLLATE "C" NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (client_id, word)
) PARTITION BY HASH (client_id);
CREATE UNLOGGED TABLE client_word_0 PARTITION OF client_word FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE UNLOGGED TABLE client_word_1 PARTITION OF client_word FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE UNLOGGED TABLE client_word_2 PARTITION OF client_word FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE UNLOGGED TABLE client_word_3 PARTITION OF client_word FOR VALUES WITH (MODULUS 4, REMAINDER 3);
CREATE INDEX client_word_word ON client_word (word, client_id);

CREATE UNLOGGED TABLE client_name_ready (
  single boolean PRIMARY KEY DEFAULT true CHECK (single)
);
