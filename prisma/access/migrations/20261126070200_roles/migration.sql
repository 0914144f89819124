-- What each role may do, version by version; the last one is in force. Nothing is deleted.
CREATE TABLE role_set (
  version integer PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  -- role → permission → reach
  grants jsonb NOT NULL,
  -- FILE, PAGE or COMMAND
  source text NOT NULL,
  -- Why, in the words of who changed it; sealed.
  reason bytea NOT NULL,
  made_by uuid,
  made_at timestamptz(3) NOT NULL DEFAULT now()
);
