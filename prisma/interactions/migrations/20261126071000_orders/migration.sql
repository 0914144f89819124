-- All events of orders, in codes, whichever store holds the interactions: what orders' lives and open positions are made of.
CREATE TABLE order_event (
  client_id uuid NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  -- Keyed fingerprint of the trading account; empty for none.
  account bytea NOT NULL,
  codes jsonb NOT NULL,
  -- Of an execution: LIVE, BUSTED or CORRECTED.
  state text,
  -- What was bought (sold: below zero) by a live execution, of which contract.
  fill numeric,
  contract text NOT NULL,
  PRIMARY KEY (client_id, order_id, id)
);
CREATE INDEX order_event_fill ON order_event (client_id, contract, account) WHERE fill IS NOT NULL;

-- Each order from its first event to its last, made anew whenever one comes. The version is raised by each change, so that none is lost to another.
CREATE TABLE order_life (
  client_id uuid NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  status text NOT NULL,
  commodity text NOT NULL,
  account bytea NOT NULL,
  life jsonb NOT NULL,
  PRIMARY KEY (client_id, order_id)
);
CREATE INDEX order_life_opened ON order_life (client_id, opened_at, order_id);

-- What a client held of a contract at an instant, as somebody stated it. Executions before it count no more.
CREATE TABLE opening_position (
  id uuid PRIMARY KEY,
  client_id uuid NOT NULL,
  contract text NOT NULL,
  account bytea NOT NULL,
  as_of timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  author_id uuid,
  quantity numeric NOT NULL,
  codes jsonb NOT NULL,
  -- The account's name.
  sealed bytea NOT NULL
);
CREATE INDEX opening_position_client ON opening_position (client_id, contract, account, as_of);

DROP INDEX item_scheme;
CREATE INDEX item_scheme ON item (scheme) WHERE scheme < 3;
