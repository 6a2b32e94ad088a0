package dev.drydock.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.local.ObjectStoreServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream many times the heap goes to a real store and back. {@code -Ddrydock.stream-mib=1024} for
 * the measured size; the default is small.
 */
class ConstantMemoryIT {
  private static final String HEAP = "-Xmx64m";

  @TempDir private Path folder;

  @Test
  void givenAStreamOfManyTimesTheHeap_whenStoredAndReadBack_thenItFits() throws Exception {
    // given
    int code;
    String told;
    try (var server = ObjectStoreServer.temporary()) {

      // when
      var process = new ProcessBuilder(command(server)).redirectErrorStream(true).start();
      told = said(process);
      code = process.waitFor();
    }

    // then
    System.out.println(told);
    assertThat(code).as(told).isZero();
    assertThat(told).contains("read back");
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private List<String> command(ObjectStoreServer server) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
        StreamThrough.class.getName(),
        System.getProperty("drydock.stream-mib", "256"),
        folder.resolve("keyset.json").toString(),
        server.endpoint(),
        server.bucket(),
        server.accessKey(),
        server.secretKeyFile().toString());
  }
}
