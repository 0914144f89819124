-- What was said about an order.
CREATE INDEX item_order_calls ON item (client_id, order_id, occurred_at, id) WHERE order_id IS NOT NULL AND category = 'COMMUNICATION';
