package dev.drydock.verification.fleet.canary;

import static dev.drydock.local.PostgresServer.quoted;

import java.util.ArrayList;
import java.util.Locale;

/** The rows and grants of one tenant; some rows hold a secret. */
record CanaryRows(CanaryTenant tenant, String secret) {
  String[] statements() {
    var schema = quoted(tenant.tablesIn());
    var writer = quoted(tenant.writerRole());
    var statements = new ArrayList<String>();
    statements.add("SET search_path TO " + schema);
    statements.add("SET ROLE " + quoted(tenant.ownerRole()));
    statements.add(items());
    if (tenant.flaw() == Flaw.DRIFT) {
      statements.add("ALTER TABLE item ADD COLUMN nobody_knows text");
    } else if (tenant.flaw() != Flaw.NONE) {
      statements.add(
          "INSERT INTO flaw VALUES ('%s', '%s')"
              .formatted(tenant.flaw().name().toLowerCase(Locale.ROOT), secret));
    }
    if (tenant.schema() != null) {
      statements.add("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, writer));
    }
    statements.add("GRANT SELECT, INSERT ON app_write TO " + writer);
    return statements.toArray(String[]::new);
  }

  private String items() {
    return """
    INSERT INTO item (name, amount, note, made, lasts)
    SELECT (ARRAY['hull','mast','keel'])[1 + i %% 3], i * 37 %% 9500, '%s ' || repeat(md5('%s' || i), 1 + i %% 5),
           jsonb_build_object('n', i, 'f', i / 7.0), i * interval '1 hour'
    FROM generate_series(1, 150) i\
    """
        .formatted(secret, tenant.id());
  }
}
