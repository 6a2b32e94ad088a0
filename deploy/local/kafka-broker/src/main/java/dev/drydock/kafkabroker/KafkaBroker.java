package dev.drydock.kafkabroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Runs one combined broker and controller from a properties file; a restart keeps its data.
 *
 * <p>Arguments: the properties file, and a file that is written once the broker is ready.
 */
public final class KafkaBroker {
  /** One broker, one cluster: the ID only has to stay the same over restarts. */
  private static final String CLUSTER_ID = "ZHJ5ZG9jay1sb2NhbC0wMQ";

  /** Held strongly: the logging framework keeps weak references, and would forget the level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private KafkaBroker() {}

  public static void main(String[] arguments) throws Exception {
    ROOT_LOGGER.setLevel(Level.WARNING);
    var properties = read(Path.of(arguments[0]));
    format(properties);
    var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    Files.writeString(Path.of(arguments[1]), Long.toString(ProcessHandle.current().pid()));
    server.awaitShutdown();
  }

  private static Properties read(Path file) {
    try (var reader = Files.newBufferedReader(file)) {
      var properties = new Properties();
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void format(Properties properties) throws Exception {
    new Formatter()
        .setClusterId(CLUSTER_ID)
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .addDirectory(properties.getProperty("log.dirs"))
        .setMetadataLogDirectory(properties.getProperty("log.dirs"))
        .setIgnoreFormatted(true)
        .run();
  }
}
