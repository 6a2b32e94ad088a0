package dev.drydock.verification.chaos;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackOptions;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import dev.drydock.verification.fleet.observation.Observer;
import dev.drydock.verification.fleet.sink.WebhookSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a run is done to: a stack behind proxies, a canary fleet that writes, a webhook sink. */
final class Bench implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(400);

  private final Stack stack;
  private final Map<Route, FaultProxy> proxies;
  private final CanaryFleet fleet;
  private final WebhookSink sink;
  private final Observer observer;

  private Bench(Stack stack, Map<Route, FaultProxy> proxies, CanaryFleet fleet, WebhookSink sink) {
    this.stack = stack;
    this.proxies = proxies;
    this.fleet = fleet;
    this.sink = sink;
    this.observer = new Observer(stack, fleet, sink);
  }

  /** Starts all of it. */
  static Bench start(Path home, CanaryPlan plan) {
    var options = StackOptions.shortTimes();
    var stack = Stack.in(home, options);
    var proxies = proxies(stack);
    try {
      through(proxies, options, stack);
      stack.start();
      var tenants = Objects.requireNonNull(proxies.get(Route.TENANTS)).port();
      var fleet = CanaryFleet.create(stack, plan, tenants);
      var sink = WebhookSink.start();
      sink.subscribe(stack.rest(Part.NOTIFIER));
      fleet.startApplications(PACE);
      return new Bench(stack, proxies, fleet, sink);
    } catch (RuntimeException e) {
      stack.purge();
      throw e;
    }
  }

  private static Map<Route, FaultProxy> proxies(Stack stack) {
    var proxies = new EnumMap<Route, FaultProxy>(Route.class);
    for (var route : Route.values()) {
      proxies.put(route, FaultProxy.start(route.name(), () -> stack.port(target(route))));
    }
    return proxies;
  }

  static Part target(Route route) {
    return switch (route) {
      case LEDGER, TENANTS -> Part.POSTGRESQL;
      case BROKER -> Part.KAFKA;
      case STORE -> Part.OBJECT_STORE;
      case COORDINATOR -> Part.COORDINATOR;
    };
  }

  private static void through(Map<Route, FaultProxy> proxies, StackOptions options, Stack stack) {
    int broker = Objects.requireNonNull(proxies.get(Route.BROKER)).port();
    options.withAdvertisedKafkaPort(broker);
    options.with("kafka.bootstrap.servers", "127.0.0.1:" + broker);
    options.with("drydock.object-store.endpoint", url(proxies, Route.STORE));
    options.with("drydock.coordinator.url", url(proxies, Route.COORDINATOR));
    int ledger = Objects.requireNonNull(proxies.get(Route.LEDGER)).port();
    for (var service : Part.SERVICES) {
      options.with(
          service,
          "quarkus.datasource.jdbc.url",
          "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ledger, stack.database(service)));
    }
    // What a killed worker leaves behind is swept while the run can still see it.
    options.with(Part.BACKUP, "drydock.backup.sweep-every", "5s");
    options.with(Part.BACKUP, "drydock.backup.scratch-older-than", "60s");
    options.with(Part.BACKUP, "drydock.backup.garbage-older-than", "60s");
  }

  private static String url(Map<Route, FaultProxy> proxies, Route route) {
    return "http://127.0.0.1:" + Objects.requireNonNull(proxies.get(route)).port();
  }

  Stack stack() {
    return stack;
  }

  FaultProxy proxy(Route route) {
    return Objects.requireNonNull(proxies.get(route));
  }

  CanaryFleet fleet() {
    return fleet;
  }

  Observer observer() {
    return observer;
  }

  /** Calms the proxies, and starts whatever does not run. */
  void heal() {
    proxies.values().forEach(FaultProxy::calm);
    for (var part : Part.values()) {
      stack.resume(part);
    }
    stack.start();
  }

  @Override
  public void close() {
    fleet.close();
    sink.close();
    stack.purge();
    proxies.values().forEach(FaultProxy::close);
  }
}
