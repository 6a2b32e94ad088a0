-- no order without a shop
SELECT id FROM orders WHERE shop IS NULL;
