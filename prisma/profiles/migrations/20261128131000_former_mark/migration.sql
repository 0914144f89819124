-- What clients were known by and are no more, as keyed fingerprints: no file brings an erased one back by these either.
CREATE TABLE former_mark (
  client_id uuid NOT NULL,
  kind text NOT NULL,
  mark bytea NOT NULL,
  PRIMARY KEY (client_id, kind, mark)
);
