-- A restriction that was lifted stays on record until its client is erased. Those before it had their client's id: their reasons are bound to it.
ALTER TABLE restriction ADD COLUMN id uuid, ADD COLUMN lifted_by uuid, ADD COLUMN lifted_at timestamptz(3), ADD COLUMN lift_reason bytea;
UPDATE restriction SET id = client_id;
ALTER TABLE restriction DROP CONSTRAINT restriction_pkey, ADD PRIMARY KEY (id);
CREATE INDEX restriction_client ON restriction (client_id);
CREATE UNIQUE INDEX restriction_standing ON restriction (client_id) WHERE lifted_at IS NULL;
