-- Documents as they are recorded. What a person wrote of one is sealed under its client's key of documents.

CREATE TABLE document (
  id uuid PRIMARY KEY,
  client_id uuid NOT NULL,
  content bytea NOT NULL,
  category text NOT NULL,
  status text NOT NULL,
  expires_on date,
  created_by uuid,
  version integer NOT NULL
);
CREATE INDEX document_client ON document (client_id, id);
CREATE INDEX document_expiry ON document (expires_on, id) WHERE expires_on IS NOT NULL;
