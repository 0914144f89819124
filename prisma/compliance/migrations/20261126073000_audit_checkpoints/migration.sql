-- Signed checkpoints of the audit trail, on their way to the sinks outside of this database.

CREATE TABLE audit_checkpoint (
  sequence bigint PRIMARY KEY,
  number bigint NOT NULL,
  entry_hash bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  -- As it leaves: canonical JSON, signed.
  line text NOT NULL
);
CREATE INDEX audit_checkpoint_at ON audit_checkpoint (at);

CREATE TABLE audit_sink (
  name text PRIMARY KEY,
  -- The last checkpoint that was delivered.
  sequence bigint NOT NULL,
  failing_since timestamptz(3),
  error text
);

-- What came of the checks of the chain that were asked for.
CREATE TABLE audit_check (
  id uuid PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  from_number bigint NOT NULL,
  to_number bigint NOT NULL,
  to_hash bytea NOT NULL,
  checked_from timestamptz(3),
  checked_to timestamptz(3),
  intact boolean NOT NULL,
  first_broken_id uuid
);
CREATE INDEX audit_check_at ON audit_check (at);
