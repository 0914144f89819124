-- Where interactions are kept, and where they are on their way to.
CREATE TABLE store_place (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  -- The store that is read.
  reads text NOT NULL CHECK (reads IN ('postgres', 'cassandra')),
  -- The other one, where what is recorded goes as well while they are moved.
  also text CHECK (also IN ('postgres', 'cassandra') AND also <> reads),
  moving_since timestamptz(3)
);

-- The layout that a client's interactions are on their way to.
ALTER TABLE layout ADD COLUMN next text CHECK (next IN ('month', 'day'));
ALTER TABLE layout ADD COLUMN moving_since timestamptz(3);

-- Clients whose partitions may be too large.
CREATE INDEX client_activity_large ON client_activity (n) WHERE n > 20000;
