package dev.drydock.migration.flyway;

import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.domain.Bundle.Assertion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.database.DatabaseType;
import org.flywaydb.core.internal.parser.ParsingContext;

/** Assertions are one query each. */
final class Assertions {
  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

  static void mustBeOneQuery(Assertion assertion, DatabaseType type) {
    var name = "assertions/" + assertion.name() + ".sql";
    var files =
        new ScriptFiles(
            Map.of(name, assertion.sql().getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    var script =
        type.createSqlScriptFactory(
                Flyway.configure().placeholderReplacement(false), new ParsingContext())
            .createSqlScript(files.file(name), true, files);
    try (var statements = script.getSqlStatements()) {
      boolean oneQuery =
          statements.hasNext()
              && QUERIES.contains(LeadingWords.ofQuery(statements.next().getSql()));
      if (!oneQuery || statements.hasNext()) {
        throw new BundleInvalid(name, "An assertion is one query, and nothing else.");
      }
    }
  }

  private Assertions() {}
}
