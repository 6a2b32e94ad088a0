package dev.drydock.migration.storage;

import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.application.SettingsFile;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.MigrationSettings;
import dev.drydock.migration.domain.SchemaVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A bundle's layout: {@code migrations/**} (or scripts at the top), {@code assertions/*.sql},
 * {@code flyway.conf}, {@code drydock.yaml}. Sizes are bounded as it is unpacked.
 */
final class ZippedBundle {
  private static final int ENTRIES_AT_MOST = 10_000;
  private static final long UNPACKED_AT_MOST_BYTES = 128L << 20;
  private static final String MIGRATIONS = "migrations/";
  private static final String ASSERTIONS = "assertions/";

  static BundleFiles read(String sha256, byte[] zip) {
    var entries = unpacked(zip);
    return new BundleFiles(
        sha256, scripts(entries), assertions(entries), settings(entries), from(entries));
  }

  private static Map<String, byte[]> scripts(Map<String, byte[]> entries) {
    boolean folder = entries.keySet().stream().anyMatch(name -> name.startsWith(MIGRATIONS));
    var scripts = new HashMap<String, byte[]>();
    entries.forEach((name, bytes) -> {
      if (folder && name.startsWith(MIGRATIONS)) {
        scripts.put(name.substring(MIGRATIONS.length()), bytes);
      } else if (!folder && !name.startsWith(ASSERTIONS)) {
        scripts.put(name, bytes);
      }
    });
    List.of("drydock.yaml", "flyway.conf", "flyway.toml").forEach(scripts::remove);
    return scripts;
  }

  private static List<Assertion> assertions(Map<String, byte[]> entries) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(ASSERTIONS) && entry.getKey().endsWith(".sql"))
        .map(entry ->
            new Assertion(
                entry
                    .getKey()
                    .substring(ASSERTIONS.length(), entry.getKey().length() - ".sql".length()),
                text(entry.getValue())))
        .sorted(Comparator.comparing(Assertion::name))
        .toList();
  }

  private static MigrationSettings settings(Map<String, byte[]> entries) {
    if (has(entries, "flyway.toml")) {
      throw new BundleInvalid("flyway.toml", "Not read yet; say the same in flyway.conf.");
    }
    var file = entries.getOrDefault("flyway.conf", entries.get(MIGRATIONS + "flyway.conf"));
    return file == null ? MigrationSettings.NONE : SettingsFile.parse(text(file));
  }

  private static boolean has(Map<String, byte[]> entries, String name) {
    return entries.containsKey(name) || entries.containsKey(MIGRATIONS + name);
  }

  private static List<SchemaVersion> from(Map<String, byte[]> entries) {
    var file = entries.get("drydock.yaml");
    if (file == null) {
      return List.of();
    }
    try {
      var content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file));
      if (content instanceof Map<?, ?> keys && keys.get("from") instanceof List<?> versions) {
        return versions.stream().map(ZippedBundle::version).toList();
      }
      return List.of();
    } catch (YAMLException e) {
      throw new BundleInvalid("drydock.yaml", "Not YAML.");
    }
  }

  private static SchemaVersion version(Object text) {
    return SchemaVersion.parse(String.valueOf(text))
        .orElseThrow(() -> new BundleInvalid("drydock.yaml", "from holds versions like 1.0.0."));
  }

  private static Map<String, byte[]> unpacked(byte[] zip) {
    var entries = new TreeMap<String, byte[]>();
    long left = UNPACKED_AT_MOST_BYTES;
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        var bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
        left -= bytes.length;
        if (left < 0 || entries.size() >= ENTRIES_AT_MOST) {
          throw new BundleInvalid("bundle", "More than 128 MiB or 10,000 files unpacked.");
        }
        if (entries.put(name(entry.getName()), bytes) != null) {
          throw new BundleInvalid(entry.getName(), "Twice in the bundle.");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleInvalid("bundle", "Not a zip file.");
    }
    return entries;
  }

  private static String name(String stored) {
    var name = stored.replace('\\', '/');
    return name.startsWith("./") ? name.substring(2) : name;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ZippedBundle() {}
}
