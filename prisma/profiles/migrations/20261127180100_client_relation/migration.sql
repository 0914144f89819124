-- How clients stand to each other; what was written about it is sealed.

CREATE TABLE relation (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  -- Of a household the smaller id, so that it stands once.
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  note bytea,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX relation_once ON relation (from_id, to_id, kind);
CREATE INDEX relation_to ON relation (to_id);
