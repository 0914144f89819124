-- A relation that ended stays on record as one that was, so that with either client the key goes by which its note and its audit are sealed.
ALTER TABLE relation ADD COLUMN ended_at timestamptz(3);
DROP INDEX relation_once;
CREATE UNIQUE INDEX relation_once ON relation (from_id, to_id, kind) WHERE ended_at IS NULL;
