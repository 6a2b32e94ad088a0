package dev.drydock.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where Drydock's own jars are: the repository, built.
 *
 * <p>Its root is the system property {@code drydock.root}, else the environment's {@code
 * DRYDOCK_ROOT}, else the first folder from the working directory upwards that holds {@code
 * deploy/local/kafka-broker}.
 */
public record Installation(Path root) {
  private static final String BROKER = "deploy/local/kafka-broker";

  public static Installation find() {
    var named =
        System.getProperty("drydock.root", System.getenv().getOrDefault("DRYDOCK_ROOT", ""));
    var start = Path.of(named).toAbsolutePath().normalize();
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve(BROKER)))
        .findFirst()
        .map(Installation::new)
        .orElseThrow(() ->
            new LocalServerFailure(
                "no Drydock repository at or above %s; set -Ddrydock.root".formatted(start)));
  }

  /** The class path of the Kafka broker. */
  String kafkaClassPath() {
    var target = root.resolve(BROKER).resolve("target");
    var lib = built(target.resolve("lib"), BROKER);
    return built(target.resolve("classes"), BROKER) + ":" + lib + "/*";
  }

  /** The S3 server, one jar with everything in it. */
  Path objectStoreJar() {
    return built(root.resolve("deploy/local/target/servers/s3proxy.jar"), "deploy/local");
  }

  /** A Quarkus service's runner. */
  public Path serviceJar(String module) {
    return built(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), module);
  }

  /** The JDK that runs this process runs the servers too. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Path built(Path file, String module) {
    if (!Files.exists(file)) {
      throw new LocalServerFailure(
          "%s is not built: run `mvn -Dquick -DskipTests package` in %s"
              .formatted(module, root.resolve(module)));
    }
    return file;
  }
}
