-- Who may read an item stands beside its words, so that a search for words alone joins no other table, and walks from the newest on where a word is common.
ALTER TABLE search_entry ADD COLUMN author_id uuid, ADD COLUMN visibility text NOT NULL DEFAULT 'ALL', ADD COLUMN mention_ids uuid[];
-- Of what all may read that mentions nobody, no author is asked for: most rows stay as they are.
UPDATE search_entry s SET author_id = i.author_id, visibility = i.visibility, mention_ids = i.mention_ids FROM item i
  WHERE i.client_id = s.client_id AND i.occurred_at = s.occurred_at AND i.id = s.id AND (i.visibility <> 'ALL' OR i.mention_ids IS NOT NULL);
CREATE INDEX search_entry_newest ON search_entry (occurred_at, id);

-- Whether to walk or to look up is decided by how frequent a word is. Of a language's words a hundred are not enough to tell,
-- and to compare a row's tokens costs far more than the one comparison that Postgres counts it as: the condition that is always true says so.
-- It also keeps a search in one process: to start others takes longer than to find a page.
ALTER TABLE search_entry ALTER COLUMN tokens SET STATISTICS 500;
CREATE FUNCTION looked_at(tokens bigint[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 500 AS 'BEGIN RETURN true; END';
