-- Data keys, each wrapped by the root key. A destroyed key keeps its row, so that its owner never gets another.

CREATE TABLE data_key (
  owner_id uuid NOT NULL,
  class text NOT NULL,
  id uuid NOT NULL UNIQUE,
  wrapped bytea,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  destroyed_at timestamptz(3),
  PRIMARY KEY (owner_id, class),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
