-- The platform's log: what every module's relay appends to, in gapless positions, and every consumer reads.

CREATE TABLE log (
  position bigint PRIMARY KEY,
  event_id uuid NOT NULL UNIQUE,
  module text NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  version integer NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  request_id text NOT NULL,
  data jsonb NOT NULL
);

-- The last position given out; its row's lock is what puts the relays of all modules in one order.
CREATE TABLE head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  position bigint NOT NULL
);
INSERT INTO head (position) VALUES (0);
