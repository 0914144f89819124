-- How far an import reaches has more parts than owners: kept as the platform's one value.
ALTER TABLE import ADD COLUMN reach jsonb;
UPDATE import SET reach = jsonb_build_object('all', reach_all, 'ownerIds', to_jsonb(reach_owner_ids));
ALTER TABLE import ALTER COLUMN reach SET NOT NULL, DROP COLUMN reach_all, DROP COLUMN reach_owner_ids;
