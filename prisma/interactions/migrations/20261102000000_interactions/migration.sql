-- What happened with clients, where no Cassandra keeps it. The id holds client and instant, so that the key serves windows and look-ups alike.
CREATE TABLE interaction (
  client_id uuid NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  id text COLLATE "C" NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  category text NOT NULL,
  kind text NOT NULL,
  author_id uuid,
  codes jsonb NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (client_id, occurred_at, id)
);
CREATE INDEX interaction_category ON interaction (client_id, category, occurred_at, id);

-- Natural keys of what was recorded (a fill's order and execution, a row of an import), by keyed fingerprint.
CREATE TABLE recorded (
  hash bytea PRIMARY KEY,
  content bytea NOT NULL,
  id text COLLATE "C" NOT NULL
);

-- Recommendations that were answered: one answer each.
CREATE TABLE answered (
  id text COLLATE "C" PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT now()
);

-- How a client's interactions are cut into Cassandra's partitions; by years where no row says otherwise.
CREATE TABLE layout (
  client_id uuid PRIMARY KEY,
  layout text NOT NULL CHECK (layout IN ('year', 'month', 'day'))
);

-- What the applier derives of each interaction, in the transaction of its position.
CREATE TABLE activity_count (
  client_id uuid NOT NULL,
  unit text NOT NULL,
  start timestamptz(3) NOT NULL,
  category text NOT NULL,
  n integer NOT NULL,
  PRIMARY KEY (client_id, unit, start, category)
);

CREATE TABLE client_activity (
  client_id uuid PRIMARY KEY,
  first_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  last_contact_at timestamptz(3),
  n integer NOT NULL
);

CREATE TABLE client_commodity (
  commodity text NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (commodity, client_id)
);

CREATE TABLE search_entry (
  client_id uuid NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  id text COLLATE "C" NOT NULL,
  category text NOT NULL,
  channel text,
  author_id uuid,
  tokens bigint[] NOT NULL,
  PRIMARY KEY (client_id, occurred_at, id)
);
CREATE INDEX search_entry_newest ON search_entry (occurred_at, id);
CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens);

CREATE TABLE document_mention (
  document_id uuid NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  id text COLLATE "C" NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (document_id, occurred_at, id)
);
