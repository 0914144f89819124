-- What a client holds is summed, and its last price found, from the index alone, however many executions there are.
CREATE INDEX order_event_execution ON order_event (client_id, contract, account, occurred_at, id) INCLUDE (fill) WHERE fill IS NOT NULL;
DROP INDEX order_event_fill;
