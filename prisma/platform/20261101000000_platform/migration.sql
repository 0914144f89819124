-- What every module's schema has: its outbox, audit, claims (idempotency), consumers' positions and its directory.

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  version integer NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  request_id text NOT NULL,
  data jsonb NOT NULL
)
-- Its rows live for milliseconds: what they leave is cleared away long before a fifth of a table would be.
WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0);

CREATE TABLE audit (
  id uuid PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  credential text NOT NULL,
  request_id text NOT NULL,
  action text NOT NULL,
  subject_type text,
  subject_id text,
  client_ids uuid[] NOT NULL,
  changes bytea
);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE claim (
  caller text NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  input_hash bytea NOT NULL,
  result_id text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, operation, key)
);

CREATE TABLE consumer_position (
  consumer text PRIMARY KEY,
  position bigint NOT NULL
);

CREATE TABLE parked_event (
  consumer text NOT NULL,
  position bigint NOT NULL,
  lane text NOT NULL,
  error text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  -- An operator lets its lane go on: its events are handled again, from the first.
  resumed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (consumer, position)
);
CREATE INDEX parked_event_lane ON parked_event (consumer, lane);

CREATE TABLE directory_client (
  client_id uuid PRIMARY KEY,
  reference text NOT NULL,
  owner_id uuid,
  status text NOT NULL,
  version integer NOT NULL
);
CREATE INDEX directory_client_owner ON directory_client (owner_id);

CREATE TABLE directory_user (
  user_id uuid PRIMARY KEY,
  team text,
  active boolean NOT NULL,
  version integer NOT NULL
);

-- Makes a statement fail as a whole, with nothing written, when a change did not find the row it was meant for.
CREATE FUNCTION expect(actual bigint, wanted bigint, what text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF actual IS DISTINCT FROM wanted THEN
    RAISE EXCEPTION 'expected % row(s) of %, found %', wanted, what, actual USING ERRCODE = 'BS409', CONSTRAINT = what;
  END IF;
  RETURN true;
END $$;
