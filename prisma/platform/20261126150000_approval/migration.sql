-- Acts of this module that were asked for and need a second person: see docs/decisions/007-approvals.md.

CREATE TABLE approval (
  id uuid PRIMARY KEY,
  act text NOT NULL,
  requested_by uuid NOT NULL,
  -- Keyed, of the act and its input: another input is another act.
  fingerprint bytea NOT NULL,
  state text NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX approval_open ON approval (requested_by, fingerprint) WHERE state IN ('REQUESTED', 'APPROVED');
