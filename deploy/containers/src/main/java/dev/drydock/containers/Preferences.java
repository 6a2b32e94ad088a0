package dev.drydock.containers;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the developer asked for, by system property or environment variable: {@code
 * drydock.test.servers} is {@code DRYDOCK_TEST_SERVERS}, and so on.
 */
final class Preferences {
  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;

  Preferences(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  static Preferences ofThisProcess() {
    return new Preferences(System::getProperty, System::getenv);
  }

  /** Whether containers are ruled out; unset and {@code containers} mean where possible. */
  boolean embedded() {
    var asked = value("drydock.test.servers").orElse("containers");
    return switch (asked) {
      case "containers" -> false;
      case "embedded" -> true;
      default ->
          throw new IllegalArgumentException(
              "DRYDOCK_TEST_SERVERS is '%s', not 'containers' or 'embedded'".formatted(asked));
    };
  }

  /** Whether a missing image may be pulled; false unless {@code DRYDOCK_PULL_IMAGES=true}. */
  boolean mayPull() {
    return value("drydock.pull.images").map("true"::equals).orElse(false);
  }

  /** For example {@code drydock.image.postgresql}. */
  Optional<String> image(String server) {
    return value("drydock.image." + server);
  }

  private Optional<String> value(String property) {
    var variable = property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    return Stream.of(
            Optional.ofNullable(properties.apply(property)),
            Optional.ofNullable(properties.apply(variable)),
            Optional.ofNullable(environment.apply(variable)))
        .flatMap(Optional::stream)
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
