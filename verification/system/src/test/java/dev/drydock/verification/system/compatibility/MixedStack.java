package dev.drydock.verification.system.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.local.LocalFiles;
import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackOptions;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.canary.CanaryPlan;
import dev.drydock.verification.fleet.judgement.Invariants;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import dev.drydock.verification.fleet.observation.Observer;
import dev.drydock.verification.fleet.sink.WebhookSink;
import dev.drydock.verification.system.compatibility.MixedInstallation.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A stack whose services are of two builds, a canary fleet, and the checker of the invariants. */
final class MixedStack implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofMinutes(4);
  private static final String ROOT = "drydock.root";

  private final String repository = System.getProperty(ROOT, "../..");
  private final Path home;
  private final MixedInstallation installation;
  private final Stack stack;
  private final CanaryFleet fleet;
  private final WebhookSink sink = WebhookSink.start();
  private final Observer observer;
  private int release = 1;

  private MixedStack(CanaryPlan plan, Build first) {
    try {
      var present = Path.of(repository).toAbsolutePath().normalize();
      var previous = PreviousBuild.of(present).root();
      home = Files.createTempDirectory("drydock-compatibility-");
      installation = new MixedInstallation(home.resolve("installation"), present, previous);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty(ROOT, installation.folder().toString());
    Part.SERVICES.forEach(part -> installation.use(part, first));
    stack = Stack.in(home, options());
    stack.start();
    fleet = CanaryFleet.create(stack, plan);
    sink.subscribe(stack.rest(Part.NOTIFIER));
    fleet.startApplications(Duration.ofMillis(400));
    observer = new Observer(stack, fleet, sink);
  }

  static MixedStack startedWith(Build build, CanaryPlan plan) {
    return new MixedStack(plan, build);
  }

  private static StackOptions options() {
    return StackOptions.shortTimes()
        .with(Part.BACKUP, "drydock.backup.sweep-every", "5s")
        .with(Part.BACKUP, "drydock.backup.scratch-older-than", "60s")
        .with(Part.BACKUP, "drydock.backup.garbage-older-than", "60s");
  }

  /** An upgrade under way. */
  record Underway(String upgrade, int release, Map<String, TenantSnapshot> before) {}

  Underway startUpgrade() {
    release++;
    fleet.createRelease(release, WITHIN);
    var before = observer.snapshots(WITHIN);
    return new Underway(fleet.startUpgrade(release, "all", WITHIN), release, before);
  }

  void awaitEnd(Underway underway) {
    await()
        .alias("the end of " + underway)
        .atMost(WITHIN)
        .until(() -> fleet.isOver(underway.upgrade()));
    noneIsParked(underway.upgrade());
    observer.passed(underway.upgrade(), underway.release(), underway.before(), WITHIN);
  }

  /** Nothing here is a fault; whoever is parked tells in the failure why. */
  private void noneIsParked(String upgrade) {
    var tenants = fleet.coordinator().ask("/upgrades/" + upgrade + "/tenants").orElseThrow();
    assertThat(tenants.findParents("state"))
        .as("tenants of %s", upgrade)
        .noneMatch(tenant -> tenant.path("state").asText().equals("PARKED"));
  }

  void upgrade() {
    awaitEnd(startUpgrade());
  }

  /** Stops the service and starts it of that build. */
  void replace(Part part, Build build) {
    stack.stop(part);
    installation.use(part, build);
    stack.start(part);
  }

  /**
   * As a cluster rolls: one of the new build beside the old one first, which brings the database's
   * schema forward under it; then the old one goes.
   */
  void roll(Part part) {
    var jar = installation.jar(part, Build.PRESENT);
    try (var _ = Replica.beside(stack.pid(part), jar, home)) {
      replace(part, Build.PRESENT);
    }
  }

  void allIsWell() {
    assertThat(observer.quietDown(WITHIN)).as("it quiets down").isTrue();
    assertThat(Invariants.judge(observer.observe(2, 1))).isEmpty();
  }

  @Override
  public void close() {
    fleet.close();
    sink.close();
    stack.purge();
    System.setProperty(ROOT, repository);
    LocalFiles.deleteAll(home);
  }
}
