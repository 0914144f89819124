-- A parked lane that an operator lets go on: its events are handled again, from the first.
ALTER TABLE parked_event ADD COLUMN resumed boolean NOT NULL DEFAULT false;
