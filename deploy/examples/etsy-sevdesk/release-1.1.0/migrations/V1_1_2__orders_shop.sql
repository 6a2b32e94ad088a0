-- What the backfill promised becomes a rule.
ALTER TABLE orders ALTER COLUMN shop_id SET NOT NULL;
ALTER TABLE orders ADD CONSTRAINT orders_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES shops (id);
CREATE INDEX ix_orders_shop_id ON orders (shop_id);

-- A refund belongs to an order; a refund of an order that never came stops this line.
ALTER TABLE refunds ADD CONSTRAINT refunds_etsy_order_id_fkey FOREIGN KEY (etsy_order_id) REFERENCES orders (etsy_order_id);
CREATE INDEX ix_refunds_etsy_order_id ON refunds (etsy_order_id);

DROP INDEX ix_orders_created;
DROP INDEX ix_audit_log_time;
INSERT INTO upgrade_journal (script) VALUES ('V1_1_2');
