package dev.drydock.backup.storage;

import dev.drydock.backup.Fixtures;
import dev.drydock.backup.application.Archives;
import dev.drydock.objectstore.ObjectStoreConfiguration;
import dev.drydock.objectstore.S3ObjectStore;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** In a JVM of its own with a small heap: so many MiB to the store and back, and how fast. */
public final class StreamThrough {
  public static void main(String[] arguments) {
    long sizeBytes = Long.parseLong(arguments[0]) << 20;
    var keyset = new KeysetFile(Path.of(arguments[1]), true);
    keyset.open();
    try (var store = S3ObjectStore.open(configuration(arguments))) {
      var archives =
          new SealedArchives(store, keyset, 3, Duration.ofSeconds(60), Clock.systemUTC());
      var named = Fixtures.manifest("acme", 1, new Archives.Stored("", 0));
      long from = System.nanoTime();
      var stored = archives.store(named.archive(), out -> write(out, sizeBytes), _ -> {});
      tell("stored", sizeBytes, from);
      var manifest = Fixtures.manifest("acme", 1, stored);
      from = System.nanoTime();
      long read =
          archives.readWhole(manifest, in -> in.transferTo(OutputStream.nullOutputStream()));
      tell("read back", read, from);
      if (read != sizeBytes) {
        throw new IllegalStateException(read + " bytes came back");
      }
    }
  }

  private static ObjectStoreConfiguration configuration(String... arguments) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(ObjectStoreConfiguration.class)
        .withDefaultValues(
            Map.of(
                "drydock.object-store.endpoint", arguments[2],
                "drydock.object-store.bucket", arguments[3],
                "drydock.object-store.access-key", arguments[4],
                "drydock.object-store.secret-key-file", arguments[5]))
        .build()
        .getConfigMapping(ObjectStoreConfiguration.class);
  }

  private static void tell(String what, long sizeBytes, long fromNanos) {
    double seconds = (System.nanoTime() - fromNanos) / 1e9;
    double mib = sizeBytes / 1048576.0;
    System.out.printf(Locale.ROOT, "%s %.0f MiB at %.0f MiB/s%n", what, mib, mib / seconds);
  }

  /** Half of it is noise, half of it repeats, as tables do. */
  private static void write(OutputStream out, long sizeBytes) {
    var chunk = new byte[1 << 20];
    var random = new Random(7);
    try {
      for (long written = 0; written < sizeBytes; written += chunk.length) {
        var noise = new byte[chunk.length / 2];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, chunk, 0, noise.length);
        out.write(chunk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StreamThrough() {}
}
