package dev.drydock.local.stack;

import dev.drydock.local.KafkaServer;
import dev.drydock.local.LocalServer;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.Ports;
import dev.drydock.local.PostgresServer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers and services of one stack, each on its port; those that run are attached. */
record StackServers(
    Map<String, Integer> ports,
    PostgresServer postgres,
    KafkaServer kafka,
    ObjectStoreServer store,
    Map<Service, ServiceServer> services) {

  /** On the ports of last time, to look at them or to end them; 0 where there was none. */
  static StackServers remembered(StackFolder folder, StackSecrets secrets, StackSettings settings) {
    var state = state(folder);
    return on(state.ports(), state, folder, secrets, settings);
  }

  /**
   * To start them. Services whose servers had to move are ended: they would go on looking for them
   * where they were.
   */
  static StackServers onChosenPorts(
      StackFolder folder, StackSecrets secrets, StackSettings settings) {
    var state = state(folder);
    var ports = new StackPorts(state, PortReservations.ofThisUser(), folder.path()).choose();
    var servers = on(ports, state, folder, secrets, settings);
    if (!state.ports().equals(ports)) {
      servers.stopServices();
    }
    return servers;
  }

  private static StackState state(StackFolder folder) {
    return StackState.read(folder).orElseGet(() -> StackState.empty(folder.name()));
  }

  private static StackServers on(
      Map<String, Integer> ports,
      StackState state,
      StackFolder folder,
      StackSecrets secrets,
      StackSettings settings) {
    var services = new EnumMap<Service, ServiceServer>(Service.class);
    for (var service : Service.ALL) {
      int port = ports.getOrDefault(service.label(), 0);
      var file = folder.properties(service);
      services.put(
          service,
          new ServiceServer(
              service,
              port,
              folder.services(),
              file,
              () -> settings.jvmArguments(service),
              secrets::adminToken));
    }
    int postgres = ports.getOrDefault("postgresql", 0);
    int kafka = ports.getOrDefault("kafka", 0);
    int controller = ports.getOrDefault("kafka-controller", 0);
    int store = ports.getOrDefault("object-store", 0);
    var servers =
        new StackServers(
            ports,
            PostgresServer.outliving(folder.postgres(), postgres, Map.of("max_connections", "300")),
            KafkaServer.outliving(
                folder.path().resolve("kafka"),
                kafka,
                controller,
                settings.advertisedKafkaPort().orElse(kafka)),
            ObjectStoreServer.outliving(folder.path().resolve("object-store"), store),
            services);
    servers.byName().forEach((name, server) -> attach(state, name, server));
    return servers;
  }

  private static void attach(StackState state, String name, LocalServer server) {
    var started = state.processes().get(name);
    if (started != null) {
      started.process().ifPresent(server::attach);
    }
  }

  /** 0 for one that never had a port. */
  int port(String name) {
    return ports.getOrDefault(name, 0);
  }

  /** By the names of {@code stack.json}. */
  Map<String, LocalServer> byName() {
    var all = new LinkedHashMap<String, LocalServer>();
    all.put("postgresql", postgres);
    all.put("kafka", kafka);
    all.put("object store", store);
    services.forEach((service, server) -> all.put(service.label(), server));
    return all;
  }

  /** Something that should run does not, and somebody else has its port by now. */
  boolean lostAPort() {
    return lost(postgres, "postgresql")
        || lost(kafka, "kafka")
        || lost(kafka, "kafka-controller")
        || lost(store, "object-store")
        || services.entrySet().stream()
            .anyMatch(entry -> lost(entry.getValue(), entry.getKey().label()));
  }

  private boolean lost(LocalServer server, String port) {
    return !server.isRunning() && !Ports.isFree(port(port));
  }

  /** Services first, then what they use. */
  void stop() {
    stopServices();
    InParallel.run(List.of(kafka::stop, store::stop, postgres::stop));
  }

  private void stopServices() {
    InParallel.run(services.values().stream().<Runnable>map(each -> each::stop).toList());
  }
}
