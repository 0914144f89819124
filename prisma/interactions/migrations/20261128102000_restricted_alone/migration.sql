-- Who may read what is not for all stands in the index of it: how many of a client's notes somebody may not read is told without a look at them.
DROP INDEX item_restricted;
CREATE INDEX item_restricted ON item (client_id, occurred_at) INCLUDE (category, author_id, visibility, mention_ids) WHERE visibility <> 'ALL';
