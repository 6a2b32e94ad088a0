package dev.drydock.migration.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.application.BundlesUnavailable;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.SchemaVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredBundlesTest {
  private final InMemoryStore store = new InMemoryStore();
  private final StoredBundles bundles = new StoredBundles(store);

  @Test
  void givenABundle_thenItsPartsAreFound() {
    var release =
        store.put(
            Zips.of(
                Map.of(
                    "migrations/V1__a.sql", "A",
                    "migrations/deep/V2__b.sql", "B",
                    "assertions/ok.sql", "SELECT 1",
                    "flyway.conf", "flyway.outOfOrder=true",
                    "drydock.yaml", "name: x\nversion: 1.1.0\nfrom: [1.0.0, '1.0.1']")));

    var files = bundles.read(release);

    assertThat(files.scripts()).containsOnlyKeys("V1__a.sql", "deep/V2__b.sql");
    assertThat(files.assertions()).containsExactly(new Assertion("ok", "SELECT 1"));
    assertThat(files.settings().is("outOfOrder")).isTrue();
    assertThat(files.from())
        .containsExactly(
            SchemaVersion.parse("1.0.0").orElseThrow(), SchemaVersion.parse("1.0.1").orElseThrow());
  }

  @Test
  void givenScriptsAtTheTop_thenTheyAreTheScripts() {
    var release = store.put(Zips.of(Map.of("V1__a.sql", "A", "drydock.yaml", "name: x")));

    assertThat(bundles.read(release).scripts()).containsOnlyKeys("V1__a.sql");
  }

  @Test
  void givenOtherBytesThanWereRegistered_thenInvalid() {
    var release = store.put(Zips.of(Map.of("V1__a.sql", "A")));
    store.replace(release.bundleKey(), Zips.of(Map.of("V1__a.sql", "B")));

    assertThatThrownBy(() -> bundles.read(release)).isInstanceOf(BundleInvalid.class);
  }

  @Test
  void givenNoObject_thenInvalid_givenNoStore_thenUnavailable() {
    var release = new ReleaseReference("x", "1", "1", "00", "bundles/00.zip");

    assertThatThrownBy(() -> bundles.read(release)).isInstanceOf(BundleInvalid.class);
    store.goAway();
    assertThatThrownBy(() -> bundles.read(release)).isInstanceOf(BundlesUnavailable.class);
  }

  @Test
  void givenAKeyThatABundleCannotSet_thenItIsNamed() {
    var release =
        store.put(Zips.of(Map.of("V1__a.sql", "A", "flyway.conf", "flyway.initSql=DROP ROLE x")));

    assertThatThrownBy(() -> bundles.read(release))
        .isInstanceOf(BundleInvalid.class)
        .hasMessageContaining("flyway.initSql");
  }

  @Test
  void givenBytesThatAreNoZip_thenInvalid() {
    var release = store.put("garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(bundles.read(release).scripts()).isEmpty();
  }
}
