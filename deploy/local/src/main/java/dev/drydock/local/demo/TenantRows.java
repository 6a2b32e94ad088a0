package dev.drydock.local.demo;

import static dev.drydock.local.PostgresServer.quoted;

import java.util.ArrayList;

/** The rows of one tenant, made by the server from the tenant's ID and number of orders. */
record TenantRows(DemoTenant tenant) {
  String[] statements() {
    var statements = new ArrayList<String>();
    statements.add("SET search_path TO " + quoted(tenant.tablesIn()));
    statements.add("SET ROLE " + quoted(tenant.ownerRole()));
    statements.add(settings());
    statements.add(customers());
    statements.add(orders());
    statements.add(invoices());
    statements.add(refunds());
    if (tenant.flaw() != Flaw.NONE) {
      statements.add(tenant.flaw().sql());
    }
    statements.addAll(grants());
    return statements.toArray(String[]::new);
  }

  private String settings() {
    return """
    INSERT INTO integration_state (name, value, sync_count) VALUES
      ('etsy_shop_id', '%s', 0), ('etsy_orders', 'cursor-%d', 7)\
    """
        .formatted(tenant.id(), tenant.orders());
  }

  private String customers() {
    return """
    INSERT INTO customers (email_hash, country)
    SELECT md5('%1$s/' || i) || md5(i || '/%1$s'), (ARRAY['DE','AT','CH','FR'])[1 + i %% 4]
    FROM generate_series(1, %2$d) i\
    """
        .formatted(tenant.id(), customerCount());
  }

  private String orders() {
    return """
    INSERT INTO orders (etsy_order_id, customer_id, status, total, shipping, tax, raw_data,
                        etsy_created_at)
    SELECT '%1$s-' || i, 1 + i %% %3$d, (ARRAY['paid','shipped','completed'])[1 + i %% 3],
           5 + (i * 37 %% 9500) / 100.0, 3.90, (i * 37 %% 9500) / 600.0,
           json_build_object('receipt_id', i, 'buyer', md5(i::text),
                             'note', repeat(md5('%1$s' || i), 1 + i %% 12)),
           timestamptz '2025-01-01 00:00Z' + i * interval '17 minutes'
    FROM generate_series(1, %2$d) i\
    """
        .formatted(tenant.id(), tenant.orders(), customerCount());
  }

  private String invoices() {
    return """
    INSERT INTO invoices (etsy_order_id, number, net, gross, issued_at)
    SELECT etsy_order_id, 'R-' || etsy_order_id, total, total + tax, etsy_created_at
    FROM orders WHERE status = 'completed'\
    """;
  }

  private String refunds() {
    return """
    INSERT INTO refunds (etsy_refund_id, etsy_order_id, amount, reason)
    SELECT 'r-' || etsy_order_id, etsy_order_id, total, 'customer'
    FROM orders WHERE status = 'paid' AND etsy_order_id LIKE '%7'\
    """;
  }

  private java.util.List<String> grants() {
    var writer = quoted(tenant.writerRole());
    var schema = quoted(tenant.tablesIn());
    var grants = new ArrayList<String>();
    if (tenant.schema() != null) {
      grants.add("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, writer));
    }
    grants.add(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %s"
            .formatted(schema, writer));
    grants.add("GRANT USAGE ON ALL SEQUENCES IN SCHEMA %s TO %s".formatted(schema, writer));
    return grants;
  }

  private int customerCount() {
    return Math.max(1, tenant.orders() / 3);
  }
}
