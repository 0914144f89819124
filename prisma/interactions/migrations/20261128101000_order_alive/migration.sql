-- Until when an order is alive stands in the index by which orders are listed: those of a span are found without a look at any other order's row.
ALTER TABLE order_life ADD COLUMN alive_until timestamptz(3) NOT NULL GENERATED ALWAYS AS (CASE WHEN status IN ('PLACED', 'PARTIALLY_FILLED') THEN 'infinity' ELSE last_at END) STORED;
DROP INDEX order_life_opened;
CREATE INDEX order_life_opened ON order_life (client_id, opened_at, order_id, alive_until);
