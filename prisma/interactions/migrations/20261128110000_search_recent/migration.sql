-- A search looks among the newest entries first: which blocks hold them, a summary tells almost for nothing where entries came in about as things happened.
CREATE INDEX search_entry_when ON search_entry USING brin (occurred_at) WITH (pages_per_range = 32, autosummarize = on);
