package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses statements that leave the tenant: migrations run as the role that owns it, and a script
 * that put that role off would run with Drydock's own rights. What a script hides in a string or a
 * dollar quote ({@code DO}, {@code EXECUTE}, {@code set_config}) is not seen here.
 */
final class Rights {
  private static final String ROLE = "(ROLE|SESSION AUTHORIZATION|SESSION_AUTHORIZATION|\"\")";
  private static final String SETS = "SET (LOCAL |SESSION )?" + ROLE + "(?![A-Z0-9_.$]).*";

  private static final Pattern PUTS_ROLE_OFF =
      Pattern.compile(
          SETS
              + "|RESET "
              + ROLE
              + "(?![A-Z0-9_.$]).*"
              + "|DISCARD ALL"
              + "|(CREATE( OR REPLACE)?|ALTER) (FUNCTION|PROCEDURE|ROUTINE) .*\\b"
              + SETS);

  private static final Pattern BODY = Pattern.compile("\\bBEGIN ATOMIC\\b.*");

  private static final Pattern STARTS_PROGRAM =
      Pattern.compile("COPY\\b.*\\b(FROM|TO) PROGRAM ?(E|U&)?''.*");

  private static final Pattern REACHES_SERVER =
      Pattern.compile("(CREATE|DROP) DATABASE\\b.*|ALTER SYSTEM\\b.*");

  static void check(String file, List<SqlScript.Statement> statements, Mistakes mistakes) {
    for (var statement : statements) {
      var words = BODY.matcher(statement.words()).replaceFirst("");
      if (PUTS_ROLE_OFF.matcher(words).matches()) {
        mistakes.add(
            statement.line(),
            file,
            "changes the session's role; migrations run as the tenant's owner, remove this"
                + " statement");
      } else if (STARTS_PROGRAM.matcher(words).matches()) {
        mistakes.add(
            statement.line(), file, "COPY ... PROGRAM starts a program on the database server");
      } else if (REACHES_SERVER.matcher(words).matches()) {
        mistakes.add(
            statement.line(), file, "changes the whole database server, not this tenant alone");
      }
    }
  }

  private Rights() {}
}
