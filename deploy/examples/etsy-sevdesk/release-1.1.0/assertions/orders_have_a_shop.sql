-- Orders whose own data names another shop than the one they were given. Any row is a failure.
SELECT o.etsy_order_id
FROM orders o
LEFT JOIN shops s ON s.id = o.shop_id
WHERE s.id IS NULL
   OR (o.raw_data ->> 'shop_id' IS NOT NULL AND o.raw_data ->> 'shop_id' <> s.etsy_shop_id)
