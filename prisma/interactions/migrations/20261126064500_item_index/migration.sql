-- What interactions are filtered and counted by, in codes, ids and keyed fingerprints, whichever store holds them. The words stand apart, since they are many times as large.
CREATE TABLE item (
  client_id uuid NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  id text COLLATE "C" NOT NULL,
  category text NOT NULL,
  channel text,
  author_id uuid,
  commodity text,
  account bytea,
  order_id text,
  order_status text,
  about_id text COLLATE "C",
  mention_ids uuid[],
  attached boolean NOT NULL DEFAULT false,
  visibility text NOT NULL DEFAULT 'ALL',
  -- By which version of the code it was derived; what is of an older one is derived anew after the start.
  scheme smallint NOT NULL,
  PRIMARY KEY (client_id, occurred_at, id)
);
INSERT INTO item (client_id, occurred_at, id, category, channel, author_id, scheme)
  SELECT client_id, occurred_at, id, category, channel, author_id, 1 FROM search_entry;

CREATE INDEX item_newest ON item (occurred_at, id);
CREATE INDEX item_channel ON item (client_id, channel, occurred_at, id) WHERE channel IS NOT NULL;
CREATE INDEX item_commodity ON item (client_id, commodity, occurred_at, id) WHERE commodity IS NOT NULL;
CREATE INDEX item_about ON item (about_id, occurred_at, id) WHERE about_id IS NOT NULL;
CREATE INDEX item_mentions ON item USING gin (mention_ids) WHERE mention_ids IS NOT NULL;
CREATE INDEX item_restricted ON item (client_id, occurred_at) WHERE visibility <> 'ALL';
CREATE INDEX item_scheme ON item (scheme) WHERE scheme < 2;

DROP INDEX search_entry_newest;
ALTER TABLE search_entry DROP COLUMN category, DROP COLUMN channel, DROP COLUMN author_id;

-- A client's trading accounts: by fingerprint, each with the last order that names it, from which its name is read.
CREATE TABLE client_account (
  client_id uuid NOT NULL,
  account bytea NOT NULL,
  last_at timestamptz(3) NOT NULL,
  last_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (client_id, account)
);
