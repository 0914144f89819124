-- How far the firm has come with a feedback; null for all else.
ALTER TABLE item ADD COLUMN feedback_state text;
CREATE INDEX item_feedback ON item (occurred_at, id) WHERE feedback_state <> 'RESOLVED';
DROP INDEX item_scheme;
CREATE INDEX item_scheme ON item (scheme) WHERE scheme < 4;
