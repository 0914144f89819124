-- What clients agreed to, and took back; where it is known from is sealed.

CREATE TABLE consent (
  id uuid PRIMARY KEY,
  client_id uuid NOT NULL,
  purpose text NOT NULL,
  -- Null: by whatever channel.
  channel text,
  given_at timestamptz(3) NOT NULL,
  recorded_by uuid NOT NULL,
  source bytea NOT NULL,
  withdrawn_at timestamptz(3),
  withdrawn_by uuid,
  withdrawal_source bytea
);
CREATE INDEX consent_client ON consent (client_id, id);
-- One that stands for each purpose and channel.
CREATE UNIQUE INDEX consent_standing ON consent (purpose, client_id, coalesce(channel, '')) WHERE withdrawn_at IS NULL;
