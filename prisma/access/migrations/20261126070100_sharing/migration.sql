-- What a user reaches besides by its roles: clients granted one by one, clients lent for a span, and walls between teams.
-- Reasons are sealed; nothing is deleted, so that what held at any past instant can be told.

CREATE TABLE client_grant (
  id uuid PRIMARY KEY,
  client_id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES "user" (id),
  reason bytea NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Not after; null: until it is revoked.
  until timestamptz(3),
  revoked_by uuid,
  revoked_at timestamptz(3)
);
CREATE INDEX client_grant_user ON client_grant (user_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX client_grant_client ON client_grant (client_id, user_id) WHERE revoked_at IS NULL;

CREATE TABLE loan (
  id uuid PRIMARY KEY,
  from_id uuid NOT NULL REFERENCES "user" (id),
  to_id uuid NOT NULL REFERENCES "user" (id),
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  reason bytea NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_by uuid,
  ended_at timestamptz(3),
  CHECK (from_id <> to_id AND starts_at < ends_at)
);
CREATE INDEX loan_to ON loan (to_id, ends_at) WHERE ended_at IS NULL;
CREATE INDEX loan_from ON loan (from_id, ends_at) WHERE ended_at IS NULL;

CREATE TABLE wall (
  id uuid PRIMARY KEY,
  -- Two teams, always in one order, so that there is one wall between them.
  team text NOT NULL,
  other_team text NOT NULL,
  reason bytea NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT now(),
  removed_by uuid,
  removed_at timestamptz(3),
  CHECK (team <> other_team)
);
CREATE UNIQUE INDEX wall_teams ON wall (team, other_team) WHERE removed_at IS NULL;
CREATE INDEX wall_other_team ON wall (other_team) WHERE removed_at IS NULL;
