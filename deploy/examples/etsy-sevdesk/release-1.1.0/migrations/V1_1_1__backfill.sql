-- Every order so far was sold by the default shop. Its id is asked for: a sequence may have been used before.
UPDATE orders
SET shop_id = (SELECT id FROM shops WHERE is_default)
WHERE shop_id IS NULL;

-- Not idempotent on purpose: applied twice, it shows.
UPDATE integration_state SET sync_count = sync_count * 3 + 1;
INSERT INTO upgrade_journal (script) VALUES ('V1_1_1');
