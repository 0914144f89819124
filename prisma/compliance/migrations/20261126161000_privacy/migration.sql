-- What data subjects asked for, and what came of it.
CREATE TABLE data_subject_request (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  client_id uuid NOT NULL,
  reference text NOT NULL,
  status text NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  -- Sealed under the request's own key; null for what needs no reason.
  reason bytea,
  finished_at timestamptz(3),
  -- Of an erasure: how often modules were asked, what went and what is kept, why and until when; codes and numbers alone.
  round integer NOT NULL DEFAULT 1,
  gone jsonb NOT NULL DEFAULT '[]',
  kept jsonb NOT NULL DEFAULT '[]',
  removed jsonb NOT NULL DEFAULT '{}',
  -- When more is to go.
  due_at timestamptz(3)
);
CREATE INDEX data_subject_request_client ON data_subject_request (client_id);
CREATE INDEX data_subject_request_due ON data_subject_request (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX data_subject_request_running ON data_subject_request (id) WHERE status = 'RUNNING';

CREATE TABLE erasure_answer (
  request_id uuid NOT NULL REFERENCES data_subject_request (id),
  round integer NOT NULL,
  module text NOT NULL,
  removed jsonb NOT NULL,
  PRIMARY KEY (request_id, round, module)
);

-- What a court or an authority asked to be kept, whatever else ends.
CREATE TABLE legal_hold (
  id uuid PRIMARY KEY,
  client_id uuid NOT NULL,
  -- The span of interactions that it holds; null: all of the client.
  from_at timestamptz(3),
  to_at timestamptz(3),
  reason bytea NOT NULL,
  placed_by uuid NOT NULL,
  placed_at timestamptz(3) NOT NULL,
  released_by uuid,
  released_at timestamptz(3),
  release_reason bytea
);
CREATE INDEX legal_hold_client ON legal_hold (client_id);
