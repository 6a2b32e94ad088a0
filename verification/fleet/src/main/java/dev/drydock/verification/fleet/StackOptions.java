package dev.drydock.verification.fleet;

import dev.drydock.local.stack.Service;
import dev.drydock.local.stack.StackSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a stack is started with: configuration by key, for all services and for single ones, and
 * arguments of their JVMs. Changes take effect when a service starts again.
 */
public final class StackOptions implements StackSettings {
  /** Everything that waits, waits seconds: leases of 3 s, so a stop of 5 s loses one. */
  private static final Map<String, String> SHORT_TIMES =
      Map.of(
          "drydock.work.lease", "3s",
          "drydock.work.renew", "700ms",
          "drydock.work.self-stop", "2s",
          "drydock.work.poll", "200ms",
          "drydock.send-again", "2s",
          "drydock.messaging.relay-lease", "5s",
          "drydock.messaging.topic-check", "2s");

  private static final Map<String, String> OF_THE_COORDINATOR =
      Map.of(
          "drydock.saga.no-answer", "15s",
          "drydock.saga.backoff", "200ms",
          "drydock.saga.backoff-limit", "3s",
          "drydock.saga.admit-every", "300ms",
          "drydock.object-store.connect-timeout", "3s",
          "drydock.object-store.stall-timeout", "10s");

  private static final Map<String, String> OF_WORKERS =
      Map.of(
          "drydock.coordinator.claim-timeout", "3s",
          "drydock.tenant-servers.connect-timeout", "3s",
          "drydock.tenant-servers.socket-timeout", "15s",
          "drydock.tenant-servers.sessions-gone", "10s",
          "drydock.tenant-servers.lock-timeout", "10s",
          "drydock.object-store.connect-timeout", "3s",
          "drydock.object-store.stall-timeout", "10s");

  private static final Map<String, String> OF_THE_MIGRATION_SERVICE =
      Map.of(
          "drydock.migration.lock-timeout", "2s",
          "drydock.migration.older-sessions", "20s");

  private static final Map<String, String> OF_THE_NOTIFIER =
      Map.of(
          "drydock.reconcile.every", "2s",
          "drydock.webhooks.every", "500ms",
          "drydock.webhooks.allow-networks", "127.0.0.0/8");

  private final Map<String, String> everywhere = new TreeMap<>(SHORT_TIMES);
  private final Map<Service, Map<String, String>> configuration = new EnumMap<>(Service.class);
  private final Map<Service, List<String>> jvmArguments = new EnumMap<>(Service.class);
  private volatile OptionalInt advertisedKafkaPort = OptionalInt.empty();

  /** Short times, nothing else. */
  public static StackOptions shortTimes() {
    var options = new StackOptions();
    options.of(Service.COORDINATOR).putAll(OF_THE_COORDINATOR);
    options.of(Service.BACKUP).putAll(OF_WORKERS);
    options.of(Service.MIGRATION).putAll(OF_WORKERS);
    options.of(Service.MIGRATION).putAll(OF_THE_MIGRATION_SERVICE);
    options.of(Service.NOTIFIER).putAll(OF_THE_NOTIFIER);
    return options;
  }

  private Map<String, String> of(Service service) {
    return configuration.computeIfAbsent(service, _ -> new TreeMap<>());
  }

  /** A service refuses keys that it does not know: this is for those that all four have. */
  public synchronized StackOptions with(String key, String value) {
    everywhere.put(key, value);
    return this;
  }

  /**
   * @param part one of {@link Part#SERVICES}
   */
  public synchronized StackOptions with(Part part, String key, String value) {
    of(part.service().orElseThrow()).put(key, value);
    return this;
  }

  /** Added to those that it has; takes effect when the service starts again. */
  public synchronized StackOptions withJvmArguments(Part part, String... arguments) {
    jvmArguments
        .computeIfAbsent(part.service().orElseThrow(), _ -> new ArrayList<>())
        .addAll(List.of(arguments));
    return this;
  }

  /** Takes the added ones away. */
  public synchronized StackOptions withoutJvmArguments(Part part) {
    jvmArguments.remove(part.service().orElseThrow());
    return this;
  }

  /** Clients of the broker are sent to this port: a proxy's. */
  public StackOptions withAdvertisedKafkaPort(int port) {
    advertisedKafkaPort = OptionalInt.of(port);
    return this;
  }

  @Override
  public synchronized Map<String, String> configuration(Service service) {
    var all = new TreeMap<>(everywhere);
    all.putAll(configuration.getOrDefault(service, Map.of()));
    return all;
  }

  @Override
  public synchronized List<String> jvmArguments(Service service) {
    return List.copyOf(jvmArguments.getOrDefault(service, List.of()));
  }

  @Override
  public OptionalInt advertisedKafkaPort() {
    return advertisedKafkaPort;
  }
}
