package dev.drydock.objectstore;

import dev.drydock.local.ObjectStoreServer;
import java.nio.file.Path;
import java.time.Duration;

/** Small parts, short waits. */
record TestConfiguration(ObjectStoreServer server, String bucket, Path secretKeyFile)
    implements ObjectStoreConfiguration {
  @Override
  public String endpoint() {
    return server.endpoint();
  }

  @Override
  public String region() {
    return server.region();
  }

  @Override
  public String accessKey() {
    return server.accessKey();
  }

  @Override
  public int partSizeBytes() {
    return 5 << 20;
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration stallTimeout() {
    return Duration.ofSeconds(20);
  }

  @Override
  public int attempts() {
    return 3;
  }

  @Override
  public Duration backoff() {
    return Duration.ofMillis(50);
  }
}
