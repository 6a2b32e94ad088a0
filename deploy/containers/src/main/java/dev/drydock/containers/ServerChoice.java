package dev.drydock.containers;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Decides between container and process; the engine is asked only when it matters. */
final class ServerChoice {
  static final int NEWEST_POSTGRES = 17;
  static final String KAFKA = "apache/kafka:4.3.1";
  static final String OBJECT_STORE = "chrislusf/seaweedfs:3.97";
  private static final Pattern MAJOR_VERSION = Pattern.compile(":(\\d+)[^:/]*$");

  private final Preferences preferences;
  private final DockerEngine engine;
  private final OptionalInt client;

  /**
   * @param client major version of the {@code pg_dump} that tests would use
   */
  ServerChoice(Preferences preferences, DockerEngine engine, OptionalInt client) {
    this.preferences = preferences;
    this.engine = engine;
    this.client = client;
  }

  /** Never a server that is newer than the client: {@code pg_dump} refuses to dump it. */
  Chosen postgres() {
    var image = preferences.image("postgresql").orElseGet(this::defaultPostgres);
    var version = MAJOR_VERSION.matcher(image);
    if (client.isPresent()
        && version.find()
        && Integer.parseInt(version.group(1)) > client.getAsInt()) {
      return new Chosen.Embedded("pg_dump %d is older than %s".formatted(client.getAsInt(), image));
    }
    return unlessRefused(image);
  }

  private String defaultPostgres() {
    return "postgres:%d-alpine"
        .formatted(Math.min(client.orElse(NEWEST_POSTGRES), NEWEST_POSTGRES));
  }

  Chosen kafka() {
    return unlessRefused(preferences.image("kafka").orElse(KAFKA));
  }

  Chosen objectStore() {
    return unlessRefused(preferences.image("object-store").orElse(OBJECT_STORE));
  }

  private Chosen unlessRefused(String image) {
    if (preferences.embedded()) {
      return new Chosen.Embedded("DRYDOCK_TEST_SERVERS=embedded");
    }
    if (!engine.answers()) {
      return new Chosen.Embedded("no Docker engine answers");
    }
    if (!preferences.mayPull() && !engine.has(image)) {
      return new Chosen.Embedded(
          "image %s is missing and DRYDOCK_PULL_IMAGES is not true".formatted(image));
    }
    return new Chosen.Container(image);
  }
}
