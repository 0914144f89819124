-- What erased clients were known by, as keyed fingerprints, so that no file brings them back.
CREATE TABLE erased_mark (
  kind text NOT NULL,
  mark bytea NOT NULL,
  erased_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, mark)
);

-- The partitions of names that still hold deleted ones in their pages, until they are written anew.
CREATE TABLE name_rewrite (
  table_name text PRIMARY KEY
);
