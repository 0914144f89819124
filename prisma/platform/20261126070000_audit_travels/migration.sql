-- A module's audit rows travel on, as its events do: they stand here for a moment, and then in the platform's queue for the sequencer.

ALTER TABLE audit
  -- When what the row tells of happened, where that is not when it was written.
  ADD COLUMN occurred_at timestamptz(3),
  -- Where the request came from: the network address, and the class of program.
  ADD COLUMN address text,
  ADD COLUMN agent text,
  -- The kinds of data that an operation read; null for a change.
  ADD COLUMN reads text[];
UPDATE audit SET reads = string_to_array(subject_type, ','), subject_type = NULL WHERE action LIKE 'read %' OR action LIKE 'download %';
DROP INDEX audit_at;
ALTER TABLE audit SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0);
