package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a zip into a bundle, or says everything that is wrong with it. */
public final class BundleCheck {
  private static final Set<String> FLYWAY_SETTINGS = Set.of("flyway.conf", "flyway.toml");
  private static final Pattern READ_BY_PEOPLE =
      Pattern.compile("(?i)(README|LICENSE|NOTICE|CHANGELOG)[^/]*|[^/]*\\.md");
  private static final Pattern LOGIN =
      Pattern.compile("(?i)\\s*(flyway\\.)?(url|user|password|jdbcProperties\\S*|token)\\s*=.*");

  private final Mistakes mistakes;
  private final SortedMap<String, byte[]> canonical = new TreeMap<>();
  private final Migrations migrations;
  private final TreeMap<String, List<SqlScript.Statement>> assertions = new TreeMap<>();
  private ReleaseSheet sheet = ReleaseSheet.EMPTY;

  private BundleCheck(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.migrations = new Migrations(mistakes);
  }

  /**
   * @param name of the release; {@code null} when the bundle's own {@code drydock.yaml} says it
   * @param from versions it may be reached from; {@code null} likewise
   * @return empty when something was wrong, which is noted
   */
  public static Optional<Bundle> check(
      @Nullable String name,
      @Nullable String version,
      @Nullable List<String> from,
      byte[] zip,
      Mistakes mistakes) {
    var check = new BundleCheck(mistakes);
    var files = BundleZip.read(zip, mistakes);
    if (mistakes.none()) {
      check.sort(files);
    }
    var identity = new Identity(name, version, from).with(check.sheet, mistakes);
    return mistakes.none() ? identity.map(check::bundle) : Optional.empty();
  }

  private Bundle bundle(Identity.Known identity) {
    canonical.put(
        ReleaseSheet.FILE,
        ReleaseSheet.text(identity.coordinates(), identity.from())
            .getBytes(StandardCharsets.UTF_8));
    return new Bundle(
        identity.coordinates(),
        identity.from(),
        migrations.highestVersion(),
        migrations.inOrder(),
        assertions.keySet().stream().map(Assertions::nameOf).toList(),
        new CanonicalZip(BundleZip.canonical(canonical)));
  }

  private void sort(SortedMap<String, byte[]> files) {
    boolean ownFolder = files.keySet().stream().anyMatch(p -> p.startsWith(Migrations.FOLDER));
    files.forEach((path, content) -> sort(path, content, ownFolder));
    if (mistakes.none()) {
      migrations.refuseNone();
    }
  }

  private void sort(String path, byte[] content, boolean ownFolder) {
    if (path.equals(ReleaseSheet.FILE)) {
      text(path, content).ifPresent(text -> sheet = ReleaseSheet.parse(text, mistakes));
    } else if (FLYWAY_SETTINGS.contains(path)) {
      text(path, content).ifPresent(text -> settings(path, text, content));
    } else if (path.startsWith(Assertions.FOLDER)) {
      text(path, content).ifPresent(text -> assertion(path, text, content));
    } else if (path.startsWith(Migrations.FOLDER) || (!ownFolder && path.contains(".sql"))) {
      var below = path.startsWith(Migrations.FOLDER) ? path : Migrations.FOLDER + path;
      canonical.put(below, content);
      text(path, content).ifPresent(text -> migrations.add(path, below, text));
    } else if (!READ_BY_PEOPLE.matcher(path).matches()) {
      mistakes.add(
          null,
          path,
          "has no place in a bundle; it takes migrations/**, assertions/*.sql, drydock.yaml and"
              + " flyway.conf");
    }
  }

  private void settings(String path, String text, byte[] content) {
    int line = 0;
    for (var setting : text.lines().toList()) {
      line++;
      if (LOGIN.matcher(setting).matches()) {
        mistakes.add(line, path, "a bundle holds no login; remove this line");
      }
    }
    canonical.put(path, content);
  }

  private void assertion(String path, String text, byte[] content) {
    var statements = SqlScript.statements(text, path, mistakes);
    Assertions.check(path, statements, mistakes);
    assertions.put(path, statements);
    canonical.put(path, content);
  }

  private Optional<String> text(String path, byte[] content) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      mistakes.add(null, path, "is not UTF-8 text; save it as UTF-8");
      return Optional.empty();
    }
  }
}
