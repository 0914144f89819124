-- Users of the firm, their sessions and API tokens. Of a password only its argon2id hash is kept,
-- of a session's or token's secret (256 random bits) only its SHA-256.

CREATE TABLE "user" (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  -- The name as it is sorted, and the words by whose beginnings the user is found: lower case, without accents.
  sort_name text COLLATE "C" NOT NULL,
  search_words text NOT NULL,
  roles text[] NOT NULL,
  team text,
  active boolean NOT NULL,
  -- Null: signs in by no password.
  password_hash text,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX user_sort_name_id ON "user" (sort_name, id);
CREATE INDEX user_team ON "user" (team);
CREATE INDEX user_administrator ON "user" (id) WHERE active AND roles @> '{ADMIN}';

CREATE TABLE session (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES "user" (id),
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Within a minute of its last use.
  seen_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX session_user_id ON session (user_id);

CREATE TABLE api_token (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES "user" (id),
  name text NOT NULL,
  -- The beginning of the token, by which a person tells it from others.
  prefix text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  -- Within five minutes of its last use.
  last_used_at timestamptz(3)
);
CREATE INDEX api_token_user_id ON api_token (user_id);
