-- What was written of an interaction before it was corrected or taken back, sealed as it was; it dies with the same key.
CREATE TABLE revision (
  id text NOT NULL,
  version integer NOT NULL,
  client_id uuid NOT NULL,
  sealed bytea NOT NULL,
  replaced_at timestamptz(3) NOT NULL,
  replaced_by uuid,
  -- Sealed like the texts: why.
  reason bytea NOT NULL,
  PRIMARY KEY (id, version)
);
CREATE INDEX revision_client ON revision (client_id);
