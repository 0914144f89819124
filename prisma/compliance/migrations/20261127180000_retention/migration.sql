-- How long which records are kept, version by version; the last one is in force. Nothing is deleted.
CREATE TABLE retention_set (
  version integer PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  regime text NOT NULL,
  -- orders, communications, notes → years
  years jsonb NOT NULL,
  -- FILE, PAGE or COMMAND
  source text NOT NULL,
  -- Why, in the words of who changed it; sealed.
  reason bytea NOT NULL,
  made_by uuid,
  made_at timestamptz(3) NOT NULL DEFAULT now()
);
