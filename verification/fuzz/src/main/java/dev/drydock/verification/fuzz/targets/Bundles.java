package dev.drydock.verification.fuzz.targets;

import static java.util.stream.Collectors.toMap;

import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.release.Bundle;
import dev.drydock.coordinator.domain.release.BundleCheck;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.domain.Script;
import dev.drydock.migration.flyway.FlywayMigrations;
import dev.drydock.migration.storage.BundlesAsStored;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A zip on its way: checked by the coordinator, stored in canonical form, read by the migration
 * service. Both must see the same scripts.
 */
final class Bundles {

  static void travel(byte[] zip, boolean identityOutside) {
    var mistakes = new Mistakes();
    var checked =
        identityOutside
            ? BundleCheck.check("shop", "1.1.0", null, zip, mistakes)
            : BundleCheck.check(null, null, null, zip, mistakes);
    Property.holds(
        checked.isPresent() == mistakes.none(), "a bundle is refused without a reason, or taken");
    checked.ifPresent(Bundles::arrives);
  }

  private static void arrives(Bundle bundle) {
    var zip = bundle.zip().bytes();
    var mistakes = new Mistakes();
    var again = BundleCheck.check(null, null, null, zip, mistakes);
    Property.holds(
        again.isPresent() && Arrays.equals(again.get().zip().bytes(), zip),
        "the canonical form of a bundle is not its own canonical form");
    try {
      var files = BundlesAsStored.read(zip);
      Property.holds(
          files.from().stream().map(Object::toString).toList().equals(dotted(bundle)),
          "the versions it may be reached from read differently");
      same(bundle, new FlywayMigrations().parse(files).bundle());
    } catch (BundleInvalid declared) {
      // Refused with its reason before anything is touched.
    }
  }

  private static List<String> dotted(Bundle bundle) {
    return bundle.from().stream().map(version -> version.replace('_', '.')).toList();
  }

  private static void same(Bundle said, dev.drydock.migration.domain.Bundle found) {
    if (!found.settings().values().isEmpty()) {
      return; // its own prefixes, suffixes or encoding
    }
    var scripts = found.scripts().stream().collect(toMap(Script::name, script -> script));
    Property.holds(
        scripts
            .keySet()
            .equals(
                said.migrations().stream()
                    .map(Release.Migration::script)
                    .collect(Collectors.toSet())),
        "the coordinator and Flyway find other scripts");
    for (var migration : said.migrations()) {
      var script = Objects.requireNonNull(scripts.get(migration.script()));
      Property.holds(script.checksum() == migration.checksum(), "another checksum than Flyway's");
      Property.holds(
          script.repeatable() == (migration.version() == null), "another kind than Flyway's");
    }
  }

  private Bundles() {}
}
