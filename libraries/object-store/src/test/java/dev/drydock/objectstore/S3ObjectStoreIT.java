package dev.drydock.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.local.ObjectStoreServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real S3 server that checks signatures. */
class S3ObjectStoreIT {
  private static ObjectStoreServer server;

  @TempDir private Path folder;
  private S3ObjectStore store;

  @BeforeAll
  static void start() {
    server = ObjectStoreServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    store = S3ObjectStore.open(configuration(server.bucket(), server.secretKey()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ObjectStoreConfiguration configuration(String bucket, String secret) throws IOException {
    var file = Files.writeString(folder.resolve("secret-" + UUID.randomUUID()), secret + "\n");
    return new TestConfiguration(server, bucket, file);
  }

  private static String key() {
    return "test/" + UUID.randomUUID();
  }

  private static byte[] noise(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private byte[] read(String key) throws IOException {
    try (var in = store.get(key)) {
      return in.readAllBytes();
    }
  }

  @Test
  void givenContentsOfManySizes_whenRead_thenTheSame() throws IOException {
    // given
    int part = 5 << 20;
    for (int size : new int[] {0, 1, 70_000, part - 1, part, part + 1, 2 * part, 2 * part + 7}) {
      var key = key();

      // when
      var stored = store.put(key, new ByteArrayInputStream(noise(size)), _ -> {});

      // then
      assertThat(stored.sizeBytes()).isEqualTo(size);
      assertThat(read(key)).isEqualTo(noise(size));
    }
  }

  @Test
  void givenAKnownContent_whenPut_thenItsSha256() {
    // given
    var content =
        new ByteArrayInputStream("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    // when
    var stored = store.put(key(), content, _ -> {});

    // then
    assertThat(stored.sha256())
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  }

  @Test
  void givenAnObject_whenPutAgain_thenRefusedAndUnchanged() throws IOException {
    // given
    var key = key();
    store.put(key, new ByteArrayInputStream(noise(10)), _ -> {});

    // when
    // then
    assertThatThrownBy(() -> store.put(key, new ByteArrayInputStream(noise(11)), _ -> {}))
        .isInstanceOf(ObjectStoreFailure.AlreadyExists.class);
    assertThat(read(key)).isEqualTo(noise(10));
  }

  @Test
  void givenAMultipartPut_whenBytesMove_thenItIsTold() {
    // given
    var told = new ArrayList<Long>();

    // when
    store.put(key(), new ByteArrayInputStream(noise(12 << 20)), told::add);

    // then
    assertThat(told).containsExactly(5L << 20, 10L << 20, 12L << 20);
  }

  @Test
  void givenASourceThatBreaks_whenPut_thenNoObjectAndNoPendingUpload() {
    // given
    var key = key();
    var broken =
        new InputStream() {
          private int left = 11 << 20;

          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
              throw new IOException("broken");
            }
            return length;
          }
        };

    // when
    // then
    assertThatThrownBy(() -> store.put(key, broken, _ -> {})).isInstanceOf(SourceBroken.class);
    assertThat(store.stat(key)).isEmpty();
    assertThat(store.sweepPendingUploads(Duration.ZERO)).isZero();
  }

  @Test
  void givenNoObject_whenAskedFor_thenMissingIsNotUnreachable() {
    // given
    var key = key();

    // when
    var stat = store.stat(key);
    store.delete(key);

    // then
    assertThat(stat).isEmpty();
    assertThatThrownBy(() -> store.get(key)).isInstanceOf(ObjectStoreFailure.Missing.class);
  }

  @Test
  void givenAWrongSecret_whenAsked_thenRefusedAndTheSecretIsNotTold() throws IOException {
    // given
    try (var stranger = S3ObjectStore.open(configuration(server.bucket(), "wrong-canary-secret"))) {

      // when
      // then
      assertThatThrownBy(() -> stranger.put(key(), new ByteArrayInputStream(noise(1)), _ -> {}))
          .isInstanceOf(ObjectStoreFailure.Refused.class)
          .hasMessageNotContaining("canary")
          .hasNoCause();
    }
  }

  @Test
  void givenNoBucket_whenPut_thenItIsCreated() throws IOException {
    // given
    var bucket = "made-" + UUID.randomUUID();
    try (var other = S3ObjectStore.open(configuration(bucket, server.secretKey()))) {

      // when
      other.put("a/b", new ByteArrayInputStream(noise(3)), _ -> {});

      // then
      assertThat(other.list("a/").map(ObjectStore.Stat::key)).containsExactly("a/b");
    }
  }

  @Test
  void givenObjects_whenListed_thenThoseWithThePrefix() {
    // given
    var prefix = "list-" + UUID.randomUUID() + "/";
    for (int i = 0; i < 5; i++) {
      store.put(prefix + "x/" + i, new ByteArrayInputStream(noise(i)), _ -> {});
    }

    // when
    var listed = store.list(prefix).toList();

    // then
    assertThat(listed).extracting(ObjectStore.Stat::sizeBytes).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void givenAStoreThatDies_whenPut_thenUnavailableAndAfterwardsItWorks() {
    // given
    server.kill();

    // when
    // then
    assertThatThrownBy(() -> store.put(key(), new ByteArrayInputStream(noise(1)), _ -> {}))
        .isInstanceOf(ObjectStoreFailure.Unavailable.class);
    server.start();
    assertThat(store.put(key(), new ByteArrayInputStream(noise(1)), _ -> {}).sizeBytes()).isOne();
  }

  @Test
  void givenAClientThatDiedInMidUpload_whenSwept_thenItsUploadIsGone() throws Exception {
    // given
    try (var dying = S3ObjectStore.open(configuration(server.bucket(), server.secretKey()))) {
      dying.uploads().begin(key());
    }

    // when
    var young = store.sweepPendingUploads(Duration.ofHours(1));
    var old = store.sweepPendingUploads(Duration.ZERO);

    // then
    assertThat(young).isZero();
    assertThat(old).isOne();
  }

  @Test
  void givenThisStore_whenProbed_thenWhatItCanDo() {
    // given
    ObjectStoreProbe probe = store;

    // when
    var can = probe.probe();

    // then
    assertThat(can).isEqualTo(new ObjectStoreProbe.Capabilities(true, false, false, false));
    assertThat(store.list("probe/")).isEmpty();
  }
}
