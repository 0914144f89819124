-- The communications that a supervisor reviews; its texts die with their client's key.
CREATE TABLE review (
  id uuid PRIMARY KEY,
  interaction_id text NOT NULL UNIQUE,
  client_id uuid NOT NULL,
  author_id uuid,
  channel text NOT NULL,
  direction text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  -- The names of the rules that picked it; SAMPLE for the share of the rest.
  because text[] NOT NULL,
  -- The communication's own texts, as its event carries them.
  sealed bytea NOT NULL,
  state text NOT NULL,
  reviewed_by uuid,
  reviewed_at timestamptz(3),
  note bytea
);
CREATE INDEX review_open ON review (id) WHERE state = 'OPEN';
CREATE INDEX review_client ON review (client_id);
