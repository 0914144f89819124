-- Counts are kept by channel too, '' for what has none: a client's calls of ten years are told apart from its emails without counting them one by one.
ALTER TABLE activity_count ADD COLUMN channel text NOT NULL DEFAULT '';
ALTER TABLE activity_count DROP CONSTRAINT activity_count_pkey, ADD PRIMARY KEY (client_id, unit, start, category, channel);
DELETE FROM activity_count WHERE category = 'COMMUNICATION';
INSERT INTO activity_count (client_id, unit, start, category, channel, n)
  SELECT client_id, unit, date_trunc(unit, occurred_at, 'UTC'), category, coalesce(channel, ''), count(*)
  FROM item, unnest(ARRAY['hour', 'day', 'month']) AS u(unit) WHERE category = 'COMMUNICATION' GROUP BY 1, 2, 3, 4, 5;
