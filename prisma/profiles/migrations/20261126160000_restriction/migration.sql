-- Whose a client was that is hidden from all but compliance, and since when; the reason is sealed.

CREATE TABLE restriction (
  client_id uuid PRIMARY KEY,
  owner_id uuid,
  restricted_by uuid NOT NULL,
  restricted_at timestamptz(3) NOT NULL,
  reason bytea NOT NULL
);
