package dev.drydock.containers;

import dev.drydock.local.Kafka;
import dev.drydock.local.KafkaServer;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.Postgres;
import dev.drydock.local.PostgresServer;
import dev.drydock.local.S3Store;
import java.util.Map;

/**
 * Starts what a test needs: a container where a Docker engine answers and has the image, else a
 * process of ours. {@code DRYDOCK_TEST_SERVERS=embedded} forces the latter. Each call starts
 * another server; the caller closes it, or it ends with the JVM.
 */
public final class TestServers {
  private static final System.Logger LOG = System.getLogger(TestServers.class.getName());
  private static final ServerChoice CHOICE =
      new ServerChoice(
          Preferences.ofThisProcess(), new TestcontainersEngine(), PostgresClient.majorVersion());

  private TestServers() {}

  public static Postgres postgres() {
    return postgres(Map.of());
  }

  /**
   * @param settings as in {@code postgresql.conf}
   */
  public static Postgres postgres(Map<String, String> settings) {
    return switch (logged("PostgreSQL", CHOICE.postgres())) {
      case Chosen.Container(var image) -> ContainerPostgres.start(image, settings);
      case Chosen.Embedded _ -> PostgresServer.temporary(settings);
    };
  }

  public static Kafka kafka() {
    return switch (logged("Kafka", CHOICE.kafka())) {
      case Chosen.Container(var image) -> ContainerKafka.start(image);
      case Chosen.Embedded _ -> KafkaServer.temporary();
    };
  }

  public static S3Store objectStore() {
    return switch (logged("object store", CHOICE.objectStore())) {
      case Chosen.Container(var image) -> ContainerS3Store.start(image);
      case Chosen.Embedded _ -> ObjectStoreServer.temporary();
    };
  }

  private static Chosen logged(String server, Chosen chosen) {
    LOG.log(System.Logger.Level.INFO, "{0}: {1}", server, chosen);
    return chosen;
  }
}
