-- What live executions of a day (UTC) bought, less what they sold: what a client holds is summed from days, however many executions there are.
CREATE TABLE traded_day (
  client_id uuid NOT NULL,
  contract text NOT NULL,
  account bytea NOT NULL,
  day timestamptz(3) NOT NULL,
  net numeric NOT NULL,
  PRIMARY KEY (client_id, contract, account, day)
);
INSERT INTO traded_day (client_id, contract, account, day, net)
  SELECT client_id, contract, account, date_trunc('day', occurred_at, 'UTC'), sum(fill) FROM order_event WHERE fill IS NOT NULL GROUP BY 1, 2, 3, 4;
