package dev.drydock.local.stack;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What a stack is started with above what it decides by itself; asked at each start. */
public interface StackSettings {
  StackSettings NONE = new StackSettings() {};

  /** The same configuration for each service. */
  static StackSettings of(Map<String, String> configuration) {
    var copy = Map.copyOf(configuration);
    return new StackSettings() {
      @Override
      public Map<String, String> configuration(Service service) {
        return copy;
      }
    };
  }

  /** Configuration of the service, by its keys. */
  default Map<String, String> configuration(Service service) {
    return Map.of();
  }

  /** Arguments of the service's JVM, before {@code -jar}. */
  default List<String> jvmArguments(Service service) {
    return List.of();
  }

  /** Where the broker's clients are told to go, when not to the broker's own port. */
  default OptionalInt advertisedKafkaPort() {
    return OptionalInt.empty();
  }
}
