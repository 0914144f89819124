-- An execution counts in the account of its order where it names none itself.
ALTER TABLE order_event ADD COLUMN named_account bytea;
UPDATE order_event SET named_account = account;
ALTER TABLE order_event ALTER COLUMN named_account SET NOT NULL;
-- In which account each counts, and what it adds to what its order filled, is derived anew, in the background.
DROP INDEX item_scheme;
CREATE INDEX item_scheme ON item (scheme) WHERE scheme < 6;
