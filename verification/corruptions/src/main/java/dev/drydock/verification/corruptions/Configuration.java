package dev.drydock.verification.corruptions;

import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.objectstore.ObjectStoreConfiguration;
import java.nio.file.Path;
import java.time.Duration;

/** The service's defaults; its keyset is made at the start. */
record Configuration(Path keysetFile) implements BackupConfiguration {
  @Override
  public boolean createKeyset() {
    return true;
  }

  @Override
  public int groupLimit() {
    return 50;
  }

  @Override
  public int compressionLevel() {
    return 3;
  }

  @Override
  public Duration stallTimeout() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration garbageOlderThan() {
    return Duration.ofDays(1);
  }

  @Override
  public Duration scratchOlderThan() {
    return Duration.ofDays(1);
  }

  @Override
  public Duration keptOlderThan() {
    return Duration.ofDays(30);
  }

  @Override
  public Duration sweepEvery() {
    return Duration.ofHours(1);
  }

  @Override
  public Duration coordinatorTimeout() {
    return Duration.ofSeconds(10);
  }

  /** The store of a server of our own. */
  record OfStore(ObjectStoreServer server) implements ObjectStoreConfiguration {
    @Override
    public String endpoint() {
      return server.endpoint();
    }

    @Override
    public String region() {
      return server.region();
    }

    @Override
    public String bucket() {
      return server.bucket();
    }

    @Override
    public String accessKey() {
      return server.accessKey();
    }

    @Override
    public Path secretKeyFile() {
      return server.secretKeyFile();
    }

    @Override
    public int partSizeBytes() {
      return 16 << 20;
    }

    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration stallTimeout() {
      return Duration.ofMinutes(2);
    }

    @Override
    public int attempts() {
      return 4;
    }

    @Override
    public Duration backoff() {
      return Duration.ofMillis(500);
    }
  }
}
