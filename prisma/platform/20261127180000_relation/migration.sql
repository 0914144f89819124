-- Which clients belong together, as the directory of every module knows it.

CREATE TABLE directory_relation (
  relation_id uuid PRIMARY KEY,
  kind text NOT NULL,
  from_id uuid NOT NULL,
  to_id uuid NOT NULL
);
CREATE INDEX directory_relation_from ON directory_relation (from_id);
CREATE INDEX directory_relation_to ON directory_relation (to_id);
