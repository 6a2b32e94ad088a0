package dev.drydock.verification.fleet.canary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Releases without end, back and forth: each adds what the one before took away. Release 1 is what
 * a fleet is created with; each further one has three scripts, and each script the canary {@code v
 * = v * 3 + 1} and a row in the journal. Of four releases, two have a script that cannot roll back.
 */
public final class CanaryReleases {
  public static final String NAME = "canary";

  /** {@code v} before the first script. */
  private static final BigInteger START = BigInteger.valueOf(7);

  private static final String BASE =
      """
      CREATE TABLE canary (v numeric NOT NULL);
      INSERT INTO canary VALUES (7);
      CREATE TABLE journal (script text NOT NULL, at timestamptz NOT NULL DEFAULT now());
      CREATE TABLE flaw (kind text PRIMARY KEY, secret text NOT NULL);
      CREATE TABLE item (
        id bigserial PRIMARY KEY,
        name varchar(80) NOT NULL CHECK (name IN ('hull', 'mast', 'keel')),
        amount int NOT NULL,
        note text NOT NULL,
        made jsonb NOT NULL,
        lasts interval NOT NULL);
      CREATE TABLE app_write (seq bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
      """;

  private final double slowness;

  /**
   * @param slowness seconds that the last script of each release sleeps
   */
  public CanaryReleases(double slowness) {
    this.slowness = slowness;
  }

  public static String coordinates(int release) {
    return NAME + ":" + release;
  }

  /** What a tenant at that release has had applied, in order; without the base. */
  public static List<String> scriptsUpTo(int release) {
    var scripts = new ArrayList<String>();
    for (int k = 2; k <= release; k++) {
      for (int part = 1; part <= 3; part++) {
        scripts.add(script(k, part));
      }
    }
    return scripts;
  }

  static String script(int release, int part) {
    return "V" + release + "_" + part;
  }

  /** The canary's value after so many effects. */
  public static BigInteger canaryAfter(int effects) {
    var v = START;
    for (int i = 0; i < effects; i++) {
      v = v.multiply(BigInteger.valueOf(3)).add(BigInteger.ONE);
    }
    return v;
  }

  /** Whether a script of it cannot roll back. */
  public static boolean isAtomic(int release) {
    return release % 4 != 1 && release % 4 != 2;
  }

  /** The column {@code item.extra} is there after it. */
  public static boolean hasExtra(int release) {
    return release % 2 == 0;
  }

  /** The only migration of release 1. */
  static String base() {
    return BASE;
  }

  /** The whole bundle, as a zip. */
  public byte[] bundle(int release) {
    var files = new TreeMap<String, String>();
    files.put("flyway.conf", "flyway.mixed=true\n");
    files.put("migrations/V1__base.sql", BASE);
    for (int k = 2; k <= release; k++) {
      files.put("migrations/%s__shape.sql".formatted(script(k, 1)), shape(k));
      files.put("migrations/%s__index.sql".formatted(script(k, 2)), index(k));
      files.put("migrations/%s__check.sql".formatted(script(k, 3)), check(k));
    }
    files.put(
        "assertions/no_planned_failure.sql", "SELECT kind FROM flaw WHERE kind = 'assertion'\n");
    return zip(files);
  }

  private static String effect(int release, int part) {
    return """
    UPDATE canary SET v = v * 3 + 1;
    INSERT INTO journal (script) VALUES ('%s');
    """
        .formatted(script(release, part));
  }

  private static String shape(int release) {
    return effect(release, 1)
        + (hasExtra(release)
            ? "ALTER TABLE item ADD COLUMN extra text NOT NULL DEFAULT 'added';\n"
            : "ALTER TABLE item DROP COLUMN extra;\n");
  }

  private static String index(int release) {
    return effect(release, 2)
        + switch (release % 4) {
          case 2 -> "CREATE INDEX CONCURRENTLY item_by_amount ON item (amount);\n";
          case 3 ->
              """
              DROP INDEX item_by_amount;
              CREATE INDEX item_by_name ON item (name);
              """;
          case 0 -> "ALTER TABLE item ALTER COLUMN amount TYPE bigint;\n";
          default ->
              """
              DROP INDEX CONCURRENTLY item_by_name;
              ALTER TABLE item ALTER COLUMN amount TYPE int;
              """;
        };
  }

  /** Its error text holds a row's secret: nobody may repeat it. */
  private String check(int release) {
    return effect(release, 3)
        + """
        SELECT pg_sleep(%s);
        DO $$ BEGIN
          IF EXISTS (SELECT FROM flaw WHERE kind = 'script') THEN
            RAISE EXCEPTION 'planned failure %%', (SELECT secret FROM flaw WHERE kind = 'script');
          END IF;
        END $$;
        """
            .formatted(slowness);
  }

  private static byte[] zip(Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
