-- What everybody who sees a client is to have before the eyes.
CREATE TABLE pin (
  client_id uuid NOT NULL,
  id text NOT NULL,
  pinned_by uuid NOT NULL,
  pinned_at timestamptz(3) NOT NULL,
  PRIMARY KEY (client_id, id)
);
