-- Each wording of a communication is reviewed for itself: 0 is the first, then as its revisions are counted. Of one that was replaced, since when, and whether by nothing.
ALTER TABLE review ADD COLUMN wording integer NOT NULL DEFAULT 0, ADD COLUMN replaced_at timestamptz(3), ADD COLUMN retracted boolean NOT NULL DEFAULT false;
ALTER TABLE review ALTER COLUMN wording DROP DEFAULT;
ALTER TABLE review DROP CONSTRAINT review_interaction_id_key, ADD UNIQUE (interaction_id, wording);
