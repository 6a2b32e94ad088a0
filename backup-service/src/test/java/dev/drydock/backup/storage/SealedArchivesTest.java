package dev.drydock.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.backup.Fixtures;
import dev.drydock.backup.application.Archives;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.application.Stalled;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.objectstore.ObjectStoreFailure;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedArchivesTest {
  private static final byte[] DUMP = noise(3_500_000);

  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();
  private KeysetFile keyset;
  private SealedArchives archives;

  @BeforeEach
  void open() {
    keyset = new KeysetFile(folder.resolve("keyset.json"), true);
    keyset.open();
    archives = new SealedArchives(store, keyset, 3, Duration.ofSeconds(2), Clock.systemUTC());
  }

  private static byte[] noise(int size) {
    var bytes = new byte[size];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  private Manifest stored(String tenant, byte[] dump) {
    var named = Fixtures.manifest(tenant, 1, new Archives.Stored("", 0));
    return Fixtures.manifest(
        tenant, 1, archives.store(named.archive(), out -> write(out, dump), _ -> {}));
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(Manifest manifest) {
    return archives.readWhole(manifest, InputStream::readAllBytes);
  }

  @Test
  void givenADump_whenReadBack_thenItIsTheSame() {
    // given
    var manifest = stored("acme", DUMP);

    // when
    var read = read(manifest);

    // then
    assertThat(read).isEqualTo(DUMP);
    assertThat(store.bytes(manifest.archive().key())).isNotEqualTo(DUMP);
  }

  @Test
  void givenAnEmptyDump_whenReadBack_thenItIsEmpty() {
    // given
    var manifest = stored("acme", new byte[0]);

    // when
    var read = read(manifest);

    // then
    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 39, 40, 41, 100, 1_048_575, 1_048_576, 2_000_000, -1, -16, -17})
  void givenOneFlippedByte_whenReadBack_thenCorrupt(int position) {
    // given
    var manifest = stored("acme", DUMP);
    var bytes = store.bytes(manifest.archive().key());
    bytes[Math.floorMod(position, bytes.length)] ^= 1;

    // when
    // then
    assertThatThrownBy(() -> read(manifest)).isInstanceOf(BackupFailure.Corrupt.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 1_048_576, 3_000_000})
  void givenATruncatedObject_whenReadBack_thenCorrupt(int size) {
    // given
    var manifest = stored("acme", DUMP);
    var key = manifest.archive().key();
    store.objects.put(key, Arrays.copyOf(store.bytes(key), size));

    // when
    // then
    assertThatThrownBy(() -> read(manifest)).isInstanceOf(BackupFailure.Corrupt.class);
  }

  @Test
  void givenTwoTenantsObjectsSwapped_whenReadBack_thenCorrupt() {
    // given
    var one = stored("acme", DUMP);
    var other = stored("bolt", noise(3_500_000));
    var bytes = store.bytes(one.archive().key());
    store.objects.put(one.archive().key(), store.bytes(other.archive().key()));
    store.objects.put(other.archive().key(), bytes);

    // when
    // then
    assertThatThrownBy(() -> read(one)).isInstanceOf(BackupFailure.Corrupt.class);
    assertThatThrownBy(() -> read(other)).isInstanceOf(BackupFailure.Corrupt.class);
  }

  @Test
  void givenACorruptArchive_whenTheReaderSaysSomethingElse_thenStillCorrupt() {
    // given
    var manifest = stored("acme", DUMP);
    store.bytes(manifest.archive().key())[2_000_000] ^= 1;

    // when
    // then
    assertThatThrownBy(() -> archives.readWhole(manifest, SealedArchivesTest::failingTool))
        .isInstanceOf(BackupFailure.Corrupt.class);
  }

  private static boolean failingTool(InputStream archive) {
    try {
      archive.readAllBytes();
      return true;
    } catch (IOException | RuntimeException e) {
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.RESTORE_TOOL_FAILED));
    }
  }

  @Test
  void givenAReaderThatClosesEarly_whenReadBack_thenTheRestIsReadAllTheSame() {
    // given
    var manifest = stored("acme", DUMP);

    // when
    int first =
        archives.readWhole(
            manifest,
            archive -> {
              try (archive) {
                return archive.read();
              }
            });

    // then
    assertThat(first).isEqualTo(DUMP[0] & 0xff);
  }

  @Test
  void givenAReaderThatStopsEarly_whenTheRestIsDamaged_thenCorruptAllTheSame() {
    // given
    var manifest = stored("acme", DUMP);
    store.bytes(manifest.archive().key())[3_400_000] ^= 1;

    // when
    // then
    assertThatThrownBy(() -> archives.readWhole(manifest, archive -> archive.read()))
        .isInstanceOf(BackupFailure.Corrupt.class);
  }

  @Test
  void givenADumpThatFailsInTheMiddle_whenStoring_thenItsOwnFailureAndNoObject() {
    // given
    var manifest = Fixtures.manifest("acme", 1, new Archives.Stored("", 0));
    var failure = new TenantDatabaseFailure.Transient(Failure.of(FailureCode.DUMP_FAILED));

    // when
    // then
    assertThatThrownBy(() ->
            archives.store(
                manifest.archive(),
                out -> {
                  write(out, DUMP);
                  throw failure;
                },
                _ -> {}))
        .isSameAs(failure);
    assertThat(store.objects).isEmpty();
  }

  @Test
  void givenADumpThatDiesOfAnError_whenStoring_thenNoObject() {
    // given
    var manifest = Fixtures.manifest("acme", 1, new Archives.Stored("", 0));

    // when
    // then
    assertThatThrownBy(() ->
            archives.store(
                manifest.archive(),
                out -> {
                  write(out, DUMP);
                  throw new StackOverflowError();
                },
                _ -> {}))
        .isInstanceOf(RuntimeException.class);
    assertThat(store.objects).isEmpty();
  }

  @Test
  void givenADumpThatStandsStill_whenStoring_thenStalled() {
    // given
    var manifest = Fixtures.manifest("acme", 1, new Archives.Stored("", 0));
    var never = new CountDownLatch(1);

    // when
    // then
    assertThatThrownBy(() ->
            archives.store(
                manifest.archive(),
                out -> {
                  write(out, DUMP);
                  await(never);
                },
                _ -> {}))
        .isInstanceOf(Stalled.class);
    never.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void givenAStoreThatIsDown_whenStoring_thenUnavailable() {
    // given
    var manifest = Fixtures.manifest("acme", 1, new Archives.Stored("", 0));
    store.down = true;

    // when
    // then
    assertThatThrownBy(() -> archives.store(manifest.archive(), out -> write(out, DUMP), _ -> {}))
        .isInstanceOf(ObjectStoreFailure.Unavailable.class);
  }

  @Test
  void givenARotatedKeyset_whenReadBack_thenOldAndNewArchivesOpen() throws IOException {
    // given
    var old = stored("acme", DUMP);
    KeysetFile.replace(
        folder.resolve("keyset.json"), keyset.current().withNewKey().withNewestPrimary());
    var young = stored("bolt", DUMP);

    // when
    var both = read(old).length + read(young).length;

    // then
    assertThat(both).isEqualTo(2 * DUMP.length);
    assertThat(keyset.current().size()).isEqualTo(2);
  }

  @Test
  void givenAnotherKeyset_whenReadBack_thenCorruptAndNothingOfIt() throws IOException {
    // given
    var manifest = stored("acme", DUMP);
    KeysetFile.replace(folder.resolve("keyset.json"), Keyset.generated());

    // when
    // then
    assertThatThrownBy(() -> read(manifest)).isInstanceOf(BackupFailure.Corrupt.class);
  }

  @Test
  void givenNoObject_whenReadBack_thenMissing() {
    // given
    var manifest = stored("acme", DUMP);
    store.objects.clear();

    // when
    // then
    assertThatThrownBy(() -> read(manifest)).isInstanceOf(BackupFailure.Missing.class);
  }
}
