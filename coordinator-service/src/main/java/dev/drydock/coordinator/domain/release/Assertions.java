package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.List;
import java.util.regex.Pattern;

/** {@code assertions/*.sql}: each one query; any row it returns is a failure. */
final class Assertions {
  static final String FOLDER = "assertions/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}\\.sql");
  private static final Pattern QUERY = Pattern.compile("\\(* ?(SELECT|WITH|VALUES|TABLE)\\b.*");
  private static final Pattern WRITES =
      Pattern.compile(".*\\( ?(INSERT|UPDATE|DELETE|MERGE)\\b.*|SELECT\\b.*\\bINTO\\b.*");

  static void check(String path, List<SqlScript.Statement> statements, Mistakes mistakes) {
    if (!NAME.matcher(path.substring(FOLDER.length())).matches()) {
      mistakes.add(
          null, path, "an assertion is a file assertions/<name>.sql, in no further folder");
      return;
    }
    if (statements.size() != 1) {
      mistakes.add(
          statements.isEmpty() ? null : statements.get(1).line(),
          path,
          "an assertion is exactly one query; this has " + statements.size() + " statements");
      return;
    }
    var only = statements.getFirst();
    if (!QUERY.matcher(only.words()).matches() || WRITES.matcher(only.words()).matches()) {
      mistakes.add(only.line(), path, "an assertion only reads: SELECT, WITH, VALUES or TABLE");
    }
  }

  static String nameOf(String path) {
    return path.substring(FOLDER.length(), path.length() - ".sql".length());
  }

  private Assertions() {}
}
