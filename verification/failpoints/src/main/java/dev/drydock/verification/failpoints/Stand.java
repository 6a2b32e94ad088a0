package dev.drydock.verification.failpoints;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.verification.failpoints.agent.Catalogue;
import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackOptions;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import dev.drydock.verification.fleet.canary.CanaryReleases;
import dev.drydock.verification.fleet.canary.Flaw;
import dev.drydock.verification.fleet.observation.Observer;
import dev.drydock.verification.fleet.sink.WebhookSink;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stack whose services carry the agent, and a small fleet: two databases and two schemas, one of
 * each without a flaw; every upgrade upgrades two and puts two back.
 */
final class Stand implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(500);
  private static final CanaryPlan PLAN =
      new CanaryPlan(2, 2, Map.of(2, Flaw.SCRIPT, 4, Flaw.ASSERTION), 0.0);

  private final Stack stack;
  private final Control control;
  private final CanaryFleet fleet;
  private final WebhookSink sink;
  private final Observer observer;
  private int release = 1;

  private Stand(Stack stack, Control control, CanaryFleet fleet, WebhookSink sink) {
    this.stack = stack;
    this.control = control;
    this.fleet = fleet;
    this.sink = sink;
    this.observer = new Observer(stack, fleet, sink);
  }

  static Stand start(Path home) {
    var control = new Control(home.resolve("control"));
    var options = StackOptions.shortTimes();
    options.with(Part.BACKUP, "drydock.backup.sweep-every", "5s");
    options.with(Part.BACKUP, "drydock.backup.scratch-older-than", "30s");
    options.with(Part.BACKUP, "drydock.backup.garbage-older-than", "30s");
    for (var service : Part.SERVICES) {
      options.withJvmArguments(
          service, "-javaagent:%s=%s,%s".formatted(agent(), service.label(), control.folder()));
    }
    var stack = Stack.in(home, options);
    try {
      stack.start();
      var fleet = CanaryFleet.create(stack, PLAN);
      var sink = WebhookSink.start();
      sink.subscribe(stack.rest(Part.NOTIFIER));
      fleet.startApplications(PACE);
      return new Stand(stack, control, fleet, sink);
    } catch (RuntimeException e) {
      stack.purge();
      throw e;
    }
  }

  private static Path agent() {
    try {
      var jar = Catalogue.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(jar.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the agent's jar has no path", e);
    }
  }

  Control control() {
    return control;
  }

  CanaryFleet fleet() {
    return fleet;
  }

  Observer observer() {
    return observer;
  }

  /** Starts services that have ended; returns which. */
  List<String> startWhatHasEnded() {
    var ended = new ArrayList<String>();
    for (var service : Part.SERVICES) {
      if (!stack.isRunning(service)) {
        stack.start(service);
        ended.add(service.label());
      }
    }
    return ended;
  }

  int release() {
    return release;
  }

  int nextRelease() {
    return ++release;
  }

  /**
   * Lets the last script of a sound tenant fail. Its upgrade must be to an atomic release; the
   * others of the fleet have always one pending that cannot be rolled back.
   */
  void plantFailure() {
    onSoundTenant("INSERT INTO public.flaw VALUES ('script', 'planted')");
  }

  void pullFailure() {
    onSoundTenant("DELETE FROM public.flaw WHERE secret = 'planted'");
  }

  private void onSoundTenant(String statement) {
    var sound = fleet.tenants().getFirst();
    stack.postgres().execute(sound.database(), statement);
  }

  /** Empty when there is none, or the coordinator does not answer. */
  Optional<String> upgradeTo(int wanted) {
    return stack
        .coordinator()
        .ask("/upgrades?limit=100")
        .flatMap(page -> newest(page.path("upgrades"), CanaryReleases.coordinates(wanted)));
  }

  private static Optional<String> newest(JsonNode upgrades, String coordinates) {
    for (var upgrade : upgrades) {
      if (upgrade.path("release").asText().equals(coordinates)) {
        return Optional.of(upgrade.path("id").asText());
      }
    }
    return Optional.empty();
  }

  /** State of each tenant in an upgrade. */
  Map<String, String> states(String upgrade) {
    var states = new TreeMap<String, String>();
    coordinator()
        .all("/upgrades/%s/tenants?limit=100".formatted(upgrade), "tenants")
        .forEach(way -> states.put(way.path("tenant").asText(), way.path("state").asText()));
    return states;
  }

  private Rest coordinator() {
    return stack.coordinator();
  }

  Path folder() {
    return stack.folder();
  }

  @Override
  public void close() {
    control.disarm();
    fleet.close();
    sink.close();
    stack.purge();
  }

  /** Ends the processes and leaves all files. */
  void leave() {
    control.disarm();
    fleet.close();
    sink.close();
    stack.down();
  }
}
