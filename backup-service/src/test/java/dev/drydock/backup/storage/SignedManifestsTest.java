package dev.drydock.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.backup.Fixtures;
import dev.drydock.backup.application.Archives;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.application.Manifests.Proof;
import dev.drydock.backup.domain.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedManifestsTest {
  private static final Manifest ACME = Fixtures.manifest("acme", 3, new Archives.Stored("abc", 10));
  private static final Manifest BOLT = Fixtures.manifest("bolt", 4, new Archives.Stored("def", 11));
  private static final String ACME_KEY = "manifests/acme/bk-acme-3.json";
  private static final String BOLT_KEY = "manifests/bolt/bk-bolt-4.json";

  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();
  private SignedManifests manifests;

  @BeforeEach
  void open() {
    var keyset = new KeysetFile(folder.resolve("keyset.json"), true);
    keyset.open();
    manifests = new SignedManifests(store, keyset);
  }

  @Test
  void givenAManifest_whenFound_thenTheSame() {
    // given
    manifests.put(ACME);

    // when
    var found = manifests.find("acme", ACME.id());

    // then
    assertThat(found).contains(ACME);
    assertThat(store.objects).containsOnlyKeys(ACME_KEY);
    assertThat(new String(store.objects.get(ACME_KEY), StandardCharsets.UTF_8))
        .contains("\"id\" : \"bk-acme-3\"", "\"token\" : 3", "\"archive\" : \"ar-3-exec-acme\"");
  }

  @Test
  void givenOneUnderTheId_whenAnotherIsPut_thenTheFirstStays() {
    // given
    manifests.put(ACME);
    var second = Fixtures.manifest("acme", 3, new Archives.Stored("other", 99));

    // when
    var stored = manifests.put(second);

    // then
    assertThat(stored).isEqualTo(ACME);
  }

  @Test
  void givenAnAlteredWord_whenFound_thenCorrupt() {
    // given
    manifests.put(ACME);
    var text = new String(store.objects.get(ACME_KEY), StandardCharsets.UTF_8);
    store.objects.put(
        ACME_KEY, text.replace("\"abc\"", "\"abd\"").getBytes(StandardCharsets.UTF_8));

    // when
    // then
    assertThatThrownBy(() -> manifests.find("acme", ACME.id()))
        .isInstanceOf(BackupFailure.Corrupt.class);
  }

  @Test
  void givenTwoManifestsSwapped_whenFound_thenCorrupt() {
    // given
    manifests.put(ACME);
    manifests.put(BOLT);
    var bytes = store.objects.get(ACME_KEY);
    store.objects.put(ACME_KEY, store.objects.get(BOLT_KEY));
    store.objects.put(BOLT_KEY, bytes);

    // when
    var unreadable = manifests.forEach(_ -> {});

    // then
    assertThat(unreadable).containsExactly(ACME_KEY, BOLT_KEY);
  }

  @Test
  void givenRubbishBesideManifests_whenAllAreRead_thenItIsNamed() {
    // given
    manifests.put(ACME);
    store.objects.put("manifests/x/rubbish.json", "{".getBytes(StandardCharsets.UTF_8));
    var read = new ArrayList<Manifest>();

    // when
    var unreadable = manifests.forEach(read::add);

    // then
    assertThat(read).containsExactly(ACME);
    assertThat(unreadable).containsExactly("manifests/x/rubbish.json");
  }

  @Test
  void givenAProof_whenItsManifestIsAnotherOne_thenNone() {
    // given
    manifests.putProof(ACME, new Proof(ACME.id(), "abc", Fixtures.FINGERPRINT, Fixtures.TAKEN_AT));

    // when
    var mine = manifests.findProof(ACME);
    var others = manifests.findProof(Fixtures.manifest("acme", 3, new Archives.Stored("x", 1)));

    // then
    assertThat(mine).isPresent();
    assertThat(others).isEmpty();
  }
}
