-- Who owned a client from which moment on: by it a production finds what was a broker's, or a desk's, in a span.
CREATE TABLE client_owner (
  client_id uuid NOT NULL,
  version integer NOT NULL,
  owner_id uuid,
  since timestamptz(3) NOT NULL,
  PRIMARY KEY (client_id, version)
);
CREATE INDEX client_owner_owner ON client_owner (owner_id);

-- The records of a client, a broker or a desk in a span, made for a regulator.
CREATE TABLE production (
  id uuid PRIMARY KEY,
  -- One of three.
  client_id uuid,
  user_id uuid,
  team text,
  from_at timestamptz(3) NOT NULL,
  to_at timestamptz(3) NOT NULL,
  -- Sealed under the production's own key, as its files are.
  reason bytea NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  -- Whose doings are looked for; of which clients everything is produced, and of which only what these people recorded.
  people uuid[] NOT NULL,
  whole_ids uuid[] NOT NULL,
  partly_ids uuid[] NOT NULL,
  -- Into how many parts the clients were divided; each module answers for each.
  parts integer NOT NULL,
  finished_at timestamptz(3),
  records jsonb NOT NULL DEFAULT '{}',
  audit_entries bigint,
  -- SHA-256 of the manifest, which holds those of the files.
  manifest_hash bytea,
  dropped_at timestamptz(3)
);
CREATE INDEX production_running ON production (id) WHERE finished_at IS NULL;
CREATE INDEX production_held ON production (finished_at) WHERE dropped_at IS NULL;

-- What modules answer to is a data subject's request or a production.
ALTER TABLE erasure_answer DROP CONSTRAINT erasure_answer_request_id_fkey;
ALTER TABLE erasure_answer RENAME TO module_answer;
ALTER TABLE module_answer RENAME COLUMN removed TO counts;
