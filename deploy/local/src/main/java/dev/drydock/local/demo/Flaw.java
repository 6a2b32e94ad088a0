package dev.drydock.local.demo;

/** What is wrong with a tenant's rows or tables, and so how its upgrade to 1.1.0 ends. */
public enum Flaw {
  /** Upgraded. */
  NONE(""),
  /** A refund of an order that does not exist: the migration rolls back whole, Untouched. */
  ORPHAN_REFUND(
      "INSERT INTO refunds (etsy_refund_id, etsy_order_id, amount)"
          + " VALUES ('r-orphan', 'no-such-order', 5)"),
  /** Three orders of another shop: migrated, fails the release's assertion, Restored. */
  FOREIGN_ORDERS(
      "UPDATE orders SET raw_data = '{\"shop_id\": \"other\"}' WHERE etsy_order_id IN"
          + " (SELECT etsy_order_id FROM orders ORDER BY etsy_order_id LIMIT 3)"),
  /** A column that is not in 1.0.0: refused in preflight, Untouched. */
  DRIFT("ALTER TABLE orders ADD COLUMN note text");

  private final String sql;

  Flaw(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
