-- What was asked for in any module and needs a second person, and what came of it.

CREATE TABLE approval_request (
  id uuid PRIMARY KEY,
  act text NOT NULL,
  operation text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  client_ids uuid[] NOT NULL,
  -- Sealed: the operation's input, and what it would do, in words.
  asked bytea NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  state text NOT NULL,
  decided_by uuid,
  decided_at timestamptz(3),
  note bytea,
  done_at timestamptz(3)
);
CREATE INDEX approval_request_by ON approval_request (requested_by, id);
