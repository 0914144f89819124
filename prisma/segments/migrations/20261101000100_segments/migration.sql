-- Segments and who is in them. A segment's name and description are sealed: a person wrote them.

CREATE TABLE segment (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL,
  kind text NOT NULL,
  content bytea NOT NULL,
  version integer NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX segment_owner ON segment (owner_id, id);

CREATE TABLE segment_member (
  segment_id uuid NOT NULL REFERENCES segment (id),
  client_id uuid NOT NULL,
  since timestamptz(3) NOT NULL,
  PRIMARY KEY (segment_id, client_id)
);
CREATE INDEX segment_member_client ON segment_member (client_id);
CREATE INDEX segment_member_since ON segment_member (segment_id, since, client_id);
